/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What the machine wants done. Commands to one bridge are sent in the order in which they are given.
 */
public sealed interface Command {
    /**
     * Send a heartbeat request over the peer link.
     *
     * @param target the bridge that shall answer; the other one sends
     * @param sequence 16 bits
     * @param nonce to come back
     */
    record SendHeartbeat(Side target, int sequence, long nonce) implements Command {
    }

    /**
     * Send a path probe.
     *
     * @param through the bridge that shall forward it; the other one sends and receives
     * @param direction which way it goes
     * @param sequence 16 bits
     * @param nonce to come back
     */
    record SendPathProbe(Side through, PathDirection direction, int sequence, long nonce) implements Command {
    }

    /**
     * Send an end marker: a frame from a bridge whose gate is closed to the other one. It arrives behind all that the
     * bridge has forwarded on this way.
     *
     * @param side the bridge that sends
     * @param direction outward: from uplink to uplink; inward: from trunk to trunk
     * @param sequence 16 bits
     * @param nonce to arrive
     */
    record SendEndMarker(Side side, PathDirection direction, int sequence, long nonce) implements Command {
    }

    /**
     * Probe an upstream target.
     *
     * @param side on whose uplink
     * @param target its address
     */
    record ProbeUpstream(Side side, InetAddress target) implements Command {
    }

    /**
     * Ask a bridge for a barrier. What was sent to it before, frames included, leaves it before the answer; what it had
     * received before is reported before the answer.
     *
     * @param side which bridge
     * @param token for the answer
     */
    record SendBarrier(Side side, long token) implements Command {
    }

    /**
     * Read the flows of a bridge: whether its gate is open, and which hosts it holds.
     *
     * @param side which bridge
     * @param token for the answer
     */
    record ReadFlows(Side side, long token) implements Command {
    }

    /**
     * Install all flows but the gate.
     *
     * @param side which bridge
     * @param token for the answer
     * @param forwarding whether the bridge may be forwarding, so that nothing that it uses may be removed on the way
     */
    record Program(Side side, long token, boolean forwarding) implements Command {
    }

    /**
     * Open a gate, and confirm by a barrier.
     *
     * @param side which bridge
     * @param token for the answer
     */
    record OpenGate(Side side, long token) implements Command {
    }

    /**
     * Close a gate, and confirm by a barrier.
     *
     * @param side which bridge
     * @param token for the answer
     */
    record CloseGate(Side side, long token) implements Command {
    }

    /**
     * Announce all local hosts on a bridge's uplink, in all rounds; replaces an announcement that is going on.
     *
     * @param side which bridge
     */
    record Announce(Side side) implements Command {
    }

    /**
     * Stop announcing on a bridge's uplink.
     *
     * @param side which bridge
     */
    record StopAnnouncing(Side side) implements Command {
    }

    /**
     * Answer an operator's request.
     *
     * @param request which
     * @param error why it was refused or failed; empty if it was done
     */
    record Reply(long request, Optional<String> error) implements Command {
    }

    /**
     * Write an entry of the event log.
     *
     * @param severity how bad
     * @param text in words
     */
    record Record(Severity severity, String text) implements Command {
    }

    /**
     * Tell and count that something was which must never be: a defect of the rules.
     *
     * @param text in words
     */
    record ReportViolation(String text) implements Command {
    }
}
