/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import io.understudy.core.evidence.RecentSamples;
import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.EnumMap;

/**
 * Counts what a group does, by comparing its states before and after a step.
 */
public final class ActivityCounter implements StepObserver {
    private final Pair<BridgeStatistics> statistics;
    private final long[] moves = new long[Cause.values().length];
    private long announcements;
    private long announcementsArrived;
    private long violations;

    /**
     * Creates it.
     *
     * @param statistics what is counted of each bridge
     */
    public ActivityCounter(final Pair<BridgeStatistics> statistics) {
        this.statistics = statistics;
    }

    /** Counts an announcement of all local hosts. */
    public void announcing() {
        announcements++;
    }

    /** Counts something that must never be. */
    public void violated() {
        violations++;
    }

    @Override
    public void stepped(final GroupState before, final GroupState after, final long now) {
        if (before.lastFailover() != after.lastFailover()) {
            move(before.lastFailover().orElse(null), after.lastFailover().orElse(null));
        }
        if (before.announcedAt() != Moment.NONE && after.announcedAt() == Moment.NONE) {
            announcementsArrived++;
        }
        for (var side : Side.values()) {
            final var samples = after.bridge(side).heartbeat().roundTrips();
            if (before.bridge(side).heartbeat().roundTrips() != samples && samples != RecentSamples.NONE) {
                statistics.get(side).roundTrip(samples.last());
            }
        }
    }

    private void move(final Decision before, final Decision after) {
        if (after != null && (before == null || before.detectedAt() != after.detectedAt())) {
            moves[after.cause().ordinal()]++;
        }
    }

    /**
     * Returns what was counted.
     *
     * @return the counts
     */
    public Activity activity() {
        final var counts = new EnumMap<Cause, Long>(Cause.class);
        for (var cause : Cause.values()) {
            if (moves[cause.ordinal()] > 0) {
                counts.put(cause, moves[cause.ordinal()]);
            }
        }
        return new Activity(counts, announcements, announcementsArrived, violations);
    }
}
