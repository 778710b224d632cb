/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Event;
import io.understudy.core.model.Side;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.GroupReport;
import io.understudy.core.report.PendingHosts;
import io.understudy.core.report.RoundTripCounts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a group tells of its work in numbers.
 */
final class CountersTest {
    private static final long MICRO = 1_000;

    private final ServingGroup serving = ServingGroup.serving();

    private GroupReport report() {
        return serving.report();
    }

    @Test
    void everyMoveIsCountedByItsCause() {
        assertEquals(Map.of(Cause.INITIAL, 1L), report().activity().moves());
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));

        final var activity = report().activity();
        assertEquals(Map.of(Cause.INITIAL, 1L, Cause.SWITCHOVER, 1L), activity.moves());
        assertEquals(2, activity.announcements(), "after each promotion");
    }

    @Test
    void whatTheSecondaryHasNotBeenToldIsInArrearsUntilItIs() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(1000);
        final var pendingHosts = report().counters().alternate().pendingHosts();
        assertEquals(1, pendingHosts.hosts());
        assertTrue(pendingHosts.nanos() > 0, "it waits");
        assertEquals(PendingHosts.NONE, report().counters().preferred().pendingHosts(), "the primary is told at once");

        serving.run(5000);
        assertEquals(PendingHosts.NONE, report().counters().alternate().pendingHosts());
    }

    @Test
    void roundTripsFallIntoTheirClasses() {
        final var statistics = new BridgeStatistics();
        statistics.roundTrip(250 * MICRO);
        statistics.roundTrip(251 * MICRO);
        statistics.roundTrip(2_000_000 * MICRO);
        final var counts = statistics.counters(0, AnnouncementGroupCoverage.NONE, PendingHosts.NONE).roundTrips();
        assertEquals(1, counts.counts().get(0), "up to the bound, and the bound itself");
        assertEquals(1, counts.counts().get(1));
        assertEquals(1, counts.counts().get(RoundTripCounts.BOUNDS_MICROS.size()), "longer than all");
        assertEquals(2_000_501 * MICRO, counts.sumNanos());
    }
}
