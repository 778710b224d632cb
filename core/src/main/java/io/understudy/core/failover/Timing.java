/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Side;

/**
 * Fixed times, and when the machine must be woken next.
 */
final class Timing {
    /** How long a reachable old primary may take to close its gate (design 5.3, step 1). */
    static final long FENCE = millis(50);
    /** How long a planned move waits until what the old primary has forwarded was read by the new one. */
    static final long DRAIN = millis(50);
    /** How long the new primary may take to open its gate, and a secondary to answer a barrier. */
    static final long OPEN = millis(1000);
    /** Time until something that failed is tried again. */
    static final long RETRY = millis(1000);
    /** How long a starting group waits for an absent bridge: longer than a switch's reconnect back-off. */
    static final long START_GRACE = millis(10_000);
    /** The least spacing of checks that confirm a hard sign: timers are no finer than some tenths of a millisecond. */
    static final long LEAST_SPACING = millis(1);

    // A live switch answers a barrier in about a millisecond, a busy one within some ten.
    private static final long LEAST_PLAIN_INQUIRY = millis(100);
    private static final int HIGH_PERCENT = 95;
    private static final long FIRST_ROUND_TRIP = millis(5);
    private static final long LONGEST_SPACING = millis(250);

    private Timing() {
        // only constants and functions
    }

    static long millis(final long millis) {
        return millis * 1_000_000;
    }

    static long seconds(final long seconds) {
        return seconds * 1_000_000_000;
    }

    /**
     * How far apart checks are that confirm a miss: the interval that is configured, and never less than twice the high
     * percentile of the round trips, so that a live bridge has answered one before the next is sent, nor less than two
     * thirds of the longest silence that it outlived lately, so that only one of twice that length is believed.
     *
     * @param least ns
     * @param roundTrips what was measured
     * @param lull the longest silence that is to be expected, ns
     * @return ns
     */
    static long softSpacing(final long least, final RecentSamples roundTrips, final long lull) {
        return Math.max(least, Math.min(Math.max(2 * high(roundTrips), lull / 3 * 2), LONGEST_SPACING));
    }

    /**
     * How far apart checks are that confirm a hard sign. The sign speaks for itself; together the checks last half as
     * long again as the high percentile of the round trips, and each is one of several ways to answer. While all its
     * connections stand the sign is weaker, for a cut cable gives it as well, so they last twice that percentile.
     */
    static long hardSpacing(final RecentSamples roundTrips, final boolean connected) {
        final long wanted = connected ? high(roundTrips) * 2 / 3 : high(roundTrips) / 2;
        return Math.max(LEAST_SPACING, Math.min(wanted, LONGEST_SPACING));
    }

    private static long high(final RecentSamples roundTrips) {
        return roundTrips.isEmpty() ? FIRST_ROUND_TRIP : roundTrips.percentile(HIGH_PERCENT);
    }

    /**
     * How long a bridge may take to answer an inquiry. With the sped-up confirmation that only starts a burst.
     */
    static long inquiry(final HeartbeatConfiguration configuration, final ProbeMonitor heartbeat) {
        return configuration.confirms() ? ProbeTiming.of(configuration, heartbeat).patience() : LEAST_PLAIN_INQUIRY;
    }

    static long nextTick(final Draft draft) {
        long next = switch (draft.transition) {
            case Transition.None none -> Long.MAX_VALUE;
            case Transition.Fencing fencing -> fencing.deadline();
            case Transition.Draining draining -> draining.deadline();
            case Transition.Opening opening -> opening.deadline();
        };
        next = Math.min(next, draft.confirmation.nextDue());
        for (var side : Side.values()) {
            next = Math.min(next, nextTick(draft, side));
        }
        if (draft.primary.isEmpty()) {
            next = Math.min(next, ifFuture(draft.startedAt() + START_GRACE, draft.now));
        }
        if (draft.preferredHealthySince >= 0) {
            final long held = draft.preferredHealthySince
                + seconds(draft.configuration.failback().holdTimeSeconds());
            next = Math.min(next, ifFuture(Math.max(held, draft.holdDownUntil), draft.now));
        }
        return Math.min(next, ifFuture(draft.moveNotBefore, draft.now));
    }

    private static long nextTick(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        final var heartbeat = draft.configuration.heartbeat();
        final long inquiry = switch (bridge.inquiry().answer()) {
            case PENDING -> draft.confirmation.active() && draft.isPrimary(side) ? Long.MAX_VALUE
                : ifFuture(bridge.inquiry().at() + inquiry(heartbeat, bridge.heartbeat()), draft.now);
            // one that has become old is asked anew where it matters, and else left as it is
            case ANSWERED, EXPIRED -> ifFuture(bridge.inquiry().at() + heartbeat.intervalNanos(), draft.now);
            case NOT_ASKED -> Long.MAX_VALUE;
        };
        long next = Math.min(bridge.heartbeat().nextDue(draft.heartbeatTiming(side)), inquiry);
        final var path = bridge.signs().path();
        if (path.running()) {
            for (var direction : PathDirection.values()) {
                final var monitor = path.monitor(direction);
                next = Math.min(next, monitor.nextDue(PathRules.timing(draft, monitor)));
            }
            next = Math.min(next, ifFuture(path.watchedSince() + START_GRACE, draft.now));
        }
        for (var monitor : bridge.signs().upstream().targets().values()) {
            next = Math.min(next, UpstreamRules.nextDue(draft, monitor));
        }
        return Math.min(next, ifFuture(bridge.retryAt(), draft.now));
    }

    private static long ifFuture(final long at, final long now) {
        return at > now ? at : Long.MAX_VALUE;
    }
}
