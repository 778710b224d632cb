/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.RecentSamples;

/**
 * How late our own timer ticks.
 *
 * @param lateTicks ticks that came later than a heartbeat tolerates
 * @param maxLateness the latest tick, ns
 * @param lateness of the latest ticks, ns
 */
public record Punctuality(long lateTicks, long maxLateness, RecentSamples lateness) {
    static final Punctuality UNMEASURED = new Punctuality(0, 0, RecentSamples.NONE);

    /**
     * Checks that nothing is missing.
     */
    public Punctuality {
        requireNonNull(lateness);
    }

    /**
     * Takes a tick.
     *
     * @param late by how much it came late, ns
     * @param tolerance what a heartbeat tolerates, ns
     */
    Punctuality with(final long late, final long tolerance) {
        return new Punctuality(late > tolerance ? lateTicks + 1 : lateTicks, Math.max(maxLateness, late),
            lateness.with(late));
    }
}
