/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

/**
 * Something that goes wrong, or is done to the pair, and how it is made good.
 *
 * @param name what it is, in words
 * @param begin makes it happen
 * @param end makes it good again
 */
record Fault(String name, Runnable begin, Runnable end) {
    static Fault once(final String name, final Runnable happens) {
        return new Fault(name, happens, () -> { });
    }
}
