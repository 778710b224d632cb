/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.GroupConfiguration;

/**
 * How long what may take, derived from one configuration. Every bound is the sum of what the design lets happen one
 * after the other, each at its longest, and a margin for messages on their way.
 *
 * <p>The configuration may change while the group runs. The new one applies at once: what was to be sent by the old
 * one is sent sooner if the new one demands it. So what is demanded is counted from the latest change, by the bounds of
 * the new configuration. But what is done now may rest on what was seen by an older one; how long that may have been
 * before is said by the longest of the bounds of all configurations that may still matter ({@link Truth}).
 *
 * <p>Detection of a silent bridge, by misses alone: a request that is sent just before the death is answered, the
 * {@code multiplier} following ones are missed, and the last of them counts as missed half an interval after it was
 * sent at the latest. The path probes say the same a little earlier or later. So the longer of the two decides. The
 * sped-up confirmation only makes it shorter; it is not relied on here, for a burst is given up where the secondary
 * does not answer in time.
 */
final class Bounds {
    /** Messages on their way, late timers, and answers to questions in between, ns. */
    private static final long MARGIN = 500 * Chance.MILLI;
    /** What is refused or unanswered is tried again after this, ns. */
    private static final long RETRY = Chance.SECOND;
    /** How long the new primary may take to open its gate, ns. */
    private static final long OPEN = Chance.SECOND;
    private static final long FENCE = 50 * Chance.MILLI;
    private static final long START_GRACE = 10 * Chance.SECOND;

    private final GroupConfiguration configuration;
    private final long lateness;

    Bounds(final GroupConfiguration configuration, final Settings settings) {
        this.configuration = configuration;
        lateness = 4 * settings.timerLateness();
    }

    /** Until a bridge that neither answers nor forwards is taken for dead, ns. */
    long silence() {
        final long heartbeat = loss(configuration.heartbeat().intervalMillis(), configuration.heartbeat().multiplier());
        final long path = configuration.pathProbe().enabled()
            ? loss(configuration.pathProbe().intervalMillis(), configuration.pathProbe().multiplier()) : 0;
        return Math.max(heartbeat, path) + MARGIN + lateness;
    }

    /** Until it is known that nothing answers behind an uplink, ns. */
    long upstream() {
        return loss(configuration.upstream().intervalMillis(), configuration.upstream().multiplier()) + MARGIN
            + lateness;
    }

    private static long loss(final long interval, final int multiplier) {
        return (interval * (multiplier + 1) + interval / 2) * Chance.MILLI;
    }

    /** Until a move of the role that was decided is done, or given up and tried again, ns. */
    long move() {
        return FENCE + OPEN + RETRY + MARGIN;
    }

    /** Until a bridge that connected can take the role, ns. */
    long programming() {
        return RETRY + MARGIN;
    }

    /** Until a group that starts, or a bridge that comes anew, takes an absent bridge for dead, ns. */
    long start() {
        return START_GRACE + silence();
    }

    /** How long evidence may be old on which a failover rests, ns. */
    long cause() {
        return Math.max(silence(), configuration.upstream().targets().isEmpty() ? 0 : upstream()) + move();
    }

    /**
     * How long two bridges may forward while the controller could end it, ns. Where both can be told, what is not
     * confirmed is told again; where one cannot, it must be found by a path probe.
     */
    long overlap(final boolean bothReachable) {
        final long found = (configuration.pathProbe().intervalMillis() * 3L / 2) * Chance.MILLI;
        return FENCE + MARGIN + lateness + (bothReachable ? RETRY : found);
    }

    /** Until what was learned on the primary stands in the secondary, ns. */
    long replication() {
        return configuration.replicationIntervalMillis() * Chance.MILLI + MARGIN + lateness;
    }
}
