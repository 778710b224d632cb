/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;

/**
 * The gate of a bridge, and what it was told.
 *
 * @param gate what is known of it
 * @param token of the latest change, 0 for none
 * @param retryAt when a change of the gate, or the programming of the bridge, that failed is tried again, ns;
 *     {@link Moment#NONE} if nothing failed
 * @param toldAgainAt when the bridge was told to close it once more because it still forwarded, ns;
 *     {@link Moment#NONE} if it was not
 */
public record GateControl(Gate gate, long token, long retryAt, long toldAgainAt) {
    static final GateControl UNKNOWN = new GateControl(Gate.UNKNOWN, 0, Moment.NONE, Moment.NONE);

    /**
     * Checks that nothing is missing.
     */
    public GateControl {
        requireNonNull(gate);
    }

    /** Takes an answer, or something that was found. */
    static GateControl known(final Gate gate) {
        return new GateControl(gate, 0, Moment.NONE, Moment.NONE);
    }

    static GateControl changing(final Gate gate, final long token, final long retryAt) {
        return new GateControl(gate, token, retryAt, Moment.NONE);
    }

    /** A change that was not confirmed before the connection went may or may not have been made. */
    GateControl disconnected() {
        return known(gate == Gate.OPENING || gate == Gate.CLOSING ? Gate.UNKNOWN : gate);
    }

    GateControl retryingAt(final long at) {
        return new GateControl(gate, token, at, Moment.NONE);
    }

    GateControl toldAgain(final long now, final long retry) {
        return new GateControl(gate, token, retry, now);
    }
}
