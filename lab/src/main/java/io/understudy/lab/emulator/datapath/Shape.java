/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which bits of a frame's fields a match looks at. Flows of the same shape are found by one look into a hash table.
 */
final class Shape {
    private final long[] masks;
    private final int[] slots;
    private final int hash;

    Shape(final long[] masks) {
        this.masks = masks.clone();
        slots = IntStream.range(0, masks.length).filter(slot -> masks[slot] != 0).toArray();
        hash = Arrays.hashCode(masks);
    }

    /** The words that it looks at. */
    int words() {
        return slots.length;
    }

    int slot(final int word) {
        return slots[word];
    }

    long mask(final int word) {
        return masks[slots[word]];
    }

    long maskAt(final int slot) {
        return masks[slot];
    }

    /** What it leaves of a frame's fields. */
    Key keyOf(final long[] fields) {
        final var words = new long[slots.length];
        for (int word = 0; word < words.length; word++) {
            words[word] = fields[slots[word]] & masks[slots[word]];
        }
        return new Key(words);
    }

    /** Whether it looks at all bits that the other one looks at. */
    boolean covers(final Shape other) {
        for (int slot : other.slots) {
            if ((masks[slot] & other.masks[slot]) != other.masks[slot]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Shape that && Arrays.equals(masks, that.masks);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Values of the bits that a shape looks at. */
    static final class Key {
        private final long[] words;
        private final int hash;

        Key(final long[] words) {
            this.words = words;
            long mixed = 0;
            for (long word : words) {
                mixed = (mixed ^ word) * 0x9e3779b97f4a7c15L;
                mixed ^= mixed >>> 32;
            }
            hash = (int) mixed;
        }

        long word(final int index) {
            return words[index];
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Key that && Arrays.equals(words, that.words);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
