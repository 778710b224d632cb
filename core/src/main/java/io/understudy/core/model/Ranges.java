/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * Range checks of configuration values, with one wording for all.
 */
final class Ranges {
    static final long MAX_UINT16 = 0xFFFF;
    static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private Ranges() {
        // Not to be instantiated
    }

    /**
     * Checks one value.
     *
     * @param leaf name of the leaf in the model
     * @param value its value
     * @param least the least allowed
     * @param greatest the greatest allowed
     * @throws IllegalArgumentException if the value is out of the range
     */
    static void check(final String leaf, final long value, final long least, final long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(leaf + " is " + value + ", but must be in " + least + ".." + greatest);
        }
    }
}
