/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.Moment;

/**
 * A barrier to a bridge whose requests are not answered. Messages to and from a bridge keep their order, so its answer
 * proves that the bridge has sent what it was told to send before, and that what came back until then has been read.
 *
 * @param token of the barrier, 0 if none is under way
 * @param askedAt when it was sent, ns; {@link Moment#NONE} if there is none
 */
public record SilenceProof(long token, long askedAt) {
    /** None is under way. */
    public static final SilenceProof NONE = new SilenceProof(0, Moment.NONE);
}
