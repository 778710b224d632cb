/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Notes which frames of a stream arrived and when they were sent. Indexed by sequence number, so that the order of
 * arrival does not matter. Safe for use by several threads.
 */
final class SequenceLog {
    /** Of so many duplicates it is noted when they were sent. */
    static final int MAX_NOTED = 1000;

    /** More than two hours at 1,000 frames a second; a number beyond it is not of the meter. */
    private static final int MAX_FRAMES = 10_000_000;
    private static final int INITIAL_CAPACITY = 1 << 16;

    private final BitSet seen = new BitSet(INITIAL_CAPACITY);
    private final List<Long> duplicatesSentNanos = new ArrayList<>();
    private long[] sentNanos = new long[INITIAL_CAPACITY];
    private long duplicates;

    synchronized void add(final long sequence, final long sentAt) {
        if (sequence < 0 || sequence >= MAX_FRAMES) {
            return;
        }
        final int index = (int) sequence;
        if (seen.get(index)) {
            duplicates++;
            if (duplicatesSentNanos.size() < MAX_NOTED) {
                duplicatesSentNanos.add(sentAt);
            }
            return;
        }
        if (index >= sentNanos.length) {
            sentNanos = Arrays.copyOf(sentNanos, Math.max(index + 1, 2 * sentNanos.length));
        }
        seen.set(index);
        sentNanos[index] = sentAt;
    }

    synchronized Progress progress() {
        return seen.isEmpty() ? Progress.NONE : new Progress(seen.cardinality(), sentNanos[seen.length() - 1]);
    }

    synchronized Reception summary() {
        if (seen.isEmpty()) {
            return Reception.NOTHING;
        }
        final int first = seen.nextSetBit(0);
        final int last = seen.length() - 1;
        final var holes = new ArrayList<Hole>();
        for (int missing = seen.nextClearBit(first); missing < last; ) {
            final int after = seen.nextSetBit(missing);
            holes.add(new Hole(after - missing, sentNanos[missing - 1], sentNanos[after]));
            missing = seen.nextClearBit(after);
        }
        return new Reception(seen.cardinality(), duplicates, duplicatesSentNanos, first, sentNanos[first], last,
            sentNanos[last], holes);
    }
}
