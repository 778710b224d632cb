/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

/**
 * What answers are taken for that nobody waits for.
 */
public enum StrayKind {
    /** A reply to a heartbeat. */
    HEARTBEAT("heartbeat replies"),
    /** A path probe that came in at the uplink. */
    PATH_PROBE_OUTWARD("path probes"),
    /** A path probe that came in at a trunk. */
    PATH_PROBE_INWARD("path probes"),
    /** An ARP reply or a neighbor advertisement to the address from which upstream targets are asked. */
    UPSTREAM("answers of upstream targets"),
    /** A barrier reply on the direct connection. */
    BARRIER("barrier replies"),
    /** Anything else that was sent to an address of the bridge, or cannot be read. */
    OTHER("frames to its own addresses");

    private final String words;

    StrayKind(final String words) {
        this.words = words;
    }

    /**
     * Returns the kind in words.
     *
     * @return a plural
     */
    public String words() {
        return words;
    }
}
