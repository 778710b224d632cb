/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.Moment;

/**
 * A burst of checks that confirms or dispels a suspicion against the primary (design 5.2): three rounds of heartbeat,
 * path probes and one barrier to it, closer together than the schedule's.
 *
 * <p>Silence proves something only if the requests were really sent and if all that came back was really read. Both are
 * known by barriers to the secondary, which sends the requests and receives the answers: messages to a switch and from
 * it keep their order. The first barrier follows the first round; from its answer on, the primary has had time. The
 * second one follows the time of judgement; when it is answered, every answer that the secondary had received lies
 * before it in our input. So neither a pause of our own process nor one of the secondary is taken for a lost primary.
 *
 * @param active whether it goes on
 * @param hard whether a hard sign started it: a connection closed, or a carrier lost
 * @param startedAt when it began, ns
 * @param spacing between the rounds, ns
 * @param round how many rounds were sent
 * @param nextAt when it goes on, ns; {@link Moment#NEVER} while it waits for an answer
 * @param giveUpAt when it is given up because the secondary does not answer, ns
 * @param firstHeartbeat sequence of its first heartbeat
 * @param sentToken of the barrier that tells that the first round was sent, 0 once answered
 * @param sentAt when the first round was certainly sent, ns; {@link Moment#NONE} if not known yet
 * @param readToken of the barrier that tells that all answers were read, 0 before the judgement
 * @param barrierToken of the barrier to the primary, 0 if it is not connected
 * @param barrier whether that was answered
 * @param heartbeat whether one of its heartbeats was
 * @param path whether a path probe arrived
 */
public record Confirmation(boolean active, boolean hard, long startedAt, long spacing, int round, long nextAt,
        long giveUpAt, int firstHeartbeat, long sentToken, long sentAt, long readToken, long barrierToken,
        boolean barrier, boolean heartbeat, boolean path) {
    /** How many rounds decide. */
    static final int ROUNDS = 3;
    /** No suspicion. */
    static final Confirmation NONE =
        new Confirmation(false, false, Moment.NONE, 0, 0, Moment.NEVER, Moment.NEVER, 0, 0, Moment.NONE, 0, 0, false,
            false, false);

    static Confirmation begun(final boolean hard, final long spacing, final int firstHeartbeat, final long now,
            final long patience) {
        return new Confirmation(true, hard, now, spacing, 0, now, now + patience, firstHeartbeat, 0, Moment.NONE, 0, 0,
            false, false, false);
    }

    Confirmation roundSent(final long sent, final long barrierSent, final long now) {
        final boolean first = round == 0;
        return new Confirmation(true, hard, startedAt, spacing, round + 1, now + spacing, giveUpAt, firstHeartbeat,
            first ? sent : sentToken, sentAt, readToken, first ? barrierSent : barrierToken, barrier, heartbeat, path);
    }

    /**
     * Takes the answer to the barrier behind the first round: now the primary had it.
     */
    Confirmation sent(final long now) {
        return new Confirmation(true, hard, startedAt, spacing, round, nextAt == Moment.NEVER ? now : nextAt,
            giveUpAt, firstHeartbeat, 0, now, readToken, barrierToken, barrier, heartbeat, path);
    }

    Confirmation waiting(final long until) {
        return new Confirmation(true, hard, startedAt, spacing, round, until, giveUpAt, firstHeartbeat, sentToken,
            sentAt, readToken, barrierToken, barrier, heartbeat, path);
    }

    Confirmation reading(final long token) {
        return new Confirmation(true, hard, startedAt, spacing, round, Moment.NEVER, giveUpAt, firstHeartbeat,
            sentToken, sentAt, token, barrierToken, barrier, heartbeat, path);
    }

    Confirmation barrierAnswered() {
        return new Confirmation(true, hard, startedAt, spacing, round, nextAt, giveUpAt, firstHeartbeat, sentToken,
            sentAt, readToken, barrierToken, true, heartbeat, path);
    }

    Confirmation heartbeatAnswered() {
        return new Confirmation(true, hard, startedAt, spacing, round, nextAt, giveUpAt, firstHeartbeat, sentToken,
            sentAt, readToken, barrierToken, barrier, true, path);
    }

    Confirmation pathArrived() {
        return new Confirmation(true, hard, startedAt, spacing, round, nextAt, giveUpAt, firstHeartbeat, sentToken,
            sentAt, readToken, barrierToken, barrier, heartbeat, true);
    }

    /**
     * Tells whether a heartbeat is one of its own, so that an answer to it came after the suspicion arose.
     */
    boolean contains(final int heartbeatSequence, final int lastSequence) {
        return active && round > 0 && (heartbeatSequence - firstHeartbeat & 0xffff)
            <= (lastSequence - firstHeartbeat & 0xffff);
    }

    /**
     * Returns when the silence of the primary may be judged: a spacing after the last round, and two after the first
     * one was certainly sent.
     */
    long judgementAt(final long now) {
        return Math.max(now, sentAt + 2 * spacing);
    }

    long nextDue() {
        return active ? Math.min(nextAt, giveUpAt) : Moment.NEVER;
    }
}
