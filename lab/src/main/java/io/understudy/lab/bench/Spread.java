/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import java.util.Collection;
import java.util.Optional;

/**
 * How values are spread.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the least
 * @param max the greatest
 */
record Spread(double median, double min, double max) {
    /**
     * The spread of some values.
     *
     * @param values the values, in any order
     * @return their spread, or nothing if there are none
     */
    static Optional<Spread> of(final Collection<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        final var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        final int middle = sorted.length / 2;
        final double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1]));
    }
}
