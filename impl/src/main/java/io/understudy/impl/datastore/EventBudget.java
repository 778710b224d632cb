/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Lets through so many events of the table of hosts in a time, for a loop or an attack makes thousands, and the log and
 * the last 256 events are to be read by people. What is left out is counted. Used by one thread.
 */
final class EventBudget {
    /** Enough for the moves of a few hosts; and once more after each {@link #WINDOW}. */
    static final int EVENTS = 20;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private long windowEnd;
    private boolean begun;
    private int events;
    private int leftOut;

    /**
     * Decides about an event.
     *
     * @param now ns
     * @return how many were left out before it; empty if it is left out itself
     */
    OptionalInt admit(final long now) {
        if (!begun || now - windowEnd >= 0) {
            begun = true;
            windowEnd = now + WINDOW;
            events = 0;
        }
        if (events >= EVENTS) {
            leftOut++;
            return OptionalInt.empty();
        }
        events++;
        final int before = leftOut;
        leftOut = 0;
        return OptionalInt.of(before);
    }
}
