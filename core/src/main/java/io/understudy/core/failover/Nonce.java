/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.hash.Hashing;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;

/**
 * Numbers that only this life of this group puts into its requests, so that nobody else's answers, nor those to an
 * earlier life, are taken for ours. Each request has its own. Who has seen any number of them knows nothing of the next
 * one: guests see path probes.
 */
enum Nonce {
    HEARTBEAT, OUTWARD_PROBE, INWARD_PROBE, OUTWARD_END_MARKER, INWARD_END_MARKER;

    /** The other half of the key; what is secret is the seed. */
    private static final long KEY = 0x756e_6465_7273_7475L;

    static Nonce of(final PathDirection direction) {
        return direction == PathDirection.OUTWARD ? OUTWARD_PROBE : INWARD_PROBE;
    }

    /**
     * Computes the number of a request: SipHash-2-4 (Aumasson, Bernstein 2012), a keyed pseudo-random function, over
     * all that tells it apart. Its sequence number alone does not: that comes again after 65,536 requests.
     *
     * @param seed secret of this life of the group
     * @param side the bridge that is asked, or that sends the probe
     * @param number counts the requests of this kind
     */
    long of(final long seed, final Side side, final long number) {
        return Hashing.sipHash24(seed, KEY).hashLong(values().length * (2 * number + side.ordinal()) + ordinal())
            .asLong();
    }
}
