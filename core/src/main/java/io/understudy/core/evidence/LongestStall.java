/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.Moment;
import java.util.concurrent.TimeUnit;

/**
 * The longest silence that a living bridge has shown lately. A bridge whose processors are busy does not answer a
 * little later: it answers at once, or not at all for some tens of milliseconds, which no percentile of round trips
 * tells.
 *
 * @param length how long it was silent although it lived, ns; 0 if it never was
 * @param at when that ended, ns; {@link Moment#NONE} if there was none
 */
public record LongestStall(long length, long at) {
    /** It has always answered. */
    public static final LongestStall NONE = new LongestStall(0, Moment.NONE);

    /** What lasts longer is no busy processor: it was an outage, and is to be found as soon the next time. */
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long HALF_LIFE = TimeUnit.SECONDS.toNanos(60);

    /**
     * Takes a silence that has just ended.
     */
    public LongestStall with(final long silence, final long now) {
        return silence <= LONGEST && silence > expected(now) ? new LongestStall(silence, now) : this;
    }

    /**
     * Says which silence is to be expected of it: half of what it was for every minute that has passed.
     *
     * @param now the time
     * @return ns
     */
    public long expected(final long now) {
        return at == Moment.NONE ? 0 : length >> Math.min(Long.SIZE - 1, (now - at) / HALF_LIFE);
    }
}
