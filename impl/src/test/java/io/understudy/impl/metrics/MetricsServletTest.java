/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.Activity;
import io.understudy.core.report.BridgeCounters;
import io.understudy.core.report.GroupReport;
import io.understudy.core.report.PendingHosts;
import io.understudy.core.report.PortChanges;
import io.understudy.core.report.RoundTripCounts;
import io.understudy.core.report.StrayKind;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.group.GroupSnapshot;
import io.understudy.impl.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What Prometheus reads.
 */
final class MetricsServletTest {
    private static final long MILLI = 1_000_000;

    private final LatestSnapshots snapshots = new LatestSnapshots();

    private String text() throws IOException {
        final var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, MetricsServlet.metrics(snapshots, 0));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static GroupSnapshot snapshot(final String name) {
        final var initial = GroupState.initial(SampleGroups.group(name, 1, 2, 1), 7, 0);
        final var move = new Decision(Cause.BRIDGE_LOST, "it \"died\"", Optional.of(Side.PREFERRED), Side.ALTERNATE,
            OptionalLong.empty(), 0, 5 * MILLI, OptionalLong.empty(), OptionalLong.of(7 * MILLI),
            OptionalLong.of(8 * MILLI), OptionalLong.empty(), 3);
        final var state = new GroupState(initial.configuration(), initial.bridges(), Optional.of(Side.ALTERNATE),
            initial.transition(), initial.judgement(), initial.confirmation(), Optional.of(move),
            initial.restraint(), initial.announcedAt(), 1, initial.punctuality(), initial.life());
        final var counters = new BridgeCounters(1, 2, 3, 4, 5, AnnouncementGroupCoverage.NONE, new RoundTripCounts(
            Collections.nCopies(RoundTripCounts.BOUNDS_MICROS.size() + 1, 2L), 24 * MILLI),
            new PendingHosts(5, 6 * MILLI, 7, Optional.of("full")), PortChanges.NONE,
            ImmutableMap.of(StrayKind.PATH_PROBE_INWARD, 8L));
        return new GroupSnapshot(new GroupReport(state, new Pair<>(counters, counters), 10, 4,
            new Activity(Map.of(Cause.BRIDGE_LOST, 1L), 2, 1, 3)), new Pair<>(Optional.empty(), Optional.empty()),
            new Pair<>(OptionalInt.of(0), OptionalInt.empty()), Optional.empty());
    }

    @Test
    void aGroupIsToldInFull() throws IOException {
        snapshots.put("pair1", snapshot("pair1"));
        final var text = text();
        for (var line : List.of(
                "understudy_groups 1.0",
                "understudy_bridge_primary{bridge=\"openflow:1\",group=\"pair1\"} 0.0",
                "understudy_bridge_primary{bridge=\"openflow:2\",group=\"pair1\"} 1.0",
                "understudy_stray_answers_total{bridge=\"openflow:1\",group=\"pair1\",kind=\"path-probe-inward\"} 8.0",
                "understudy_stray_answers_total{bridge=\"openflow:1\",group=\"pair1\",kind=\"heartbeat\"} 0.0",
                "understudy_hosts{group=\"pair1\",place=\"local\"} 10.0",
                "understudy_failovers_total{cause=\"bridge-lost\",group=\"pair1\"} 1.0",
                "understudy_failovers_total{cause=\"failback\",group=\"pair1\"} 0.0",
                "understudy_violations_total{group=\"pair1\"} 3.0",
                "understudy_last_failover_phase_seconds{group=\"pair1\",phase=\"gate-open\"} 0.007",
                "understudy_requests_failed_total{bridge=\"openflow:1\",group=\"pair1\"} 3.0",
                "understudy_replication_lag_seconds{bridge=\"openflow:2\",group=\"pair1\"} 0.006",
                "understudy_replication_refused_hosts{bridge=\"openflow:2\",group=\"pair1\"} 7.0",
                "understudy_heartbeat_round_trip_seconds_bucket{bridge=\"openflow:1\",group=\"pair1\",le=\"5.0E-4\"} 4",
                "understudy_heartbeat_round_trip_seconds_sum{bridge=\"openflow:1\",group=\"pair1\"} 0.024")) {
            assertTrue(text.lines().anyMatch(line::equals), line + " is missing in:\n" + text);
        }
        assertTrue(text.contains("understudy_last_failover_cause{cause=\"bridge-lost\",group=\"pair1\"} 1.0\n"), text);
        assertFalse(text.contains("phase=\"fenced\""), "a phase that was not reached");
    }

    /** Whatever an operator or a device says in free text, Prometheus keeps a series for each value of a label. */
    @Test
    void noLabelHoldsFreeText() throws IOException {
        snapshots.put("pair1", snapshot("pair1"));
        assertFalse(text().contains("died"), text());
        final var names = Pattern.compile("([a-z_]+)=\"").matcher(text()).results().map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("group", "bridge", "port", "usage", "kind", "place", "status", "cause", "phase", "le"),
            names, "each has as many values as there are groups, bridges, ports, or constants");
    }

    @Test
    void whatANameHidesIsShownAndNamesStayApart() throws IOException {
        for (var name : List.of("a\u001b[2J\nb", "a\\u001b[2J\\nb")) {
            snapshots.put(name, snapshot(name));
        }
        final var text = text();
        assertTrue(text.lines().allMatch(Printable::isPlain), text);
        assertEquals(2, text.lines().filter(line -> line.startsWith("understudy_late_ticks_total")).distinct().count(),
            text);
    }

    @Test
    void aGroupThatCannotRunIsDownAndOneThatIsGoneIsNotTold() throws IOException {
        snapshots.put("pair1", snapshot("pair1"));
        snapshots.refuse("pair1");
        assertTrue(text().contains("understudy_group_status{group=\"pair1\",status=\"down\"} 1.0"), text());
        snapshots.remove("pair1");
        assertFalse(text().contains("pair1"), text());
    }
}
