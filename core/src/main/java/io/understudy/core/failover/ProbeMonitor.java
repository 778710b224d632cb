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
 * <p>A request that is not answered within the {@link ProbeTiming#patience()} is a miss; {@code multiplier} consecutive
 * misses mean loss. What dies at any moment is thus found lost at most {@code multiplier} intervals and one patience
 * later. Any answer, however late, proves life and clears the misses.
 *
 * <p>A late timer is not a lost request: where our own tick came late by more than a quarter of the interval, the
 * answer may lie unread in our input, so the request does not count and is sent anew. After a pause of a whole
 * interval the earlier misses do not count either. Only when that happened {@code multiplier} times in a row without
 * any answer do late misses count, so that a process which is always late still finds a loss.
 *
 * @param running whether requests are being sent
 * @param sequence of the last request, 16 bits as in RFC 792
 * @param awaited sequence of the last request of the schedule
 * @param outstanding whether that request is neither answered nor missed
 * @param sentAt when it was sent, ns
 * @param nextAt when the next request is due, ns
 * @param misses consecutive misses
 * @param discounted consecutive misses that did not count because we were late
 * @param firstMissAt when the first of the misses was found, ns
 * @param everAnswered whether there was ever an answer since the requests began
 * @param sent requests sent
 * @param received answers received
 * @param receivedAt when the last answer came, ns; -1 if there is none
 * @param roundTrips of the latest answers, ns
 */
public record ProbeMonitor(boolean running, int sequence, int awaited, boolean outstanding, long sentAt, long nextAt,
        int misses, int discounted, long firstMissAt, boolean everAnswered, long sent, long received, long receivedAt,
        RecentSamples roundTrips) {
    /** No requests are sent. */
    public static final ProbeMonitor STOPPED =
        new ProbeMonitor(false, 0, 0, false, 0, 0, 0, 0, 0, false, 0, 0, -1, RecentSamples.NONE);

    private static final int SEQUENCE_MASK = 0xffff;
    private static final long LEAST_TOLERANCE = 5_000_000;

    /**
     * Checks that nothing is missing.
     */
    public ProbeMonitor {
        requireNonNull(roundTrips);
    }

    ProbeMonitor start(final long first) {
        return running ? this : new ProbeMonitor(true, sequence, sequence, false, 0, first, 0, 0, 0, false, sent,
            received, receivedAt, roundTrips);
    }

    ProbeMonitor stop() {
        return running ? new ProbeMonitor(false, sequence, sequence, false, 0, 0, 0, 0, 0, false, sent, received,
            receivedAt, roundTrips) : this;
    }

    ProbeMonitor answered(final int answeredSequence, final long now) {
        if (!running) {
            return this;
        }
        final boolean last = outstanding && answeredSequence == awaited;
        return new ProbeMonitor(true, sequence, awaited, outstanding && !last, sentAt, nextAt, 0, 0, 0, true, sent,
            received + 1, now, last ? roundTrips.with(now - sentAt) : roundTrips);
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
        final boolean late = lateness > tolerance(timing) && discounted < timing.multiplier();
        if (late) {
            final int remaining = lateness >= timing.interval() ? 0 : misses;
            return new ProbeMonitor(true, sequence, awaited, false, sentAt, now, remaining, discounted + 1,
                remaining == 0 ? 0 : firstMissAt, everAnswered, sent, received, receivedAt, roundTrips);
        }
        return new ProbeMonitor(true, sequence, awaited, false, sentAt, nextAt, misses + 1, discounted,
            misses == 0 ? now : firstMissAt, everAnswered, sent, received, receivedAt, roundTrips);
    }

    boolean mustSend(final long now) {
        return running && now >= nextAt;
    }

    ProbeMonitor requested(final ProbeTiming timing, final long now) {
        // on the grid of the schedule, unless we fell behind it by more than an interval
        final long onGrid = nextAt + timing.interval();
        final int next = sequence + 1 & SEQUENCE_MASK;
        return new ProbeMonitor(true, next, next, true, now, onGrid > now ? onGrid : now + timing.interval(), misses,
            discounted, firstMissAt, everAnswered, sent + 1, received, receivedAt, roundTrips);
    }

    /**
     * Counts a request beside the schedule.
     */
    ProbeMonitor requestedBeside() {
        return new ProbeMonitor(running, sequence + 1 & SEQUENCE_MASK, awaited, outstanding, sentAt, nextAt, misses,
            discounted, firstMissAt, everAnswered, sent + 1, received, receivedAt, roundTrips);
    }

    /**
     * Brings the next request forward.
     */
    ProbeMonitor hurried(final long now) {
        return running && nextAt > now ? new ProbeMonitor(true, sequence, awaited, outstanding, sentAt, now, misses,
            discounted, firstMissAt, everAnswered, sent, received, receivedAt, roundTrips) : this;
    }

    /**
     * Takes the result of a burst of requests beside the schedule none of which was answered.
     */
    ProbeMonitor lost(final ProbeTiming timing, final long now) {
        return running ? new ProbeMonitor(true, sequence, awaited, false, sentAt, nextAt,
            Math.max(misses, timing.multiplier()), discounted, misses == 0 ? now : firstMissAt, everAnswered, sent,
            received, receivedAt, roundTrips) : this;
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
        if (misses >= multiplier) {
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
