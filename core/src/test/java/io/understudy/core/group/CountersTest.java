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
import io.understudy.core.report.Arrears;
import io.understudy.core.report.GroupReport;
import io.understudy.core.report.RoundTripCounts;
import io.understudy.core.report.Tally;
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
        final var arrears = report().counters().alternate().arrears();
        assertEquals(1, arrears.hosts());
        assertTrue(arrears.nanos() > 0, "it waits");
        assertEquals(Arrears.NONE, report().counters().preferred().arrears(), "the primary is told at once");

        serving.run(5000);
        assertEquals(Arrears.NONE, report().counters().alternate().arrears());
    }

    @Test
    void roundTripsFallIntoTheirClasses() {
        final var tally = new Tally();
        tally.roundTrip(250 * MICRO);
        tally.roundTrip(251 * MICRO);
        tally.roundTrip(2_000_000 * MICRO);
        final var counts = tally.counters(0, AnnouncementGroupCoverage.NONE, Arrears.NONE).roundTrips();
        assertEquals(1, counts.counts().get(0), "up to the bound, and the bound itself");
        assertEquals(1, counts.counts().get(1));
        assertEquals(1, counts.counts().get(RoundTripCounts.BOUNDS_MICROS.size()), "longer than all");
        assertEquals(2_000_501 * MICRO, counts.sumNanos());
    }
}
