/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.Moment;

/**
 * What a monitor waits for in vain.
 *
 * @param unanswered consecutive requests that were not answered in time
 * @param misses how many of them count: it is proved that they were sent, and that no answer lies unread
 * @param discounted consecutive ones that do not count because we were late
 * @param doubtedAt when the first one was overdue for which there is no proof yet, ns; {@link Moment#NONE} if there
 *     is none
 */
public record Silence(int unanswered, int misses, int discounted, long doubtedAt) {
    /** Everything was answered. */
    static final Silence NONE = new Silence(0, 0, 0, Moment.NONE);

    Silence doubted(final long now) {
        return new Silence(unanswered + 1, misses, discounted, doubtedAt == Moment.NONE ? now : doubtedAt);
    }

    /**
     * Leaves out one that is judged too late.
     *
     * @param all whether those before it do not count either
     */
    Silence discounted(final boolean all) {
        return all ? new Silence(0, 0, discounted + 1, Moment.NONE)
            : new Silence(unanswered, misses, discounted + 1, doubtedAt);
    }

    /**
     * Tells whether a request is overdue that has not been proven a miss.
     *
     * @return true if so
     */
    public boolean isDoubted() {
        return doubtedAt != Moment.NONE;
    }

    /**
     * Takes the proof that all requests until a moment were sent, and their answers read. It makes one miss, even if
     * more requests became overdue before it: those may all have waited in the connection, and been sent together just
     * now.
     */
    Silence proven(final long askedAt) {
        return isDoubted() && doubtedAt <= askedAt ? new Silence(unanswered, misses + 1, discounted, Moment.NONE)
            : this;
    }

    Silence lost(final int multiplier) {
        return new Silence(Math.max(unanswered, multiplier), Math.max(misses, multiplier), discounted, Moment.NONE);
    }
}
