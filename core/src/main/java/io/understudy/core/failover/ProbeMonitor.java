/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

/**
 * Requests that are sent at an interval, and what the answers say: heartbeats towards a bridge, path probes through it,
 * probes of an upstream target.
 *
 * <p>A request that is not answered within the {@link ProbeTiming#patience()} is doubted. It is a miss once the bridge
 * that was to send it has proved that it did ({@link SilenceRules}): what lies in a connection that stands still was
 * never asked. {@code multiplier} consecutive misses mean loss. What dies at any moment is thus found lost at most
 * {@code multiplier} intervals, one patience and one round trip to the sender later. Any answer, however late, proves
 * life and clears the misses.
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
 * @param sentAt when it was sent, ns
 * @param nextAt when the next request is due, ns
 * @param silence what was not answered
 * @param everAnswered whether there was ever an answer since the requests began
 * @param sent requests sent
 * @param received answers received
 * @param receivedAt when the last answer came, ns; -1 if there is none
 * @param roundTrips of the latest answers, ns
 * @param witness whether what was announced before left by the way that the requests take
 */
public record ProbeMonitor(boolean running, int sequence, int awaited, boolean outstanding, long sentAt, long nextAt,
        Silence silence, boolean everAnswered, long sent, long received, long receivedAt, RecentSamples roundTrips,
        Witness witness) {
    /** No requests are sent. */
    public static final ProbeMonitor STOPPED =
        new ProbeMonitor(false, 0, 0, false, 0, 0, Silence.NONE, false, 0, 0, -1, RecentSamples.NONE,
            Witness.NONE);

    private static final int SEQUENCE_MASK = 0xffff;
    private static final long LEAST_TOLERANCE = 5_000_000;

    /**
     * Checks that nothing is missing.
     */
    public ProbeMonitor {
        requireNonNull(silence);
        requireNonNull(roundTrips);
        requireNonNull(witness);
    }

    ProbeMonitor start(final long first) {
        return running ? this : new ProbeMonitor(true, sequence, sequence, false, 0, first, Silence.NONE, false, sent,
            received, receivedAt, roundTrips, witness);
    }

    ProbeMonitor stop() {
        return running ? new ProbeMonitor(false, sequence, sequence, false, 0, 0, Silence.NONE, false, sent, received,
            receivedAt, roundTrips, witness.stopped()) : this;
    }

    ProbeMonitor answered(final int answeredSequence, final long now) {
        return answered(answeredSequence, now, true);
    }

    /**
     * Takes an answer.
     *
     * @param typical whether its round trip says how long others take
     */
    ProbeMonitor answered(final int answeredSequence, final long now, final boolean typical) {
        if (!running) {
            return this;
        }
        final boolean last = outstanding && answeredSequence == awaited;
        return new ProbeMonitor(true, sequence, awaited, outstanding && !last, sentAt, nextAt, Silence.NONE, true, sent,
            received + 1, now, last && typical ? roundTrips.with(now - sentAt) : roundTrips.unmeasured(),
            witness.answered(answeredSequence));
    }

    /**
     * Takes an answer that carries no number: it is taken for one to the last request.
     */
    ProbeMonitor answered(final long now) {
        return answered(awaited, now).with(running ? witness.answered(sequence) : witness);
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
     * Takes the proof that all requests until a moment were sent, and their answers read.
     *
     * @param askedAt the moment, ns
     */
    ProbeMonitor proven(final long askedAt) {
        return with(silence.proven(askedAt), outstanding, nextAt);
    }

    boolean mustSend(final long now) {
        return running && now >= nextAt;
    }

    ProbeMonitor requested(final ProbeTiming timing, final long now) {
        // on the grid of the schedule, unless we fell behind it by more than an interval
        final long onGrid = nextAt + timing.interval();
        final int next = sequence + 1 & SEQUENCE_MASK;
        return new ProbeMonitor(true, next, next, true, now, onGrid > now ? onGrid : now + timing.interval(), silence,
            everAnswered, sent + 1, received, receivedAt, roundTrips, witness);
    }

    /**
     * Counts a request beside the schedule.
     */
    ProbeMonitor requestedBeside() {
        return new ProbeMonitor(running, sequence + 1 & SEQUENCE_MASK, awaited, outstanding, sentAt, nextAt, silence,
            everAnswered, sent + 1, received, receivedAt, roundTrips, witness);
    }

    /**
     * Counts a request that is sent right behind an announcement, by the same way. While no requests are sent, nobody
     * can tell whether the announcement arrived.
     */
    ProbeMonitor witnessing() {
        return running ? requestedBeside().with(Witness.awaited(sequence + 1 & SEQUENCE_MASK)) : with(Witness.ABSENT);
    }

    /**
     * Says that what made round trips longer is over.
     */
    ProbeMonitor settled() {
        return new ProbeMonitor(running, sequence, awaited, outstanding, sentAt, nextAt, silence, everAnswered, sent,
            received, receivedAt, roundTrips.outdated(), witness);
    }

    /**
     * Brings the next request forward.
     */
    ProbeMonitor hurried(final long now) {
        return running && nextAt > now ? with(silence, outstanding, now) : this;
    }

    /**
     * Takes the result of a burst of requests beside the schedule none of which was answered.
     */
    ProbeMonitor lost(final ProbeTiming timing) {
        return running ? with(silence.lost(timing.multiplier()), false, nextAt) : this;
    }

    ProbeMonitor with(final Witness newWitness) {
        return new ProbeMonitor(running, sequence, awaited, outstanding, sentAt, nextAt, silence, everAnswered, sent,
            received, receivedAt, roundTrips, newWitness);
    }

    private ProbeMonitor with(final Silence newSilence, final boolean nowOutstanding, final long next) {
        return new ProbeMonitor(running, sequence, awaited, nowOutstanding, sentAt, next, newSilence, everAnswered,
            sent, received, receivedAt, roundTrips, witness);
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
     * @return ns; {@link Long#MAX_VALUE} for never
     */
    long nextDue(final ProbeTiming timing) {
        if (!running) {
            return Long.MAX_VALUE;
        }
        return outstanding ? Math.min(nextAt, sentAt + timing.patience()) : nextAt;
    }

    private static long tolerance(final ProbeTiming timing) {
        return Math.max(timing.interval() / 4, LEAST_TOLERANCE);
    }
}
