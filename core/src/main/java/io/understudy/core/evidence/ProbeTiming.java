/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one monitor.
 *
 * @param interval between two requests, ns
 * @param multiplier consecutive misses that mean loss
 * @param patience how long an answer may take before its request counts as missed, ns; at most half the interval
 */
public record ProbeTiming(long interval, int multiplier, long patience) {
    /** An answer is not waited for less than this: a switch that is busy for a moment is not suspect. */
    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);
    /** Before a round trip was measured. */
    private static final long FIRST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEAST_LIFETIME = TimeUnit.SECONDS.toNanos(1);
    private static final long QUICK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int HIGH_PERCENT = 95;
    private static final int ROUND_TRIPS = 4;

    /**
     * Where a first miss is confirmed by a burst, it may be found early, at a few times the measured round trip. Where
     * it is not, only patience tells a slow answer from none.
     *
     * @param roundTrips what was measured
     * @param acquainted whether that is enough to know how long answers take; see {@link ProbeMonitor#isAcquainted()}
     */
    public static ProbeTiming of(final HeartbeatConfiguration heartbeat, final RecentSamples roundTrips,
            final boolean acquainted) {
        final long interval = heartbeat.confirms() && !acquainted
            ? Math.min(heartbeat.intervalNanos(), QUICK_INTERVAL) : heartbeat.intervalNanos();
        return new ProbeTiming(interval, heartbeat.multiplier(),
            heartbeat.confirms() ? patience(interval, roundTrips) : interval / 2);
    }

    /**
     * The timers of path probes.
     *
     * @param path how they are configured
     * @param roundTrips what was measured, ns
     * @return the timers
     */
    public static ProbeTiming of(final PathProbeConfiguration path, final RecentSamples roundTrips) {
        final long interval = path.intervalNanos();
        return new ProbeTiming(interval, path.multiplier(), patience(interval, roundTrips));
    }

    /**
     * The timers of upstream probes.
     *
     * @param upstream how they are configured
     * @param roundTrips what was measured, ns
     * @return the timers
     */
    public static ProbeTiming of(final UpstreamConfiguration upstream, final RecentSamples roundTrips) {
        final long interval = upstream.intervalNanos();
        return new ProbeTiming(interval, upstream.multiplier(), patience(interval, roundTrips));
    }

    /**
     * How long a request may be answered at all: as long as it takes to find a loss by misses, and a second at least,
     * for answers may be much slower than requests follow each other.
     *
     * @return ns
     */
    long lifetime() {
        return Math.max(multiplier * interval, LEAST_LIFETIME);
    }

    private static long patience(final long interval, final RecentSamples roundTrips) {
        final long wanted = roundTrips.isEmpty() ? FIRST_PATIENCE
            : Math.max(LEAST_PATIENCE, ROUND_TRIPS * roundTrips.percentile(HIGH_PERCENT));
        return Math.min(wanted, interval / 2);
    }
}
