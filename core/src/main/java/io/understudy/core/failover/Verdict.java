/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * What the evidence says is to be done (design 5.2). The rule behind the rows: serve the hosts if it is certain that
 * only one bridge forwards; else keep what is.
 */
public enum Verdict {
    /** The primary is well, or nothing speaks against it. */
    KEEP,
    /** The primary may be lost: ask it with a barrier. */
    ASK,
    /** An inquiry is on its way: wait for it. */
    WAIT,
    /** The primary answers the inquiry, so the peer link is broken; do not fail over. */
    PEER_LINK_BROKEN,
    /** The primary answers heartbeats but not the controller: it forwards without control. */
    UNCONTROLLED,
    /** Neither bridge can be judged: nothing of the pair is reachable but what forwards. */
    BLIND,
    /** The primary is lost, but the secondary cannot take over. */
    STRANDED,
    /** Fail over: the primary's uplink or last trunk is down. */
    PORT_DOWN,
    /** Fail over: the primary is dead. */
    BRIDGE_LOST,
    /** Fence the primary and fail over: the switch behind its uplink is lost, the secondary's is not. */
    UPSTREAM_LOST,
    /** Only the path probe is lost: raise an alarm. */
    PATH_SUSPECT;

    /**
     * Judges.
     *
     * @param evidence what is known
     * @return the verdict
     */
    public static Verdict of(final Evidence evidence) {
        if (evidence.ports() == EvidenceState.DOWN) {
            return evidence.secondaryReady() ? PORT_DOWN : STRANDED;
        }
        if (evidence.heartbeat() == EvidenceState.DOWN) {
            return evidence.channel() == EvidenceState.UP ? silentButConnected(evidence) : lost(evidence);
        }
        if (evidence.channel() == EvidenceState.DOWN) {
            return evidence.heartbeat() == EvidenceState.UP ? UNCONTROLLED : BLIND;
        }
        if (evidence.upstream() == EvidenceState.DOWN && evidence.secondaryUpstream() == EvidenceState.UP) {
            return evidence.secondaryReady() ? UPSTREAM_LOST : STRANDED;
        }
        return evidence.pathProbe() == EvidenceState.DOWN ? PATH_SUSPECT : KEEP;
    }

    private static Verdict silentButConnected(final Evidence evidence) {
        return switch (evidence.inquiry()) {
            case NOT_ASKED -> ASK;
            case PENDING -> WAIT;
            case ANSWERED -> PEER_LINK_BROKEN;
            case EXPIRED -> lost(evidence);
        };
    }

    private static Verdict lost(final Evidence evidence) {
        if (evidence.pathProbe() == EvidenceState.UP) {
            // a probe comes through: the primary forwards although it answers nothing
            return UNCONTROLLED;
        }
        return evidence.secondaryReady() ? BRIDGE_LOST : STRANDED;
    }
}
