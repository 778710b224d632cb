/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wall clock just before something was done, to the microsecond.
 *
 * @param at the time
 */
public record Mark(Instant at) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    public Mark {
        requireNonNull(at);
    }

    /**
     * The mark of a time that {@code bin/lab} printed.
     *
     * @param nanos wall clock in nanoseconds since 1970
     * @return the mark
     */
    public static Mark ofEpochNanos(final long nanos) {
        return new Mark(Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND));
    }

    /**
     * The mark of the present moment.
     *
     * @return the mark
     */
    public static Mark now() {
        return new Mark(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * How long after this mark something happened.
     *
     * @param later when it happened
     * @return milliseconds, with a fraction; negative when it was before
     */
    public double millisUntil(final Instant later) {
        return Duration.between(at, later).toNanos() / NANOS_PER_MILLISECOND;
    }
}
