/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

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
    /** When a run begins, ns; not zero, so that nobody takes zero for a time. */
    static final long START = 1_000 * Chance.SECOND;

    long now() {
        return agenda.now();
    }

    void trace(final Supplier<String> line) {
        trace.add(agenda.now(), line);
    }
}
