/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import java.net.InetAddress;

/**
 * Addresses behind both uplinks that are probed from each of them, so that a dead switch behind an uplink shows
 * (docs/design/evidence.md).
 *
 * @param targets the addresses, IPv4 or IPv6; empty for no monitoring
 * @param intervalMillis time between two probes of a target, 10 to 60000 ms
 * @param multiplier consecutive misses that mean loss, 2 to 255
 * @param policy how the targets are combined
 */
public record UpstreamConfiguration(ImmutableSet<InetAddress> targets, int intervalMillis, int multiplier,
        Policy policy) {
    /** Nothing is probed. */
    public static final UpstreamConfiguration DEFAULT =
        new UpstreamConfiguration(ImmutableSet.of(), 1000, 3, Policy.ANY);

    /**
     * How the targets are combined.
     */
    public enum Policy {
        /** An uplink is up while any target answers. */
        ANY,
        /** An uplink is up while all targets answer. */
        ALL
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * Checks the ranges.
     */
    public UpstreamConfiguration {
        requireNonNull(targets);
        requireNonNull(policy);
        checkArgument(intervalMillis >= 10 && intervalMillis <= 60000, "upstream interval %s is not 10..60000 ms",
            intervalMillis);
        checkArgument(multiplier >= 2 && multiplier <= 255, "upstream multiplier %s is not 2..255", multiplier);
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
