/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScaleReportTest {
    private static final ScaleFigures FEW = new ScaleFigures("ovs",
        List.of(new ScaleRun(1.5, 0.2, 1), new ScaleRun(2.5, 0.4, 3)), List.of(new ScaleRun(4, 5, 6)),
        List.of(0.8, 1.2),
        OptionalDouble.of(1234.5678), OptionalDouble.empty(), new ProcessorUse(1.5, 40, 300), OptionalDouble.empty());
    private static final ScaleFigures MANY = new ScaleFigures("emulator", List.of(new ScaleRun(2, 0.5, 120)),
        List.of(), List.of(), OptionalDouble.of(3000), OptionalDouble.of(812), new ProcessorUse(2, 90, 200),
        OptionalDouble.of(45_678));

    @Test
    void jsonHasThePromisedNames() {
        final var expected = """
            {"sizes": {
              "10": {"where": "ovs", "runs": 2,
                "detect_to_gate_ms": {"median": 2, "min": 1.5, "max": 2.5},
                "gate_to_first_frame_ms": {"median": 0.3, "min": 0.2, "max": 0.4},
                "gate_to_last_frame_ms": {"median": 2, "min": 1, "max": 3},
                "storm": {"detect_to_gate_ms": {"median": 4, "min": 4, "max": 4},
                  "gate_to_first_frame_ms": {"median": 5, "min": 5, "max": 5},
                  "gate_to_last_frame_ms": {"median": 6, "min": 6, "max": 6}},
                "reference": {"gate_to_last_frame_ms": {"median": 1, "min": 0.8, "max": 1.2}},
                "learned_per_s": 1234.568, "heap_bytes_per_host": null, "controller_rest_percent": 1.5,
                "controller_learning_percent": 40, "controller_us_per_host": 300, "restart_ms": null},
              "1000": null,
              "10000": {"where": "emulator", "runs": 1,
                "detect_to_gate_ms": {"median": 2, "min": 2, "max": 2},
                "gate_to_first_frame_ms": {"median": 0.5, "min": 0.5, "max": 0.5},
                "gate_to_last_frame_ms": {"median": 120, "min": 120, "max": 120},
                "storm": null, "reference": null, "learned_per_s": 3000, "heap_bytes_per_host": 812,
                "controller_rest_percent": 2, "controller_learning_percent": 90, "controller_us_per_host": 200,
                "restart_ms": 45678}}}
            """;
        assertEquals(JsonParser.parseString(expected), JsonParser.parseString(report().toJson()));
    }

    @Test
    void theTableHasARowForEverySizeInItsOrder() {
        final var lines = report().toMarkdown().lines().toList();
        assertEquals(5, lines.size());
        assertEquals("| 10 | ovs | 2 | **2.0** (1.5 to 2.5) | **0.3** (0.2 to 0.4) | **2.0** (1.0 to 3.0) | "
            + "**4.0** (4.0 to 4.0) | **1.0** (0.8 to 1.2) | 1235 |  | 1.5 | 40 | 300 |  |", lines.get(2));
        assertEquals("| 1000 | could not be measured | 0 | | | | | | | | | | | |", lines.get(3));
        assertEquals("| 10000 | emulator | 1 | **2.0** (2.0 to 2.0) | **0.5** (0.5 to 0.5) | **120.0** (120.0 to"
            + " 120.0) |  |  | 3000 | 812 | 2.0 | 90 | 200 | 45.7 |", lines.get(4));
    }

    private static ScaleReport report() {
        final var report = new ScaleReport();
        report.expect(10_000);
        report.expect(1000);
        report.expect(10);
        report.add(10_000, MANY);
        report.add(10, FEW);
        return report;
    }
}
