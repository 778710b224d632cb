/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.Side;

/**
 * Numbers that only this life of this group puts into its requests, so that nobody else's answers, nor those to an
 * earlier life, are taken for ours.
 */
enum Nonce {
    HEARTBEAT, OUTWARD_PROBE, INWARD_PROBE, OUTWARD_END_MARKER, INWARD_END_MARKER;

    static Nonce of(final PathDirection direction) {
        return direction == PathDirection.OUTWARD ? OUTWARD_PROBE : INWARD_PROBE;
    }

    /**
     * Computes the number of a request: the finalizer of SplitMix64 (Steele, Lea, Flood 2014) over all that tells it
     * apart.
     */
    long of(final long seed, final Side side, final int sequence) {
        final long place = (long) values().length * (2L * sequence + side.ordinal()) + ordinal() + 1;
        long mixed = seed + 0x9e3779b97f4a7c15L * place;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
