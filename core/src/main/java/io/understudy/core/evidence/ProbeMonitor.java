/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;

/**
 * Requests that are sent at an interval, and what the answers say: heartbeats towards a bridge, path probes through it,
 * probes of an upstream target.
 *
 * <p>A request that is not answered within the {@link ProbeTiming#patience()} is doubted. It is a miss once the bridge
 * that was to send it has proved that it did ({@link #proven}): what lies in a connection that stands still was
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
 * @param schedule which request is due when
 * @param sent requests sent
 * @param silence what was not answered
 * @param heard what was answered
 * @param witness whether what was announced before left by the way that the requests take
 * @param open the requests that may still be answered
 */
public record ProbeMonitor(ProbeSchedule schedule, long sent, Silence silence, Heard heard, AnnouncementWitness witness,
        OpenRequests open) {
    /** No requests are sent. */
    public static final ProbeMonitor STOPPED = new ProbeMonitor(ProbeSchedule.stopped(0), 0, Silence.NONE,
        Heard.NOTHING, AnnouncementWitness.NONE, OpenRequests.NONE);

    private static final int SEQUENCE_MASK = 0xffff;
    private static final long LEAST_TOLERANCE = 5_000_000;
    /** Four times as many answers as round trips are remembered, so none is left of when this process began. */
    private static final int ACQUAINTED = 256;

    /**
     * What was answered.
     *
     * @param ever whether anything was since the requests began
     * @param count answers that counted
     * @param lastAt when the last of them came, ns; {@link Moment#NONE} if there is none
     * @param roundTrips of the latest answers, ns
     */
    public record Heard(boolean ever, long count, long lastAt, RecentSamples roundTrips) {
        static final Heard NOTHING = new Heard(false, 0, Moment.NONE, RecentSamples.NONE);

        /**
         * Checks that nothing is missing.
         */
        public Heard {
            requireNonNull(roundTrips);
        }

        Heard restarted() {
            return new Heard(false, count, lastAt, roundTrips);
        }

        Heard another(final long now, final RecentSamples measured) {
            return new Heard(true, count + 1, now, measured);
        }

        Heard outdated() {
            return new Heard(ever, count, lastAt, roundTrips.outdated());
        }
    }

    /**
     * Checks that nothing is missing.
     */
    public ProbeMonitor {
        requireNonNull(schedule);
        requireNonNull(silence);
        requireNonNull(heard);
        requireNonNull(witness);
        requireNonNull(open);
    }

    /**
     * Tells whether requests are being sent.
     *
     * @return true if so
     */
    public boolean running() {
        return schedule.running();
    }

    /**
     * Returns the sequence of the last request, as in RFC 792.
     *
     * @return 16 bits
     */
    public int sequence() {
        return sequenceOf(sent);
    }

    /**
     * Counts the answers that counted.
     *
     * @return how many
     */
    public long received() {
        return heard.count();
    }

    /**
     * Says when the last of them came.
     *
     * @return ns; {@link Moment#NONE} if there is none
     */
    public long receivedAt() {
        return heard.lastAt();
    }

    /**
     * Returns the round trips of the latest answers.
     *
     * @return ns
     */
    public RecentSamples roundTrips() {
        return heard.roundTrips();
    }

    private static int sequenceOf(final long number) {
        return (int) (number & SEQUENCE_MASK);
    }

    /**
     * Begins to send requests. No effect while they are being sent.
     *
     * @param first when the first one is due, ns
     * @return the monitor from then on, without misses
     */
    public ProbeMonitor start(final long first) {
        return running() ? this : new ProbeMonitor(ProbeSchedule.starting(sequence(), first), sent, Silence.NONE,
            heard.restarted(), witness, OpenRequests.NONE);
    }

    /**
     * Ends the sending of requests.
     *
     * @return the monitor from then on, without misses and open requests
     */
    public ProbeMonitor stop() {
        return running() ? new ProbeMonitor(ProbeSchedule.stopped(sequence()), sent, Silence.NONE, heard.restarted(),
            witness.stopped(), OpenRequests.NONE) : this;
    }

    /**
     * Takes an answer whose round trip is typical. It counts if its request is open.
     *
     * @param answeredSequence its sequence, 16 bits
     * @param now ns
     * @return the monitor with it; the same object if it does not count
     */
    public ProbeMonitor answered(final int answeredSequence, final long now) {
        return answered(answeredSequence, now, true);
    }

    /**
     * Takes an answer. It counts if its request is open.
     *
     * @param typical whether its round trip says how long others take
     */
    public ProbeMonitor answered(final int answeredSequence, final long now, final boolean typical) {
        return open.numberOf(answeredSequence) == 0 ? this
            : answered(schedule.outstanding() && answeredSequence == schedule.awaited(), now, typical,
                answeredSequence, open.answered(answeredSequence));
    }

    /**
     * Takes an answer that carries no number: it is taken for one to all that was asked, so that what else comes counts
     * only when it is asked again.
     */
    public ProbeMonitor answered(final long now) {
        return open.isEmpty() ? this
            : answered(schedule.outstanding(), now, true, sequence(), OpenRequests.NONE);
    }

    private ProbeMonitor answered(final boolean last, final long now, final boolean typical,
            final int answeredSequence, final OpenRequests others) {
        return new ProbeMonitor(last ? schedule.settled() : schedule, sent, Silence.NONE, heard.another(now,
            last && typical ? roundTrips().with(now - schedule.sentAt()) : roundTrips().unmeasured()),
            witness.answered(answeredSequence), others);
    }

    /**
     * Tells whether an answer would count that carries no number.
     */
    public boolean isAsking() {
        return !open.isEmpty();
    }

    /**
     * Judges the outstanding request if its deadline passed.
     */
    public ProbeMonitor judged(final ProbeTiming timing, final long now) {
        final long deadline = schedule.sentAt() + timing.patience();
        if (!running() || !schedule.outstanding() || now < deadline) {
            return this;
        }
        final long lateness = now - deadline;
        final boolean late = lateness > tolerance(timing) && silence.discounted() < timing.multiplier();
        return late ? with(silence.discounted(lateness >= timing.interval())).with(schedule.settled().next(now))
            : with(silence.doubted(now)).with(schedule.settled());
    }

    /**
     * Takes the proof that all requests until a moment were sent, and their answers read. If they count as lost by
     * that, those that are overdue are settled.
     *
     * @param askedAt the moment, ns
     */
    public ProbeMonitor proven(final ProbeTiming timing, final long askedAt) {
        final var after = with(silence.proven(askedAt));
        return misses() < timing.multiplier() && after.misses() >= timing.multiplier()
            ? after.with(open.since(askedAt - timing.patience() + 1)) : after;
    }

    /**
     * Tells whether the next request is due.
     *
     * @param now ns
     * @return true if it is
     */
    public boolean mustSend(final long now) {
        return running() && now >= schedule.nextAt();
    }

    /**
     * Counts the request that is sent now, and schedules the next one.
     *
     * @param timing the timers
     * @param now ns
     * @return the monitor with both
     */
    public ProbeMonitor requested(final ProbeTiming timing, final long now) {
        // on the grid of the schedule, unless we fell behind it by more than an interval
        final long onGrid = schedule.nextAt() + timing.interval();
        return new ProbeMonitor(new ProbeSchedule(true, sequenceOf(sent + 1), true, now,
            onGrid > now ? onGrid : now + timing.interval()), sent + 1, silence, heard, witness,
            open.since(now - timing.lifetime()).sent(sent + 1, now));
    }

    /**
     * Counts a request beside the schedule.
     */
    public ProbeMonitor requestedBeside(final long now) {
        return new ProbeMonitor(schedule, sent + 1, silence, heard, witness, open.sent(sent + 1, now));
    }

    /**
     * Counts a request that is sent right behind an announcement, by the same way. While no requests are sent, nobody
     * can tell whether the announcement arrived.
     */
    public ProbeMonitor witnessing(final long now) {
        return running() ? requestedBeside(now).with(AnnouncementWitness.awaited(sequenceOf(sent + 1)))
            : with(AnnouncementWitness.ABSENT);
    }

    /**
     * Says that what made round trips longer is over.
     */
    public ProbeMonitor settled() {
        return new ProbeMonitor(schedule, sent, silence, heard.outdated(), witness, open);
    }

    /**
     * Brings the next request forward.
     *
     * @param latest when it is due at the latest, ns
     */
    public ProbeMonitor hurried(final long latest) {
        return schedule.nextAt() > latest ? rescheduled(latest) : this;
    }

    /**
     * Puts the next request at another time.
     *
     * @param at when it is due, ns
     */
    public ProbeMonitor rescheduled(final long at) {
        return running() ? with(schedule.next(at)) : this;
    }

    /**
     * Takes the result of a burst of requests beside the schedule none of which was answered. It settles what was asked
     * before. Its own requests stay open, for it gives them less time than the schedule does: what answers one of them
     * outlived the judgement, and that must be known.
     *
     * @param begunAt when its first request was sent, ns
     */
    public ProbeMonitor lost(final ProbeTiming timing, final long begunAt) {
        return running() ? with(silence.lost(timing.multiplier())).with(schedule.settled()).with(open.since(begunAt))
            : this;
    }

    /**
     * Replaces what is known of the last announcement.
     *
     * @param newWitness what is known now
     * @return the monitor with it
     */
    public ProbeMonitor with(final AnnouncementWitness newWitness) {
        return new ProbeMonitor(schedule, sent, silence, heard, newWitness, open);
    }

    private ProbeMonitor with(final OpenRequests nowOpen) {
        return new ProbeMonitor(schedule, sent, silence, heard, witness, nowOpen);
    }

    private ProbeMonitor with(final Silence newSilence) {
        return new ProbeMonitor(schedule, sent, newSilence, heard, witness, open);
    }

    private ProbeMonitor with(final ProbeSchedule newSchedule) {
        return new ProbeMonitor(newSchedule, sent, silence, heard, witness, open);
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
        if (!running()) {
            return EvidenceState.UNKNOWN;
        }
        if (misses() >= multiplier) {
            return EvidenceState.DOWN;
        }
        return heard.ever() ? EvidenceState.UP : EvidenceState.UNKNOWN;
    }

    /**
     * Says when the monitor must be looked at again.
     *
     * @param timing its timers
     * @return ns; {@link Moment#NEVER} for never
     */
    public long nextDue(final ProbeTiming timing) {
        if (!running()) {
            return Moment.NEVER;
        }
        return schedule.outstanding() ? Math.min(schedule.nextAt(), schedule.sentAt() + timing.patience())
            : schedule.nextAt();
    }

    /**
     * Tells whether the round trips are known, or cannot be measured now. The first requests to a bridge that answers
     * follow each other quickly, and so do those after a bridge has returned and been told of all hosts: until its
     * round trips are known, every suspicion takes longer to confirm. The first few of a process that just started are
     * slow.
     */
    public boolean isAcquainted() {
        return !heard.ever() || silence.unanswered() > 0 || received() >= ACQUAINTED && roundTrips().isFresh();
    }

    private static long tolerance(final ProbeTiming timing) {
        return Math.max(timing.interval() / 4, LEAST_TOLERANCE);
    }
}
