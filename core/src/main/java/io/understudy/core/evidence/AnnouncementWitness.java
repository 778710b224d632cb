/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

/**
 * A request that is sent right behind an announcement, by the same way. An announcement is not acknowledged; its
 * witness is. If a later request is answered and the witness was not, the way was broken when the announcement left,
 * and works again.
 *
 * @param state how it stands
 * @param sequence of the witness, 16 bits
 */
public record AnnouncementWitness(State state, int sequence) {
    /** Nothing was announced, or it has arrived. */
    public static final AnnouncementWitness NONE = new AnnouncementWitness(State.NONE, 0);
    /** Nothing could be sent behind the announcement. */
    static final AnnouncementWitness ABSENT = new AnnouncementWitness(State.ABSENT, 0);

    private static final AnnouncementWitness LOST = new AnnouncementWitness(State.LOST, 0);
    private static final int SEQUENCE_MASK = 0xffff;
    private static final int HALF = 0x8000;

    /**
     * How a witness stands.
     */
    public enum State {
        /** None is needed. */
        NONE,
        /** It was sent. */
        AWAITED,
        /** None could be sent. */
        ABSENT,
        /** What was sent later was answered. */
        LOST
    }

    /**
     * Checks that nothing is missing.
     */
    public AnnouncementWitness {
        requireNonNull(state);
    }

    static AnnouncementWitness awaited(final int sequence) {
        return new AnnouncementWitness(State.AWAITED, sequence);
    }

    AnnouncementWitness answered(final int answeredSequence) {
        return switch (state) {
            case NONE, LOST -> this;
            case ABSENT -> LOST;
            case AWAITED -> {
                final int later = answeredSequence - sequence & SEQUENCE_MASK;
                yield later == 0 ? NONE : later < HALF ? LOST : this;
            }
        };
    }

    /**
     * Takes the news that requests are no longer sent, so that an answer will not be heard.
     */
    AnnouncementWitness stopped() {
        return state == State.AWAITED ? ABSENT : this;
    }
}
