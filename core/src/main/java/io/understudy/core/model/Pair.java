/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

/**
 * Something that each of a group's two bridges has.
 *
 * @param <T> what they have
 * @param preferred that of the preferred bridge
 * @param alternate that of the other
 */
public record Pair<T>(T preferred, T alternate) {
    /**
     * Checks that both are there.
     */
    public Pair {
        requireNonNull(preferred);
        requireNonNull(alternate);
    }

    /**
     * Returns that of one side.
     *
     * @param side which
     * @return its value
     */
    public T get(final Side side) {
        return side == Side.PREFERRED ? preferred : alternate;
    }

    /**
     * Returns a pair in which one side has another value.
     *
     * @param side which
     * @param value its new value
     * @return the new pair
     */
    public Pair<T> with(final Side side, final T value) {
        return side == Side.PREFERRED ? new Pair<>(value, alternate) : new Pair<>(preferred, value);
    }
}
