/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.Side;

/**
 * Heartbeats, and the barriers that are sent when they are missing.
 */
final class HeartbeatRules {
    private HeartbeatRules() {
        // only functions
    }

    static void tick(final Draft draft, final long due) {
        final long lateness = draft.now - due;
        if (lateness > draft.configuration.heartbeat().intervalNanos() / 4) {
            draft.lateTicks++;
        }
        draft.maxLateness = Math.max(draft.maxLateness, lateness);
        for (var side : Side.values()) {
            tick(draft, side);
        }
    }

    private static void tick(final Draft draft, final Side side) {
        final var configuration = draft.configuration.heartbeat();
        final var before = draft.bridge(side).heartbeat();
        var monitor = before.judged(configuration, draft.now);
        if (monitor.misses() > before.misses() && draft.bridge(side).suspectedAt() == 0) {
            draft.update(side, bridge -> bridge.suspected(draft.now));
        }
        if (monitor.mustSend(draft.now)) {
            monitor = monitor.requested(configuration, draft.now);
            draft.command(new Command.SendHeartbeat(side, monitor.sequence(),
                nonce(draft.seed(), side, monitor.sequence())));
        }
        final var after = monitor;
        draft.update(side, bridge -> bridge.withHeartbeat(after));

        final var inquiry = draft.bridge(side).inquiry();
        if (inquiry.answer() == Inquiry.Answer.PENDING && draft.now >= inquiry.at() + Timing.inquiry(configuration)) {
            draft.update(side, bridge -> bridge.withInquiry(
                new Inquiry(Inquiry.Answer.EXPIRED, inquiry.token(), draft.now)));
        }
    }

    static void answered(final Draft draft, final Event.HeartbeatAnswered answered) {
        final var side = answered.side();
        if (answered.nonce() != nonce(draft.seed(), side, answered.sequence())) {
            // somebody else's, or one of an earlier life of ours
            return;
        }
        final var wasDown = draft.heartbeat(side) == EvidenceState.DOWN;
        draft.update(side, bridge -> bridge.withHeartbeat(bridge.heartbeat().answered(answered.sequence(), draft.now))
            .withInquiry(Inquiry.NONE));
        if (draft.bridge(side).connected() && draft.bridge(side).ports().carrying() != EvidenceState.DOWN) {
            draft.update(side, bridge -> bridge.suspected(0));
        }
        if (wasDown) {
            draft.record(Severity.INFO, draft.name(side) + " answers heartbeats again");
        }
    }

    static void barrierAnswered(final Draft draft, final Event.BarrierAnswered answered) {
        final var inquiry = draft.bridge(answered.side()).inquiry();
        if (inquiry.token() != answered.token() || inquiry.answer() != Inquiry.Answer.PENDING) {
            return;
        }
        draft.update(answered.side(), bridge -> bridge.withInquiry(
            new Inquiry(Inquiry.Answer.ANSWERED, answered.token(), draft.now)));
    }

    static void barrierFailed(final Draft draft, final Side side) {
        if (draft.bridge(side).inquiry().answer() == Inquiry.Answer.PENDING) {
            draft.update(side, bridge -> bridge.withInquiry(
                new Inquiry(Inquiry.Answer.EXPIRED, bridge.inquiry().token(), draft.now)));
        }
    }

    /**
     * A number that only this life of this group puts into a request: the finalizer of SplitMix64 over seed, side and
     * sequence.
     */
    private static long nonce(final long seed, final Side side, final int sequence) {
        long mixed = seed + 0x9e3779b97f4a7c15L * (2L * sequence + side.ordinal() + 1);
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
