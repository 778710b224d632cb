/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FaultReportTest {
    private static final OptionalDouble NO_STORM = OptionalDouble.empty();
    private static final FaultRun FAST =
        new FaultRun(1, 0, 0, 20, 4, 5.0001, 6, OptionalDouble.of(0.5), true, NO_STORM);
    private static final FaultRun SLOW = new FaultRun(1, 0, 0, 30, 8, 7, 9, OptionalDouble.of(1.5), true, NO_STORM);
    private static final FaultRun QUIET = new FaultRun(0, 0, 0, 0, 0, 0, 0, NO_STORM, true, NO_STORM);
    private static final FaultRun LOOP =
        new FaultRun(1, 900, 40, 5000, 0, 2000, 2000, OptionalDouble.of(3), false, NO_STORM);
    private static final FaultRun STORMY =
        new FaultRun(1, 0, 0, 90, 40, 41, 42, OptionalDouble.of(1), true, OptionalDouble.of(12));

    @Test
    void jsonHasThePromisedNames() {
        final var report = new FaultReport();
        report.expect(FaultCase.PEER_LINK);
        report.expect(FaultCase.BRIDGE_HOST);
        report.addUnderstudy(FaultCase.BRIDGE_HOST, FAST);
        report.addUnderstudy(FaultCase.BRIDGE_HOST, SLOW);
        report.addReference(FaultCase.BRIDGE_HOST, FAST);
        report.addUnderstudy(FaultCase.PEER_LINK, QUIET);
        final var expected = """
            {"faults": {
              "bridge-host": {
                "understudy": {"runs": 2, "recovered": 2, "failovers": 2, "looped": 0, "duplicated": 0, "lost": 50,
                  "out_ms": {"median": 6, "min": 4, "max": 8},
                  "in_ms": {"median": 6, "min": 5, "max": 7},
                  "in_silent_ms": {"median": 7.5, "min": 6, "max": 9},
                  "detect_to_gate_ms": {"median": 1, "min": 0.5, "max": 1.5}},
                "reference": {"runs": 1, "recovered": 1, "failovers": 1, "looped": 0, "duplicated": 0, "lost": 20,
                  "out_ms": {"median": 4, "min": 4, "max": 4},
                  "in_ms": {"median": 5, "min": 5, "max": 5},
                  "in_silent_ms": {"median": 6, "min": 6, "max": 6},
                  "detect_to_gate_ms": {"median": 0.5, "min": 0.5, "max": 0.5}}},
              "peer-link": {
                "understudy": {"runs": 1, "recovered": 1, "failovers": 0, "looped": 0, "duplicated": 0, "lost": 0,
                  "out_ms": {"median": 0, "min": 0, "max": 0},
                  "in_ms": {"median": 0, "min": 0, "max": 0},
                  "in_silent_ms": {"median": 0, "min": 0, "max": 0},
                  "detect_to_gate_ms": null},
                "reference": null}}}
            """;
        assertEquals(JsonParser.parseString(expected), JsonParser.parseString(report.toJson()));
    }

    @Test
    void whatAStormDidBeforeTheFaultIsAFigureOfItsOwn() {
        final var report = new FaultReport();
        report.expect(FaultCase.BRIDGE_HOST);
        report.addUnderstudy(FaultCase.BRIDGE_HOST, STORMY);
        final var figures = JsonParser.parseString(report.toJson()).getAsJsonObject().getAsJsonObject("faults")
            .getAsJsonObject("bridge-host").getAsJsonObject("understudy");
        assertEquals(12, figures.getAsJsonObject("storm_out_ms").get("median").getAsInt());
        assertEquals(40, figures.getAsJsonObject("out_ms").get("median").getAsInt());
    }

    @Test
    void aFaultWithoutAnyRunHasNoFigures() {
        final var report = new FaultReport();
        report.expect(FaultCase.LOAD);
        final var load = JsonParser.parseString(report.toJson()).getAsJsonObject().getAsJsonObject("faults")
            .getAsJsonObject("load");
        assertEquals(0, load.getAsJsonObject("understudy").get("runs").getAsInt());
        assertTrue(load.getAsJsonObject("understudy").get("out_ms").isJsonNull());
    }

    @Test
    void theTableHasARowForEachAndSaysWhatDidNotRecover() {
        final var report = new FaultReport();
        report.expect(FaultCase.BRIDGE_HOST);
        report.expect(FaultCase.CHANNEL_AND_PEER_LINK);
        report.addUnderstudy(FaultCase.BRIDGE_HOST, FAST);
        report.addReference(FaultCase.BRIDGE_HOST, SLOW);
        report.addUnderstudy(FaultCase.CHANNEL_AND_PEER_LINK, LOOP);
        final var lines = report.toMarkdown().lines().toList();
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).startsWith("| fault | who | runs |"));
        assertEquals(List.of(12L, 12L, 12L, 12L, 12L),
            lines.stream().map(line -> line.chars().filter(letter -> letter == '|').count()).toList());
        assertEquals("| bridge-host | understudy | 1 | 1 | 0 | 0 | 20 | **4.0** (4.0 to 4.0) | **5.0** (5.0 to 5.0) |"
            + " **6.0** (6.0 to 6.0) | **0.5** (0.5 to 0.5) |", lines.get(2));
        assertTrue(lines.get(3).startsWith("|  | reference | 1 | 1 |"), lines.get(3));
        assertTrue(lines.get(4).startsWith("| channel-and-peer-link | understudy | 1 (1 did not recover) | 1 | 900 | 40"
            + " | 5000 | 0 | **2000.0**"), lines.get(4));
    }
}
