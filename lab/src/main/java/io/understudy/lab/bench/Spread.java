/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private static final int DECIMALS = 3;

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

    /**
     * A spread for programs.
     *
     * @param spread the spread, or nothing
     * @return an object, or the null of JSON
     */
    static JsonElement toJson(final Optional<Spread> spread) {
        return spread.<JsonElement>map(found -> {
            final var json = new JsonObject();
            json.add("median", rounded(found.median));
            json.add("min", rounded(found.min));
            json.add("max", rounded(found.max));
            return json;
        }).orElse(JsonNull.INSTANCE);
    }

    /**
     * A value for programs, with no more digits than it is worth.
     *
     * @param value the value
     * @return a number
     */
    static JsonPrimitive rounded(final double value) {
        return new JsonPrimitive(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros());
    }
}
