/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Timers of the heartbeat. The default is the source paper's: every second, three misses mean loss.
 *
 * @param intervalMillis time between two requests, 10 to 60000 ms
 * @param multiplier consecutive misses that mean loss, 2 to 255 (the detection multiplier of RFC 5880, 6.8.1)
 * @param confirmIntervalMillis spacing of the checks that confirm a suspicion, 5 to 1000 ms, or 0 for none
 */
public record HeartbeatConfiguration(int intervalMillis, int multiplier, int confirmIntervalMillis) {
    /** The paper's figures. */
    public static final HeartbeatConfiguration DEFAULT = new HeartbeatConfiguration(1000, 3, 20);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * Checks the ranges.
     */
    public HeartbeatConfiguration {
        checkArgument(intervalMillis >= 10 && intervalMillis <= 60000, "heartbeat interval %s is not 10..60000 ms",
            intervalMillis);
        checkArgument(multiplier >= 2 && multiplier <= 255, "heartbeat multiplier %s is not 2..255", multiplier);
        checkArgument(confirmIntervalMillis == 0 || confirmIntervalMillis >= 5 && confirmIntervalMillis <= 1000,
            "confirm interval %s is neither 0 nor 5..1000 ms", confirmIntervalMillis);
    }

    /**
     * Returns the interval.
     *
     * @return nanoseconds
     */
    public long intervalNanos() {
        return intervalMillis * NANOS_PER_MILLI;
    }

    /**
     * Tells whether a suspicion is confirmed by a quick burst of checks instead of by waiting for further misses.
     *
     * @return true unless the confirm interval is 0
     */
    public boolean confirms() {
        return confirmIntervalMillis > 0;
    }

    /**
     * Returns the spacing of the checks that confirm a miss.
     *
     * @return nanoseconds
     */
    public long confirmNanos() {
        return confirmIntervalMillis * NANOS_PER_MILLI;
    }
}
