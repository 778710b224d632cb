/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

class MicroBenchmarksTest {
    private static final Set<String> NAMES = Set.of("arp_encode", "arp_parse", "echo_encode", "echo_parse",
        "learn_known_10", "learn_known_10000", "learn_new_10", "learn_new_10000", "neighbor_discovery_encode",
        "neighbor_discovery_parse", "rarp_encode", "rarp_parse", "step_heartbeat", "step_takeover", "step_tick",
        "vlan_encode", "vlan_parse");

    @Test
    void everyBenchmarkRunsAndHasAFigure() throws RunnerException {
        final var report = MicroReport.of(MicroBenchmarks.run(
            new MicroBenchmarks.Settings(0, 1, 1, TimeValue.milliseconds(5))));
        final var all = JsonParser.parseString(report.toJson()).getAsJsonObject().getAsJsonObject("benchmarks");
        assertEquals(NAMES, all.keySet());
        all.entrySet().forEach(entry -> assertTrue(entry.getValue().getAsJsonObject().get("ns_per_operation")
            .getAsDouble() > 0, entry.toString()));
    }

    @Test
    void whatIsMeasuredDoesWhatItsNameSays() {
        final var frames = new FrameBenchmark();
        assertEquals("10.77.0.1", frames.arpParse().orElseThrow().senderProtocol().getHostAddress());
        assertTrue(frames.rarpParse().orElseThrow().addresses().isEmpty());
        assertTrue(frames.neighborDiscoveryParse().orElseThrow().advertisement());
        assertEquals(1, frames.echoParse().orElseThrow().sequence());
        assertEquals(100, frames.vlanParse().vlanId());
        final var steps = new StepBenchmark();
        assertTrue(steps.stepTick().commands().toString().contains("SendHeartbeat"), steps.stepTick().toString());
        assertEquals(List.of(), steps.stepHeartbeat().commands());
        assertTrue(steps.stepTakeover().commands().toString().contains("CloseGate"), steps.stepTakeover().toString());
    }

    @Test
    void theReportHasThePromisedNames() {
        final var report = new MicroReport(List.of(new MicroReport.Figure("arp_parse", 12.34, Double.NaN, 96)));
        assertEquals(JsonParser.parseString("{\"benchmarks\": {\"arp_parse\": {\"ns_per_operation\": 12.3,"
            + " \"error_ns\": null, \"bytes_per_operation\": 96.0}}}"), JsonParser.parseString(report.toJson()));
        assertEquals("| arp_parse | 12.3 |  | 96.0 |", report.toMarkdown().lines().toList().get(2));
    }
}
