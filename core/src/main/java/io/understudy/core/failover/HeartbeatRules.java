/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import java.util.concurrent.TimeUnit;

/**
 * Heartbeats, and the barriers that are sent when they are missing.
 */
final class HeartbeatRules {
    /** The last round of announcements is through by then, with the default schedule. */
    private static final long MOVE_AFTERMATH = TimeUnit.SECONDS.toNanos(2);

    private HeartbeatRules() {
        // only functions
    }

    /**
     * A shorter interval applies at once, and not when the next request by the longer one is due.
     */
    static void configured(final Draft draft) {
        for (var side : Side.values()) {
            final long latest = draft.now + draft.heartbeatTiming(side).interval();
            draft.update(side, bridge -> bridge.withHeartbeat(bridge.heartbeat().hurried(latest)));
        }
    }

    static void tick(final Draft draft, final long due) {
        final long lateness = Math.max(0, draft.now - due);
        draft.punctuality = draft.punctuality.with(lateness, draft.configuration.heartbeat().intervalNanos() / 4);
        for (var side : Side.values()) {
            tick(draft, side);
            expireInquiry(draft, side);
        }
    }

    private static void tick(final Draft draft, final Side side) {
        final var timing = draft.heartbeatTiming(side);
        final var before = draft.bridge(side).heartbeat();
        var monitor = before.judged(timing, draft.now);
        final boolean overdue = monitor.silence().unanswered() > before.silence().unanswered();
        if (monitor.mustSend(draft.now)) {
            monitor = monitor.requested(timing, draft.now);
            draft.command(draft.heartbeatRequest(side, monitor));
        }
        final var after = monitor;
        draft.update(side, bridge -> bridge.withHeartbeat(after));
        if (overdue) {
            SuspicionRules.suspect(draft, side, false);
        }
    }

    private static void expireInquiry(final Draft draft, final Side side) {
        final var inquiry = draft.bridge(side).inquiry();
        if (inquiry.answer() != Inquiry.Answer.PENDING || draft.now < inquiry.at() + draft.inquiryPatience(side)) {
            return;
        }
        if (!draft.configuration.heartbeat().confirms()) {
            draft.update(side, bridge -> bridge.withInquiry(
                new Inquiry(Inquiry.Answer.EXPIRED, inquiry.token(), draft.now)));
        } else {
            // the burst decides
            SuspicionRules.suspect(draft, side, false);
        }
    }

    static void answered(final Draft draft, final Event.HeartbeatAnswered answered) {
        final var side = answered.side();
        if (!draft.isFresh(answered)) {
            return;
        }
        final var wasDown = draft.heartbeat(side) == EvidenceState.DOWN;
        final long last = draft.bridge(side).heartbeat().receivedAt();
        if (wasDown && draft.bridge(side).connected() && last != Moment.NONE) {
            final long silence = draft.now - last;
            draft.update(side, bridge -> bridge.outlived(silence, draft.now));
        }
        draft.update(side, bridge -> bridge.withHeartbeat(
            bridge.heartbeat().answered(answered.sequence(), draft.now, !isBusy(draft))).withInquiry(Inquiry.NONE));
        SuspicionRules.heartbeatAnswered(draft, side, answered.sequence());
        if (draft.bridge(side).connected() && draft.bridge(side).ports().carrying() != EvidenceState.DOWN) {
            draft.update(side, bridge -> bridge.suspected(Moment.NONE));
        }
        PathProbing.alive(draft, side);
        if (wasDown) {
            draft.record(Severity.INFO, draft.name(side) + " answers heartbeats again");
        }
    }

    /**
     * While the role moves, and as long as all hosts are announced again and again, the bridges are busy with what we
     * ask of them.
     */
    private static boolean isBusy(final Draft draft) {
        return !(draft.transition instanceof Transition.None) || draft.lastFailover.stream()
            .flatMapToLong(move -> move.gateOpenAt().stream()).anyMatch(opened -> draft.now - opened < MOVE_AFTERMATH);
    }

    /**
     * Takes the news that a bridge has been told of all that it is to hold. While it was told, both were busy with it,
     * and round trips were longer. They are measured anew, for until then they slow down the confirmation of a loss.
     */
    static void settled(final Draft draft) {
        for (var side : Side.values()) {
            draft.update(side, bridge -> bridge.withHeartbeat(bridge.heartbeat().settled()));
        }
    }

    static void barrierAnswered(final Draft draft, final Event.BarrierAnswered answered) {
        final var inquiry = draft.bridge(answered.side()).inquiry();
        if (inquiry.token() != answered.token() || inquiry.answer() != Inquiry.Answer.PENDING) {
            return;
        }
        draft.update(answered.side(), bridge -> bridge.withInquiry(
            new Inquiry(Inquiry.Answer.ANSWERED, answered.token(), draft.now)));
        PathProbing.alive(draft, answered.side());
    }

    static void barrierFailed(final Draft draft, final Side side) {
        if (draft.bridge(side).inquiry().answer() == Inquiry.Answer.PENDING) {
            draft.update(side, bridge -> bridge.withInquiry(
                new Inquiry(Inquiry.Answer.EXPIRED, bridge.inquiry().token(), draft.now)));
        }
    }
}
