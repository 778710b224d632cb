/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.function.Supplier;

/**
 * What everything in a run shares.
 *
 * @param agenda the time, and what will happen
 * @param chance what is left to chance
 * @param trace what happened
 * @param settings how the world is
 */
record World(Agenda agenda, Chance chance, Trace trace, Settings settings) {
    /** When a run begins, ns. The clock passes its origin meanwhile, for no number stands for a moment that is none. */
    static final long START = -6 * Chance.SECOND;

    long now() {
        return agenda.now();
    }

    void trace(final Supplier<String> line) {
        trace.add(agenda.now(), line);
    }
}
