/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;

/**
 * A burst of checks that confirms or dispels a suspicion against the primary (docs/design/takeover.md): three rounds of
 * heartbeat, path probes and one barrier to it, closer together than the schedule's.
 *
 * <p>Silence proves something only if the requests were really sent and if all that came back was really read. Both are
 * known by barriers to the secondary, which sends the requests and receives the answers: messages to a switch and from
 * it keep their order. The first barrier follows the first round; from its answer on, the primary has had time. The
 * second one follows the time of judgement; when it is answered, every answer that the secondary had received lies
 * before it in our input. So neither a pause of our own process nor one of the secondary is taken for a lost primary.
 *
 * @param active whether it goes on
 * @param hard whether a hard sign started it: a connection closed, or a carrier lost
 * @param rounds what is sent when
 * @param barriers what tells that it was sent and read
 * @param answers what has come
 */
public record Confirmation(boolean active, boolean hard, Rounds rounds, Barriers barriers, Answers answers) {
    /** How many rounds decide. */
    static final int ROUNDS = 3;
    /** No suspicion. */
    static final Confirmation NONE = new Confirmation(false, false,
        new Rounds(Moment.NONE, 0, 0, Moment.NEVER, Moment.NEVER, 0), Barriers.NONE, Answers.NONE);

    /**
     * What is sent when.
     *
     * @param startedAt when it began, ns
     * @param spacing between the rounds, ns
     * @param sent how many rounds were sent
     * @param nextAt when the next round or the judgement is due, ns; {@link Moment#NEVER} while it waits for an answer
     * @param giveUpAt when it is given up because the secondary does not answer, ns
     * @param firstHeartbeat sequence of its first heartbeat
     */
    public record Rounds(long startedAt, long spacing, int sent, long nextAt, long giveUpAt, int firstHeartbeat) {
        Rounds next(final long now) {
            return new Rounds(startedAt, spacing, sent + 1, now + spacing, giveUpAt, firstHeartbeat);
        }

        Rounds goingOnAt(final long at) {
            return new Rounds(startedAt, spacing, sent, at, giveUpAt, firstHeartbeat);
        }
    }

    /**
     * The barriers.
     *
     * @param sentToken of the barrier that tells that the first round was sent, 0 once answered
     * @param sentAt when the first round was certainly sent, ns; {@link Moment#NONE} if not known yet
     * @param readToken of the barrier that tells that all answers were read, 0 before the judgement
     * @param primaryToken of the barrier to the primary, 0 if it is not connected
     */
    public record Barriers(long sentToken, long sentAt, long readToken, long primaryToken) {
        static final Barriers NONE = new Barriers(0, Moment.NONE, 0, 0);

        Barriers asked(final long sent, final long primary) {
            return new Barriers(sent, sentAt, readToken, primary);
        }

        Barriers sent(final long now) {
            return new Barriers(0, now, readToken, primaryToken);
        }

        Barriers reading(final long token) {
            return new Barriers(sentToken, sentAt, token, primaryToken);
        }
    }

    /**
     * What has come.
     *
     * @param barrier whether the primary answered the barrier
     * @param heartbeat whether it answered one of the heartbeats
     * @param path whether a path probe arrived
     */
    public record Answers(boolean barrier, boolean heartbeat, boolean path) {
        static final Answers NONE = new Answers(false, false, false);
    }

    /**
     * Checks that nothing is missing.
     */
    public Confirmation {
        requireNonNull(rounds);
        requireNonNull(barriers);
        requireNonNull(answers);
    }

    static Confirmation begun(final boolean hard, final long spacing, final int firstHeartbeat, final long now,
            final long patience) {
        return new Confirmation(true, hard, new Rounds(now, spacing, 0, now, now + patience, firstHeartbeat),
            Barriers.NONE, Answers.NONE);
    }

    private Confirmation with(final Rounds newRounds) {
        return new Confirmation(true, hard, newRounds, barriers, answers);
    }

    private Confirmation with(final Barriers newBarriers) {
        return new Confirmation(true, hard, rounds, newBarriers, answers);
    }

    private Confirmation with(final Answers newAnswers) {
        return new Confirmation(true, hard, rounds, barriers, newAnswers);
    }

    /**
     * A round was sent. The barriers follow the first one.
     */
    Confirmation roundSent(final long sentToken, final long primaryToken, final long now) {
        final var next = with(rounds.next(now));
        return rounds.sent() == 0 ? next.with(barriers.asked(sentToken, primaryToken)) : next;
    }

    /**
     * Takes the answer to the barrier behind the first round: now the primary had it.
     */
    Confirmation sent(final long now) {
        return with(barriers.sent(now)).with(rounds.nextAt() == Moment.NEVER ? rounds.goingOnAt(now) : rounds);
    }

    Confirmation waiting(final long until) {
        return with(rounds.goingOnAt(until));
    }

    Confirmation reading(final long token) {
        return with(barriers.reading(token)).with(rounds.goingOnAt(Moment.NEVER));
    }

    Confirmation barrierAnswered() {
        return with(new Answers(true, answers.heartbeat(), answers.path()));
    }

    Confirmation heartbeatAnswered() {
        return with(new Answers(answers.barrier(), true, answers.path()));
    }

    Confirmation pathArrived() {
        return with(new Answers(answers.barrier(), answers.heartbeat(), true));
    }

    /**
     * Tells whether a heartbeat is one of its own, so that an answer to it came after the suspicion arose.
     */
    boolean contains(final int heartbeatSequence, final int lastSequence) {
        return active && rounds.sent() > 0 && (heartbeatSequence - rounds.firstHeartbeat() & 0xffff)
            <= (lastSequence - rounds.firstHeartbeat() & 0xffff);
    }

    /**
     * Returns when the silence of the primary may be judged: a spacing after the last round, and two after the first
     * one was certainly sent.
     */
    long judgementAt(final long now) {
        return Math.max(now, barriers.sentAt() + 2 * rounds.spacing());
    }

    long nextDue() {
        return active ? Math.min(rounds.nextAt(), rounds.giveUpAt()) : Moment.NEVER;
    }
}
