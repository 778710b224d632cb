/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Probes that a bridge sends through the other one to itself: they arrive only if that one forwards
 * (docs/design/evidence.md).
 *
 * @param enabled whether the path is probed; without it a bridge that cannot be reached counts as dead
 * @param intervalMillis time between two probes in each direction, 10 to 60000 ms
 * @param multiplier consecutive misses that mean loss, 2 to 255
 */
public record PathProbeConfiguration(boolean enabled, int intervalMillis, int multiplier) {
    /** Enabled, every second, three misses. */
    public static final PathProbeConfiguration DEFAULT = new PathProbeConfiguration(true, 1000, 3);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * Checks the ranges.
     */
    public PathProbeConfiguration {
        checkArgument(intervalMillis >= 10 && intervalMillis <= 60000, "path probe interval %s is not 10..60000 ms",
            intervalMillis);
        checkArgument(multiplier >= 2 && multiplier <= 255, "path probe multiplier %s is not 2..255", multiplier);
    }

    /**
     * Returns the interval.
     *
     * @return nanoseconds
     */
    public long intervalNanos() {
        return intervalMillis * NANOS_PER_MILLI;
    }
}
