/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;

/**
 * Requests that are sent at an interval, and what the answers say: heartbeats towards a bridge, path probes through it,
 * probes of an upstream target.
 *
 * <p>A request that is not answered within the {@link ProbeTiming#patience()} is doubted. It is a miss once the bridge
 * that was to send it has proved that it did ({@link SilenceRules}): what lies in a connection that stands still was
 * never asked. {@code multiplier} consecutive misses mean loss. What dies at any moment is thus found lost at most
 * {@code multiplier} intervals, one patience and one round trip to the sender later.
 *
 * <p>A request is open from when it is sent until it is answered or settled ({@link OpenRequests}), and longer than it
 * takes to be a miss: the first answer to an open request, even to one that was missed, proves life and clears the
 * misses. A loss settles what led to it. An answer to what is not open changes nothing at all.
 *
 * <p>A late timer is not a lost request: where our own tick came late by more than a quarter of the interval, the
 * answer may lie unread in our input, so the request does not count and is sent anew. After a pause of a whole
 * interval the earlier misses do not count either. Only when that happened {@code multiplier} times in a row without
 * any answer do late misses count, so that a process which is always late still finds a loss.
 *
 * @param running whether requests are being sent
 * @param sequence of the last request, 16 bits as in RFC 792
 * @param awaited sequence of the last request of the schedule
 * @param outstanding whether that request is neither answered nor overdue
 * @param sentAt when it was sent, ns; {@link Moment#NONE} if none was since the requests began
 * @param nextAt when the next request is due, ns; {@link Moment#NEVER} while none are sent
 * @param silence what was not answered
 * @param everAnswered whether there was ever an answer since the requests began
 * @param sent requests sent
 * @param received answers that counted
 * @param receivedAt when the last of them came, ns; {@link Moment#NONE} if there is none
 * @param roundTrips of the latest answers, ns
 * @param witness whether what was announced before left by the way that the requests take
 * @param open the requests that may still be answered
 */
