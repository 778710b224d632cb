/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.SilenceProof;
import io.understudy.core.model.Side;

/**
 * Whether silence counts. Requests that a bridge was to send are missed only if it did send them. Its connection may
 * stand still, or it may sleep itself; then the silence says nothing about whom it asks. So a bridge whose requests go
 * unanswered is asked by a barrier, and they count as missed when it answers.
 */
final class SilenceRules {
    private SilenceRules() {
        // only functions
    }

    /**
     * Asks the bridges whose requests are overdue.
     */
    static void ask(final Draft draft) {
        for (var side : Side.values()) {
            final var bridge = draft.bridge(side);
            if (bridge.connected() && bridge.signs().proof().token() == 0
                && isDoubted(draft, side)) {
                final long token = draft.token();
                draft.update(side, before -> before.withProof(new SilenceProof(token, draft.now)));
                draft.command(new Command.SendBarrier(side, token));
            }
        }
    }

    private static boolean isDoubted(final Draft draft, final Side side) {
        final var other = draft.bridge(side.other()).signs();
        boolean doubted = other.heartbeat().silence().isDoubted() || other.path().outward().silence().isDoubted()
            || other.path().inward().silence().isDoubted();
        for (var monitor : draft.bridge(side).signs().upstream().targets().values()) {
            doubted |= monitor.silence().isDoubted();
        }
        return doubted;
    }

    /**
     * Takes the answer to a barrier.
     *
     * @return whether it was one of these
     */
    static boolean barrierAnswered(final Draft draft, final Event.BarrierAnswered answered) {
        final var side = answered.side();
        final var proof = draft.bridge(side).signs().proof();
        if (proof.token() == 0 || proof.token() != answered.token()) {
            return false;
        }
        draft.update(side, bridge -> bridge.withProof(SilenceProof.NONE)
            .withUpstream(bridge.signs().upstream().mapped((target, monitor) ->
                monitor.proven(UpstreamRules.timing(draft, monitor), proof.askedAt()))));
        draft.update(side.other(), bridge -> bridge
            .withHeartbeat(bridge.heartbeat().proven(draft.heartbeatTiming(side.other()), proof.askedAt()))
            .withPath(bridge.signs().path().mapped(monitor ->
                monitor.proven(PathProbing.timing(draft, monitor), proof.askedAt()))));
        return true;
    }

    /**
     * Takes the failure of a barrier; it is sent anew when another request is overdue.
     *
     * @return whether it was one of these
     */
    static boolean barrierFailed(final Draft draft, final Event.CommandFailed failed) {
        if (draft.bridge(failed.side()).signs().proof().token() != failed.token()) {
            return false;
        }
        draft.update(failed.side(), bridge -> bridge.withProof(SilenceProof.NONE));
        return true;
    }
}
