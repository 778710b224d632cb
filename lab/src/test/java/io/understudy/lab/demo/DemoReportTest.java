/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.StreamFigures;
import io.understudy.lab.traffic.TrafficReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final DemoSettings SETTINGS = DemoSettings.ofThePaper(10, Duration.ofSeconds(1), 3,
        Duration.ofSeconds(30));
    private static final Takeover GOOD = takeover(new StreamFigures(9000, 12, 0, 12.34567, 0, true));
    private static final Takeover BAD = takeover(new StreamFigures(40000, 30500, 0, 30500, 0, false));

    @Test
    void jsonHasThePromisedNames() {
        final var expected = """
            {"heartbeat": {"interval_ms": 1000, "multiplier": 3},
             "takeover": {"detected_ms": 10.5, "gate_ms": 11.25, "hosts": 10, "announced": 10,
               "announced_elsewhere": 0, "looped": 0,
               "out": {"lost": 12, "duplicated": 0, "outage_ms": 12.346},
               "in": {"lost": 12, "duplicated": 0, "outage_ms": 12.346},
               "in_silent": {"lost": 12, "duplicated": 0, "outage_ms": 12.346}},
             "without_announcements": {"capped_at_ms": 30000,
               "out": {"lost": 30500, "duplicated": 0, "outage_ms": 30500},
               "in": {"lost": 30500, "duplicated": 0, "outage_ms": 30500},
               "in_silent": {"lost": 30500, "duplicated": 0, "outage_ms": 30500}},
             "failback": {"detected_ms": 10.5, "gate_ms": 11.25, "hosts": 10, "announced": 10,
               "announced_elsewhere": 0, "looped": 0,
               "out": {"lost": 12, "duplicated": 0, "outage_ms": 12.346},
               "in": {"lost": 12, "duplicated": 0, "outage_ms": 12.346},
               "in_silent": {"lost": 12, "duplicated": 0, "outage_ms": 12.346}}}
            """;
        assertEquals(JsonParser.parseString(expected),
            JsonParser.parseString(new DemoReport(SETTINGS, GOOD, BAD, GOOD).toJson()));
    }

    @Test
    void aTakeoverThatTheControllerDidNotReportHasNoTimes() {
        final var silent = new Takeover(OptionalDouble.empty(), OptionalDouble.empty(), 10, 0, 0, 0, BAD.traffic());
        final var report = new DemoReport(SETTINGS, silent, BAD, GOOD);
        assertTrue(JsonParser.parseString(report.toJson()).getAsJsonObject().getAsJsonObject("takeover")
            .get("detected_ms").isJsonNull());
        assertTrue(report.toText().contains("not reported"), report.toText());
    }

    @Test
    void itFailsWhenTrafficDoesNotComeBackAfterTheFaultOrTheFailback() {
        assertTrue(new DemoReport(SETTINGS, GOOD, BAD, GOOD).recovered());
        assertFalse(new DemoReport(SETTINGS, BAD, BAD, GOOD).recovered());
        assertFalse(new DemoReport(SETTINGS, GOOD, BAD, BAD).recovered());
    }

    @Test
    void theTextMarksWhatWasStillOutAtTheEnd() {
        final var text = new DemoReport(SETTINGS, GOOD, BAD, GOOD).toText();
        assertTrue(text.contains("12.3 "), text);
        assertTrue(text.contains("30,500.0 *"), text);
        assertTrue(text.contains("capped at 30,000 ms"), text);
        assertTrue(text.endsWith("Traffic came back both ways.\n"), text);
    }

    private static Takeover takeover(final StreamFigures figures) {
        final var streams = new EnumMap<Stream, StreamFigures>(Stream.class);
        for (var stream : Stream.values()) {
            streams.put(stream, figures);
        }
        return new Takeover(OptionalDouble.of(10.5), OptionalDouble.of(11.25), 10, 10, 0, 0,
            new TrafficReport(streams, List.of()));
    }
}
