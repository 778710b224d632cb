/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import java.util.Optional;

/**
 * How a bridge comes and goes: fenced first if the other one has the role, then read, then programmed.
 */
final class BridgeRules {
    private BridgeRules() {
        // only functions
    }

    static void channelUp(final Draft draft, final Side side) {
        final long token = draft.token();
        if (draft.primary.isPresent() && !draft.isPrimary(side)) {
            // before anything else: it may have been forwarding without control
            draft.closeGate(side);
        }
        draft.update(side, bridge -> bridge.reconnected(token, draft.now));
        draft.command(new Command.ReadFlows(side, token));
        draft.record(Severity.INFO, draft.name(side) + " connected");
    }

    static void channelDown(final Draft draft, final Side side) {
        if (!draft.bridge(side).connected()) {
            return;
        }
        draft.update(side, bridge -> bridge.disconnected(draft.now));
        // it can no longer send requests for us
        draft.update(side.other(), bridge -> bridge.withHeartbeat(bridge.heartbeat().stop()));
        SuspicionRules.connectionLost(draft, side);
        draft.record(Severity.WARNING, draft.name(side)
            + " lost its OpenFlow connection; see whether its host and its way to the controller are up");
    }

    static void ports(final Draft draft, final Event.PortsObserved observed) {
        final var side = observed.side();
        final var before = draft.bridge(side);
        draft.update(side, bridge -> bridge.with(new PortState(true, observed.ports(), observed.problem())));
        suspectLinks(draft, side, before.ports(), observed.ports());
        if (observed.ports().peer() == EvidenceState.DOWN && before.ports().peer() == EvidenceState.UP) {
            SuspicionRules.peerLinkReported(draft, side);
        }
        if (observed.problem().isPresent() && !observed.problem().equals(before.portProblem())) {
            draft.record(Severity.WARNING, observed.problem().orElseThrow());
        }
        final boolean waiting = before.channel() == Channel.READING && before.connection().readToken() == 0;
        final boolean mended = before.portProblem().isPresent() && observed.problem().isEmpty()
            && before.connection().readToken() == 0 && before.connected();
        if (waiting || mended) {
            program(draft, side);
        }
    }

    /**
     * A link that was lost is a sign against its own bridge; the peer link of the secondary is one against the primary,
     * unless the primary has told of the loss itself.
     */
    private static void suspectLinks(final Draft draft, final Side side, final Ports before, final Ports after) {
        if (after.lostSince(before)) {
            SuspicionRules.suspect(draft, side, true);
        }
        if (after.peer() == EvidenceState.DOWN && before.peer() != EvidenceState.DOWN
            && draft.isPrimary(side.other()) && draft.bridge(side.other()).ports().peer() != EvidenceState.DOWN) {
            SuspicionRules.suspect(draft, side.other(), true);
        }
    }

    static void flowsRead(final Draft draft, final Event.FlowsRead read) {
        final var side = read.side();
        final var before = draft.bridge(side);
        if (before.connection().readToken() != read.token()) {
            return;
        }
        draft.update(side, bridge -> bridge.reading(0));
        if (before.error().isEmpty()) {
            // else it is tried again, and was told before
            read.news().ifPresent(news -> draft.record(Severity.INFO, draft.name(side) + " " + news));
        }
        // A change that is under way is newer than what was read.
        if (before.gate() != Gate.CLOSING && before.gate() != Gate.OPENING) {
            draft.update(side, bridge -> bridge.with(GateControl.known(read.gateOpen() ? Gate.OPEN : Gate.CLOSED)));
            if (read.gateOpen() && draft.primary.isPresent()) {
                foundOpen(draft, side, before);
            } else if (read.gateOpen()) {
                closeOneOfTwo(draft);
            }
        }
        program(draft, side);
    }

    /** Nobody has the role yet, and both may be found forwarding: neither waits until both are programmed. */
    private static void closeOneOfTwo(final Draft draft) {
        final var preferred = draft.configuration.preferredSide();
        if (areBothKnownToForward(draft)) {
            final var bridge = draft.bridge(preferred);
            final boolean useless = bridge.portProblem().isPresent() || bridge.ports().carrying() == EvidenceState.DOWN;
            fence(draft, useless ? preferred : preferred.other());
        }
    }

    static boolean areBothKnownToForward(final Draft draft) {
        return isKnownToForward(draft, Side.PREFERRED) && isKnownToForward(draft, Side.ALTERNATE);
    }

    /** What was known before its connection ended may no longer be so, and is being read. */
    private static boolean isKnownToForward(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        return bridge.connected() && bridge.connection().readToken() == 0 && bridge.gate() == Gate.OPEN;
    }

    private static void foundOpen(final Draft draft, final Side side, final BridgeState before) {
        if (!draft.isPrimary(side)) {
            fence(draft, side);
        } else if (before.gate() == Gate.UNKNOWN) {
            // The connection broke before the opening was confirmed, so nothing was announced: it is opened again.
            draft.update(side, bridge -> bridge.with(GateControl.known(Gate.UNKNOWN)));
        } else if (before.error().isEmpty()) {
            // It has connected anew. What it was to announce before may never have left, and others may have announced
            // since.
            draft.command(new Command.Announce(side));
        }
    }

    /**
     * Closes the gate of a bridge that has not the role.
     */
    static void fence(final Draft draft, final Side side) {
        if (draft.bridge(side).gate() == Gate.OPEN && draft.bridge(side.other()).gate() == Gate.OPEN) {
            draft.record(Severity.CRITICAL, "both gates were open; that of " + draft.name(side)
                + " is being closed");
        }
        draft.closeGate(side);
    }

    private static void program(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        if (!bridge.portState().known()) {
            return;
        }
        if (bridge.portProblem().isPresent()) {
            draft.update(side, before -> before.withChannel(Channel.FAILED).withError(before.portProblem()));
            return;
        }
        final long token = draft.token();
        draft.update(side, before -> before.programming(token));
        draft.command(new Command.Program(side, token, bridge.gate() != Gate.CLOSED && bridge.gate() != Gate.CLOSING));
    }

    static void programmed(final Draft draft, final Event.Programmed programmed) {
        final var side = programmed.side();
        if (draft.bridge(side).connection().programToken() != programmed.token()) {
            return;
        }
        draft.update(side, bridge -> bridge.programming(0).withChannel(Channel.READY).withError(Optional.empty()));
        draft.update(side.other(), bridge -> bridge.withHeartbeat(bridge.heartbeat().start(draft.now)));
        draft.record(Severity.INFO, draft.name(side) + " is programmed");
        HeartbeatRules.settled(draft);
    }

    static void programmingFailed(final Draft draft, final Side side, final String reason) {
        final var error = draft.name(side) + " could not be programmed: " + reason;
        if (!draft.bridge(side).error().equals(Optional.of(error))) {
            draft.record(Severity.WARNING, error);
        }
        draft.update(side, bridge -> bridge.programming(0).withChannel(Channel.FAILED)
            .withError(Optional.of(error)).retryingAt(draft.now + Timing.RETRY));
    }

    /**
     * Starts anew on a bridge that failed, once its time has come.
     */
    static void retry(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        if (bridge.channel() == Channel.FAILED && bridge.portProblem().isEmpty()
            && draft.now >= bridge.gateControl().retryAt()) {
            final long token = draft.token();
            draft.update(side, before -> before.reading(token).retryingAt(Moment.NONE));
            draft.command(new Command.ReadFlows(side, token));
        }
    }
}
