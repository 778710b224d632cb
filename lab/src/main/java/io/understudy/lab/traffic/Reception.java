/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.util.List;

/**
 * What arrived of one stream.
 *
 * @param distinct number of different frames
 * @param duplicates number of frames beyond the first of each
 * @param duplicatesSentNanos their send times, of the first {@value SequenceLog#MAX_NOTED} of them
 * @param firstSequence number of the first frame that arrived
 * @param firstSentNanos its send time
 * @param lastSequence number of the last frame, in the order of sending, that arrived
 * @param lastSentNanos its send time
 * @param holes the frames missing between the two
 */
record Reception(long distinct, long duplicates, List<Long> duplicatesSentNanos, long firstSequence,
        long firstSentNanos, long lastSequence, long lastSentNanos, List<Hole> holes) {
    /**
     * Nothing arrived.
     */
    static final Reception NOTHING = new Reception(0, 0, List.of(), 0, 0, 0, 0, List.of());

    Reception {
        duplicatesSentNanos = List.copyOf(duplicatesSentNanos);
        holes = List.copyOf(holes);
    }
}
