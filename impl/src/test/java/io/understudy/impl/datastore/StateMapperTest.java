/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
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
import io.understudy.impl.SampleGroups;
import io.understudy.impl.group.GroupSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateMapperTest {
    private static final long SECOND = 1_000_000_000;
    private static final WallClock BEFORE = new WallClock(10 * SECOND, Instant.parse("2026-11-26T09:00:10Z"));
    /** Ten seconds later, and the clock of the day was set three milliseconds on meanwhile. */
    private static final WallClock AFTER = new WallClock(20 * SECOND, Instant.parse("2026-11-26T09:00:20.003Z"));

    private final DecisionTime time = new DecisionTime();

    @Test
    void theTimeOfADecisionStaysAsItWasTold() {
        final var first = decision(5 * SECOND, OptionalLong.empty());
        assertEquals("2026-11-26T09:00:05.000000Z", detectedAt(first, BEFORE));
        final var withGate = decision(5 * SECOND, OptionalLong.of(6 * SECOND));
        assertEquals("2026-11-26T09:00:05.000000Z", detectedAt(withGate, AFTER), "the same decision, a phase later");
        assertEquals("2026-11-26T09:00:15.003000Z", detectedAt(decision(15 * SECOND, OptionalLong.empty()), AFTER),
            "the next decision");
    }

    private String detectedAt(final Decision decision, final WallClock clock) {
        return new StateMapper(snapshot(), clock).lastFailover(decision, time).getDetectedAt().getValue();
    }

    private static Decision decision(final long detectedAt, final OptionalLong gateOpenAt) {
        return new Decision(Cause.BRIDGE_LOST, "it died", Optional.of(Side.PREFERRED), Side.ALTERNATE,
            OptionalLong.empty(), detectedAt, detectedAt, OptionalLong.empty(), gateOpenAt, OptionalLong.empty(),
            OptionalLong.empty(), 0);
    }

    private static GroupSnapshot snapshot() {
        final var counters = new BridgeCounters(0, 0, 0, 0, 0, AnnouncementGroupCoverage.NONE, new RoundTripCounts(
            Collections.nCopies(RoundTripCounts.BOUNDS_MICROS.size() + 1, 0L), 0), PendingHosts.NONE,
            PortChanges.NONE, ImmutableMap.of());
        return new GroupSnapshot(new GroupReport(GroupState.initial(SampleGroups.group("pair1", 1, 2, 1), 7, 0),
            new Pair<>(counters, counters), 0, 0, new Activity(Map.of(), 0, 0, 0)),
            new Pair<>(Optional.empty(), Optional.empty()),
            new Pair<>(OptionalInt.of(0), OptionalInt.empty()), Optional.empty());
    }
}
