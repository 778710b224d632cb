/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.RecentSamples;
import java.util.concurrent.TimeUnit;

/**
 * Fixed times, and those that follow from what was measured.
 */
final class Timing {
    /** How long a reachable old primary may take to close its gate (docs/design/takeover.md, step 1). */
    static final long FENCE = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long a planned move waits until what the old primary has forwarded was read by the new one. */
    static final long DRAIN = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long the new primary may take to open its gate, and a secondary to answer a barrier. */
    static final long OPEN = TimeUnit.MILLISECONDS.toNanos(1000);
    /** Time until something that failed is tried again. */
    static final long RETRY = TimeUnit.MILLISECONDS.toNanos(1000);
    /** How long a starting group waits for an absent bridge: longer than a switch's reconnect back-off. */
    static final long START_GRACE = TimeUnit.MILLISECONDS.toNanos(10_000);
    /** The least spacing of checks that confirm a hard sign: timers are no finer than some tenths of a millisecond. */
    static final long LEAST_SPACING = TimeUnit.MILLISECONDS.toNanos(1);

    /** A live switch answers a barrier in about a millisecond, a busy one within some ten. */
    static final long LEAST_PLAIN_INQUIRY = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int HIGH_PERCENT = 95;
    private static final long FIRST_ROUND_TRIP = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_SPACING = TimeUnit.MILLISECONDS.toNanos(250);

    private Timing() {
        // only constants and functions
    }

    /**
     * How far apart checks are that confirm a miss: the interval that is configured, and never less than twice the high
     * percentile of the round trips, so that a live bridge has answered one before the next is sent, nor less than two
     * thirds of the longest silence that it outlived lately, so that only one of twice that length is believed.
     *
     * @param least ns
     * @param roundTrips what was measured
     * @param stall the longest silence that is to be expected, ns
     * @return ns
     */
    static long softSpacing(final long least, final RecentSamples roundTrips, final long stall) {
        return Math.max(least, Math.min(Math.max(2 * high(roundTrips), stall / 3 * 2), LONGEST_SPACING));
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
}
