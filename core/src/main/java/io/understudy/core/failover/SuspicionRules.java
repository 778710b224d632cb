/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.DirectConnectionState;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;

/**
 * Suspicion speeds confirmation (docs/design/takeover.md): a first sign against the primary starts a burst of checks,
 * instead of waiting for the slow timers. See {@link Confirmation} for what makes its silence a proof.
 */
final class SuspicionRules {
    private SuspicionRules() {
        // only functions
    }

    /**
     * Takes a sign against a bridge.
     *
     * @param about the bridge
     * @param hard whether it is one that a living bridge seldom gives: a connection closed, or a carrier lost
     */
    static void suspect(final Draft draft, final Side about, final boolean hard) {
        suspect(draft, about, hard, draft.bridge(about).connected());
    }

    private static void suspect(final Draft draft, final Side about, final boolean hard, final boolean connected) {
        if (draft.bridge(about).suspectedAt() == Moment.NONE) {
            draft.update(about, bridge -> bridge.suspected(draft.now));
        }
        final boolean useful = draft.isPrimary(about) && draft.configuration.heartbeat().confirms()
            && draft.bridge(about.other()).channel() == Channel.READY
            && !(draft.transition instanceof Transition.Opening);
        final boolean better = !draft.confirmation.active() || hard && !draft.confirmation.hard();
        if (useful && better) {
            final int first = draft.bridge(about).heartbeat().sequence() + 1 & 0xffff;
            draft.confirmation = Confirmation.begun(hard, spacing(draft, about, hard, connected), first, draft.now,
                Timing.OPEN);
            advance(draft, about);
        }
    }

    /**
     * A direct connection ended. Answers may have gone with that of the secondary, so a burst that is on its way
     * proves nothing. A bridge ends it when its process ends, and then the other connection ends within the same
     * millisecond: so the burst is as short as if that had ended, too. If it did not, its barrier is one more way to
     * answer.
     */
    static void directConnectionLost(final Draft draft, final Side side) {
        withdraw(draft, side);
        draft.update(side, bridge -> bridge.withDirect(DirectConnectionState.NONE));
        suspect(draft, side, true, false);
    }

    /**
     * A direct connection was given up. That somebody has been silent for seconds is no news of this moment, and speaks
     * for a cut way to the controller as much as for a death: the heartbeats have asked meanwhile. So it is a sign like
     * a miss.
     */
    static void directConnectionGivenUp(final Draft draft, final Side side) {
        withdraw(draft, side);
        draft.update(side, bridge -> bridge.withDirect(DirectConnectionState.GIVEN_UP));
        suspect(draft, side, false);
    }

    /**
     * The connection to a bridge ended. A process that ends, ends the direct one as well; where that stands, or was
     * given up before, it is more likely that nothing came through for too long, which is a sign like a miss.
     */
    static void connectionLost(final Draft draft, final Side side) {
        withdraw(draft, side);
        suspect(draft, side, draft.bridge(side).signs().direct() == DirectConnectionState.NONE);
    }

    private static void withdraw(final Draft draft, final Side side) {
        if (draft.isPrimary(side.other())) {
            draft.confirmation = Confirmation.NONE;
        }
    }

    private static long spacing(final Draft draft, final Side about, final boolean hard, final boolean connected) {
        final var roundTrips = draft.bridge(about).heartbeat().roundTrips();
        return hard ? Timing.hardSpacing(roundTrips, connected)
            : Timing.softSpacing(draft.configuration.heartbeat().confirmNanos(), roundTrips,
                draft.bridge(about).signs().stall().expected(draft.now));
    }

    static void tick(final Draft draft) {
        if (!draft.confirmation.active() || draft.primary.isEmpty()) {
            return;
        }
        if (draft.now >= draft.confirmation.rounds().giveUpAt()) {
            // The secondary does not answer, so it could not take over either.
            draft.confirmation = Confirmation.NONE;
        } else if (draft.now >= draft.confirmation.rounds().nextAt()) {
            advance(draft, draft.primary.orElseThrow());
        }
    }

    private static void advance(final Draft draft, final Side about) {
        final var confirmation = draft.confirmation;
        if (confirmation.rounds().sent() < Confirmation.ROUNDS) {
            sendRound(draft, about);
        } else if (confirmation.barriers().sentAt() == Moment.NONE) {
            draft.confirmation = confirmation.waiting(Moment.NEVER);
        } else if (draft.now < confirmation.judgementAt(draft.now)) {
            draft.confirmation = confirmation.waiting(confirmation.judgementAt(draft.now));
        } else if (confirmation.barriers().readToken() == 0) {
            final long token = draft.token();
            draft.command(new Command.SendBarrier(about.other(), token));
            draft.confirmation = confirmation.reading(token);
        }
    }

