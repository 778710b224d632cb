/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.Moment;

/**
 * A barrier that asks a bridge whose heartbeats are lost whether it is alive (docs/design/takeover.md, row 3).
 *
 * @param answer how it stands
 * @param token of the barrier
 * @param at when it was asked, answered or expired, ns; {@link Moment#NONE} if it was not asked
 */
public record Inquiry(Answer answer, long token, long at) {
    /**
     * How an inquiry stands.
     */
    public enum Answer {
        /** Nothing was asked. */
        NOT_ASKED,
        /** Asked, and the deadline has not passed. */
        PENDING,
        /** The bridge answered. */
        ANSWERED,
        /** The deadline passed, or the connection failed meanwhile. */
        EXPIRED
    }

    /** Nothing was asked. */
    public static final Inquiry NONE = new Inquiry(Answer.NOT_ASKED, 0, Moment.NONE);
}
