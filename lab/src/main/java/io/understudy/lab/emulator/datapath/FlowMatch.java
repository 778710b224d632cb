/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

/**
 * Which frames a flow is for: values of some bits of their fields.
 *
 * @param shape which bits
 * @param key their values
 */
record FlowMatch(Shape shape, Shape.Key key) {
    FlowMatch {
        requireNonNull(shape);
        requireNonNull(key);
    }

    /** Whether every frame that this one is for, the other one is for as well. */
    boolean isWithin(final FlowMatch wider) {
        if (!shape.covers(wider.shape)) {
            return false;
        }
        for (int word = 0; word < wider.shape.words(); word++) {
            if ((valueAt(wider.shape.slot(word)) & wider.shape.mask(word)) != wider.key.word(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there can be a frame that both are for. */
    boolean overlaps(final FlowMatch other) {
        for (int word = 0; word < shape.words(); word++) {
            final int slot = shape.slot(word);
            final long both = shape.mask(word) & other.shape.maskAt(slot);
            if (both != 0 && ((key.word(word) ^ other.valueAt(slot)) & both) != 0) {
                return false;
            }
        }
        return true;
    }

    private long valueAt(final int slot) {
        for (int word = 0; word < shape.words(); word++) {
            if (shape.slot(word) == slot) {
                return key.word(word);
            }
        }
        return 0;
    }
}
