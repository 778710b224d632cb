/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * How many round trips took how long.
 *
 * @param counts of each class of {@link #BOUNDS_MICROS}, and as the last of those that took longer
 * @param sumNanos all of them together, ns
 */
public record RoundTripCounts(List<Long> counts, long sumNanos) {
    /** The longest round trip of each class but the last, µs. A living bridge answers within the first few. */
    public static final ImmutableList<Long> BOUNDS_MICROS = ImmutableList.of(250L, 500L, 1_000L, 2_500L, 5_000L,
        10_000L, 25_000L, 50_000L, 100_000L, 250_000L, 1_000_000L);

    /**
     * Copies the counts.
     */
    public RoundTripCounts {
        counts = List.copyOf(counts);
        checkArgument(counts.size() == BOUNDS_MICROS.size() + 1, "%s classes instead of %s", counts.size(),
            BOUNDS_MICROS.size() + 1);
    }
}