    private static void sendRound(final Draft draft, final Side about) {
        final var heartbeat = draft.bridge(about).heartbeat().requestedBeside(draft.now);
        draft.update(about, bridge -> bridge.withHeartbeat(heartbeat));
        draft.command(draft.heartbeatRequest(about, heartbeat));
        PathProbing.sendBeside(draft, about);
        long sent = 0;
        long asked = 0;
        if (draft.confirmation.rounds().sent() == 0) {
            sent = draft.token();
            draft.command(new Command.SendBarrier(about.other(), sent));
            if (draft.bridge(about).connected()) {
                asked = draft.token();
                draft.command(new Command.SendBarrier(about, asked));
            }
        }
        draft.confirmation = draft.confirmation.roundSent(sent, asked, draft.now);
    }

    static void heartbeatAnswered(final Draft draft, final Side side, final int sequence) {
        if (draft.isPrimary(side)
            && draft.confirmation.contains(sequence, draft.bridge(side).heartbeat().sequence())) {
            outlived(draft, side);
            // It lives, and that settles it; but where its ports are down, whether frames still pass through it counts.
            draft.confirmation = draft.bridge(side).ports().carrying() == EvidenceState.DOWN
                ? draft.confirmation.heartbeatAnswered() : Confirmation.NONE;
        }
    }

    /**
     * A bridge has told that its peer link is lost, so it is alive. Of one whose uplink or trunks are down that does
     * not matter; there it counts whether frames still pass through it.
     */
    static void peerLinkReported(final Draft draft, final Side side) {
        if (draft.isPrimary(side) && draft.confirmation.active()
            && draft.bridge(side).ports().carrying() == EvidenceState.UP) {
            draft.confirmation = draft.confirmation.barrierAnswered();
        }
    }

    static void pathArrived(final Draft draft, final Side through) {
        if (draft.isPrimary(through) && draft.confirmation.active()) {
            draft.confirmation = draft.confirmation.pathArrived();
        }
    }

    /**
     * Takes the answer to a barrier.
     *
     * @return whether it was one of the burst
     */
    static boolean barrierAnswered(final Draft draft, final Event.BarrierAnswered answered) {
        final var confirmation = draft.confirmation;
        final long token = answered.token();
        if (!confirmation.active() || token == 0) {
            return false;
        }
        final boolean byPrimary = draft.isPrimary(answered.side());
        if (byPrimary && token == confirmation.barriers().primaryToken()) {
            draft.confirmation = confirmation.barrierAnswered();
        } else if (!byPrimary && token == confirmation.barriers().sentToken()) {
            draft.confirmation = confirmation.sent(draft.now);
        } else if (!byPrimary && token == confirmation.barriers().readToken()) {
            conclude(draft, draft.primary.orElseThrow());
        } else {
            return false;
        }
        return true;
    }

    /**
     * Takes the failure of a barrier.
     *
     * @return whether it was one of the burst
     */
    static boolean barrierFailed(final Draft draft, final long token) {
        final var confirmation = draft.confirmation;
        if (!confirmation.active() || token == 0) {
            return false;
        }
        if (token == confirmation.barriers().sentToken() || token == confirmation.barriers().readToken()) {
            // the secondary cannot be asked
            draft.confirmation = Confirmation.NONE;
            return true;
        }
        return token == confirmation.barriers().primaryToken();
    }

    /**
     * All that was to come has come: what did not is lost.
     */
    private static void conclude(final Draft draft, final Side about) {
        final var confirmation = draft.confirmation;
        draft.confirmation = Confirmation.NONE;
        if (!confirmation.answers().heartbeat()) {
            final var timing = draft.heartbeatTiming(about);
            draft.update(about, bridge -> bridge.withHeartbeat(bridge.heartbeat().lost(timing,
                confirmation.rounds().startedAt())));
        }
        if (!confirmation.answers().path()) {
            PathProbing.lost(draft, about, confirmation.rounds().startedAt());
        }
        if (draft.bridge(about).connected()) {
            draft.update(about, bridge -> bridge.withInquiry(new Inquiry(confirmation.answers().barrier()
                ? Inquiry.Answer.ANSWERED : Inquiry.Answer.EXPIRED, 0, draft.now)));
        }
        if (confirmation.answers().barrier() || confirmation.answers().heartbeat()) {
            PathProbing.alive(draft, about);
        }
    }

    /**
     * A heartbeat of the burst was answered: for as long as it was certainly asked, the bridge had been silent.
     */
    private static void outlived(final Draft draft, final Side side) {
        final var confirmation = draft.confirmation;
        if (!confirmation.hard() && confirmation.barriers().sentAt() != Moment.NONE) {
            final long silence = draft.now - confirmation.rounds().startedAt();
            draft.update(side, bridge -> bridge.outlived(silence, draft.now));
        }
    }
}
