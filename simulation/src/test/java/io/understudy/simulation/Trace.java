/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * What happened in a run, in words. It costs time, so it is only written when a run that failed is replayed.
 */
final class Trace {
    private static final int MAX_LENGTH = 4_000_000;

    private final StringBuilder text = new StringBuilder();
    private final boolean on;

    Trace(final boolean on) {
        this.on = on;
    }

    void add(final long now, final Supplier<String> line) {
        if (on && text.length() < MAX_LENGTH) {
            text.append(String.format(Locale.ROOT, "%12.3f ms  ", (now - World.START) / 1e6)).append(line.get())
                .append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
