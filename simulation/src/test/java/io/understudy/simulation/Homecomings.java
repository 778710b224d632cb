/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Frames that come back to the station that sent them, as a user of the network would notice a loop. What the
 * controller announces or sends on, and what somebody else sends again, does not count.
 *
 * <p>They are counted, not forbidden: while two bridges forward, a broadcast of a host that neither knows circulates,
 * as in seed 3257.
 */
final class Homecomings {
    private final Map<byte[], Integer> returns = new IdentityHashMap<>();
    private long frames;
    private int most;

    /** A frame reaches a station whose address is its source. */
    void add(final Frame frame) {
        if (frame.isAnnouncement() || frame.isReplayed() || !frame.hasPassed()) {
            return;
        }
        frames++;
        most = Math.max(most, returns.merge(frame.bytes(), 1, Integer::sum));
    }

    /** How many frames came back, each time counted. */
    long frames() {
        return frames;
    }

    /** How often the same frame came back at most. */
    int most() {
        return most;
    }
}
