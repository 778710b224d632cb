/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.Evidence;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.evidence.PathEvidence;

/**
 * What the evidence about the primary means (docs/design/takeover.md). Only {@link #PORT_DOWN}, {@link #BRIDGE_LOST}
 * and {@link #UPSTREAM_LOST} move the role.
 *
 * <p>What the design's rows do not list is decided by one rule: serve the hosts if it is certain that only one bridge
 * forwards, else keep what is. It is certain after a fence that was confirmed, and after the loss of a path that was
 * known to work.
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
    /** The primary forwards, but does not answer the controller: it goes on without control. */
    UNCONTROLLED,
    /** Neither bridge can be judged: nothing of the pair is reachable but what forwards. */
    BLIND,
    /** The primary is silent, but nothing proves that it does not forward; do not fail over. */
    UNCERTAIN,
    /** The primary is lost, but the secondary cannot take over. */
    STRANDED,
    /** Fence the primary and fail over: its uplink or last trunk is down. */
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
            return portsDown(evidence);
        }
        if (evidence.silent()) {
            return silent(evidence);
        }
        if (evidence.channel() != EvidenceState.UP) {
            // It cannot be fenced, whatever else is wrong with it.
            final boolean works = evidence.heartbeat() == EvidenceState.UP || evidence.path() == PathEvidence.UP;
            return works ? UNCONTROLLED : BLIND;
        }
        if (evidence.heartbeat() == EvidenceState.DOWN && evidence.inquiry() != Inquiry.Answer.ANSWERED) {
            return evidence.inquiry() == Inquiry.Answer.PENDING ? WAIT : ASK;
        }
        if (evidence.upstream() == EvidenceState.DOWN && evidence.secondaryUpstream() == EvidenceState.UP) {
            return evidence.secondaryReady() ? UPSTREAM_LOST : STRANDED;
        }
        if (evidence.heartbeat() == EvidenceState.DOWN) {
            return PEER_LINK_BROKEN;
        }
        return evidence.path() == PathEvidence.DOWN ? PATH_SUSPECT : KEEP;
    }

    private static Verdict portsDown(final Evidence evidence) {
        if (!evidence.secondaryReady()) {
            return STRANDED;
        }
        // One that is proved dead need not be waited for.
        return evidence.silent() && evidence.path() == PathEvidence.DOWN ? BRIDGE_LOST : PORT_DOWN;
    }

    private static Verdict silent(final Evidence evidence) {
        return switch (evidence.path()) {
            case UP -> UNCONTROLLED;
            case UNPROVEN -> UNCERTAIN;
            case DOWN, OFF -> evidence.secondaryReady() ? BRIDGE_LOST : STRANDED;
        };
    }
}
