/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * Why the role moves.
 */
public enum Cause {
    /** First promotion of the group. */
    INITIAL,
    /** Heartbeats and control of the primary were lost, or it came back without its flows. */
    BRIDGE_LOST,
    /** The primary's uplink or its last trunk is down. */
    PORT_DOWN,
    /** No upstream target answers on the primary's uplink. */
    UPSTREAM_LOST,
    /** The preferred bridge was healthy for the hold time. */
    FAILBACK,
    /** An operator asked for it. */
    SWITCHOVER,
    /** An operator took the primary out of service. */
    MAINTENANCE,
    /** Both bridges were found forwarding, and one of them gave way. */
    BOTH_FORWARDING,
    /** The chosen bridge refused its gate, so the role went back. */
    TAKEOVER_FAILED;

    /**
     * Tells whether the old primary is lost anyway: then an unanswered fence does not stop the takeover. With all
     * other causes the old primary serves its hosts, and without an answer it keeps the role.
     *
     * @return true if it is lost
     */
    boolean primaryIsLost() {
        return this == BRIDGE_LOST || this == PORT_DOWN;
    }
}
