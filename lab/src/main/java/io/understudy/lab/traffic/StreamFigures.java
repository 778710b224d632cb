/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.time.Duration;
import java.util.Comparator;

/**
 * What became of a stream.
 *
 * @param sent number of frames that were sent
 * @param lost number of frames that never arrived
 * @param duplicated number of frames that arrived beyond the first of each
 * @param outageMillis length of the largest hole in the sequence numbers, in milliseconds of send time: the send time
 *     of the first frame after the hole less that of the last before it, less one period; up to the last frame sent
 *     where none arrived after it; 0 when nothing was lost
 * @param outageAtMillis how long after the first frame the last one before that hole was sent, in milliseconds; 0 where
 *     none arrived before it, and when nothing was lost
 * @param recovered whether the stream was arriving when it ended
 */
public record StreamFigures(long sent, long lost, long duplicated, double outageMillis, double outageAtMillis,
        boolean recovered) {
    /** How long before its end a stream may have arrived last to count as recovered. */
    private static final long RECOVERED_WITHIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final double NANOS_PER_MILLISECOND = 1e6;

    static StreamFigures of(final Transmission sent, final Reception got, final long periodNanos) {
        final long lost = sent.sent() - got.distinct();
        if (got.distinct() == 0) {
            return new StreamFigures(sent.sent(), lost, 0, millis(sent.lastNanos() - sent.firstNanos()), 0, false);
        }
        // The ends of the stream are holes too: the frame before the first and the one after the last are imagined.
        final long atStart = got.firstSequence() == 0 ? 0 : got.firstSentNanos() - sent.firstNanos();
        final long atEnd = got.lastSequence() == sent.sent() - 1 ? 0 : sent.lastNanos() - got.lastSentNanos();
        final var between = got.holes().stream()
            .max(Comparator.comparingLong(hole -> hole.afterNanos() - hole.beforeNanos()));
        final long inside = between.map(hole -> hole.afterNanos() - hole.beforeNanos() - periodNanos).orElse(0L);
        final long longest = Math.max(0, Math.max(inside, Math.max(atStart, atEnd)));
        final long began;
        if (longest == atStart) {
            began = sent.firstNanos();
        } else {
            began = longest == atEnd ? got.lastSentNanos() : between.orElseThrow().beforeNanos();
        }
        return new StreamFigures(sent.sent(), lost, got.duplicates(), millis(longest),
            millis(began - sent.firstNanos()), atEnd <= Math.max(RECOVERED_WITHIN_NANOS, 2 * periodNanos));
    }

    private static double millis(final long nanos) {
        return nanos / NANOS_PER_MILLISECOND;
    }
}