public record ProbeMonitor(boolean running, int sequence, int awaited, boolean outstanding, long sentAt, long nextAt,
        Silence silence, boolean everAnswered, long sent, long received, long receivedAt, RecentSamples roundTrips,
        Witness witness, OpenRequests open) {
    /** No requests are sent. */
    public static final ProbeMonitor STOPPED =
        new ProbeMonitor(false, 0, 0, false, Moment.NONE, Moment.NEVER, Silence.NONE, false, 0, 0, Moment.NONE,
            RecentSamples.NONE, Witness.NONE, OpenRequests.NONE);

    private static final int SEQUENCE_MASK = 0xffff;
    private static final long LEAST_TOLERANCE = 5_000_000;
    /** Four times as many answers as round trips are remembered, so none is left of when this process began. */
    private static final int ACQUAINTED = 256;

    /**
     * Checks that nothing is missing.
     */
    public ProbeMonitor {
        requireNonNull(silence);
        requireNonNull(roundTrips);
        requireNonNull(witness);
        requireNonNull(open);
    }

    ProbeMonitor start(final long first) {
        return running ? this : new ProbeMonitor(true, sequence, sequence, false, Moment.NONE, first, Silence.NONE,
            false, sent, received, receivedAt, roundTrips, witness, OpenRequests.NONE);
    }

    ProbeMonitor stop() {
        return running ? new ProbeMonitor(false, sequence, sequence, false, Moment.NONE, Moment.NEVER, Silence.NONE,
            false, sent, received, receivedAt, roundTrips, witness.stopped(), OpenRequests.NONE) : this;
    }

    ProbeMonitor answered(final int answeredSequence, final long now) {
        return answered(answeredSequence, now, true);
    }

    /**
     * Takes an answer. It counts if its request is open.
     *
     * @param typical whether its round trip says how long others take
     */
    ProbeMonitor answered(final int answeredSequence, final long now, final boolean typical) {
        return open.numberOf(answeredSequence) == 0 ? this
            : heard(outstanding && answeredSequence == awaited, now, typical, answeredSequence,
                open.answered(answeredSequence));
    }

    /**
     * Takes an answer that carries no number: it is taken for one to all that was asked, so that what else comes counts
     * only when it is asked again.
     */
    ProbeMonitor answered(final long now) {
        return open.isEmpty() ? this : heard(outstanding, now, true, sequence, OpenRequests.NONE);
    }

    private ProbeMonitor heard(final boolean last, final long now, final boolean typical, final int answeredSequence,
            final OpenRequests others) {
        return new ProbeMonitor(true, sequence, awaited, outstanding && !last, sentAt, nextAt, Silence.NONE, true,
            sent, received + 1, now, last && typical ? roundTrips.with(now - sentAt) : roundTrips.unmeasured(),
            witness.answered(answeredSequence), others);
    }

    /**
     * Tells whether an answer would count that carries no number.
     */
    boolean isAsking() {
        return !open.isEmpty();
    }

    /**
     * Judges the outstanding request if its deadline passed.
     */
    ProbeMonitor judged(final ProbeTiming timing, final long now) {
        final long deadline = sentAt + timing.patience();
        if (!running || !outstanding || now < deadline) {
            return this;
        }
        final long lateness = now - deadline;
        final boolean late = lateness > tolerance(timing) && silence.discounted() < timing.multiplier();
        return late ? with(silence.discounted(lateness >= timing.interval()), false, now)
            : with(silence.doubted(now), false, nextAt);
    }

    /**
     * Takes the proof that all requests until a moment were sent, and their answers read. If they count as lost by
     * that, those that are overdue are settled.
     *
     * @param askedAt the moment, ns
     */
    ProbeMonitor proven(final ProbeTiming timing, final long askedAt) {
        final var after = with(silence.proven(askedAt), outstanding, nextAt);
        return misses() < timing.multiplier() && after.misses() >= timing.multiplier()
            ? after.with(open.since(askedAt - timing.patience() + 1)) : after;
    }

    boolean mustSend(final long now) {
        return running && now >= nextAt;
    }

    ProbeMonitor requested(final ProbeTiming timing, final long now) {
        // on the grid of the schedule, unless we fell behind it by more than an interval
        final long onGrid = nextAt + timing.interval();
        final int next = sequence + 1 & SEQUENCE_MASK;
        return new ProbeMonitor(true, next, next, true, now, onGrid > now ? onGrid : now + timing.interval(), silence,
            everAnswered, sent + 1, received, receivedAt, roundTrips, witness,
            open.since(now - timing.lifetime()).sent(sent + 1, now));
    }

    /**
     * Counts a request beside the schedule.
     */
    ProbeMonitor requestedBeside(final long now) {
        return new ProbeMonitor(running, sequence + 1 & SEQUENCE_MASK, awaited, outstanding, sentAt, nextAt, silence,
            everAnswered, sent + 1, received, receivedAt, roundTrips, witness, open.sent(sent + 1, now));
    }

    /**
     * Counts a request that is sent right behind an announcement, by the same way. While no requests are sent, nobody
     * can tell whether the announcement arrived.
     */
    ProbeMonitor witnessing(final long now) {
        return running ? requestedBeside(now).with(Witness.awaited(sequence + 1 & SEQUENCE_MASK))
            : with(Witness.ABSENT);
    }

    /**
     * Says that what made round trips longer is over.
     */
    ProbeMonitor settled() {
        return new ProbeMonitor(running, sequence, awaited, outstanding, sentAt, nextAt, silence, everAnswered, sent,
            received, receivedAt, roundTrips.outdated(), witness, open);
    }

    /**
     * Brings the next request forward.
     *
     * @param latest when it is due at the latest, ns
     */
    ProbeMonitor hurried(final long latest) {
        return nextAt > latest ? rescheduled(latest) : this;
    }

    /**
     * Puts the next request at another time.
     *
     * @param at when it is due, ns
     */
    ProbeMonitor rescheduled(final long at) {
        return running ? with(silence, outstanding, at) : this;
    }

    /**
     * Takes the result of a burst of requests beside the schedule none of which was answered. It settles what was asked
     * before. Its own requests stay open, for it gives them less time than the schedule does: what answers one of them
     * outlived the judgement, and that must be known.
     *
     * @param begunAt when its first request was sent, ns
     */
    ProbeMonitor lost(final ProbeTiming timing, final long begunAt) {
        return running ? with(silence.lost(timing.multiplier()), false, nextAt).with(open.since(begunAt)) : this;
    }

    ProbeMonitor with(final Witness newWitness) {
        return new ProbeMonitor(running, sequence, awaited, outstanding, sentAt, nextAt, silence, everAnswered, sent,
            received, receivedAt, roundTrips, newWitness, open);
    }

    private ProbeMonitor with(final OpenRequests nowOpen) {
        return new ProbeMonitor(running, sequence, awaited, outstanding, sentAt, nextAt, silence, everAnswered, sent,
            received, receivedAt, roundTrips, witness, nowOpen);
    }

    private ProbeMonitor with(final Silence newSilence, final boolean nowOutstanding, final long next) {
        return new ProbeMonitor(running, sequence, awaited, nowOutstanding, sentAt, next, newSilence, everAnswered,
            sent, received, receivedAt, roundTrips, witness, open);
    }

    /**
     * Returns the consecutive misses.
     *
     * @return their number
     */
    public int misses() {
        return silence.misses();
    }

    /**
     * Says what the answers say.
     *
     * @param multiplier consecutive misses that mean loss
     * @return down once the misses reach the multiplier, up while the last judged request was good
     */
    public EvidenceState state(final int multiplier) {
        if (!running) {
            return EvidenceState.UNKNOWN;
        }
        if (misses() >= multiplier) {
            return EvidenceState.DOWN;
        }
        return everAnswered ? EvidenceState.UP : EvidenceState.UNKNOWN;
    }

    /**
     * Says when the monitor must be looked at again.
     *
     * @param timing its timers
     * @return ns; {@link Moment#NEVER} for never
     */
    long nextDue(final ProbeTiming timing) {
        if (!running) {
            return Moment.NEVER;
        }
        return outstanding ? Math.min(nextAt, sentAt + timing.patience()) : nextAt;
    }

    /**
     * Tells whether the round trips are known, or cannot be measured now. The first requests to a bridge that answers
     * follow each other quickly, and so do those after a bridge has returned and been told of all hosts: until its
     * round trips are known, every suspicion takes longer to confirm. The first few of a process that just started are
     * slow.
     */
    boolean isAcquainted() {
        return !everAnswered || silence.unanswered() > 0 || received >= ACQUAINTED && roundTrips.isFresh();
    }

    private static long tolerance(final ProbeTiming timing) {
        return Math.max(timing.interval() / 4, LEAST_TOLERANCE);
    }
}
