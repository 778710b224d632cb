/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.HeartbeatConfiguration;

/**
 * The heartbeats towards one bridge: the schedule of the requests, and what the answers say.
 *
 * <p>A request that is not answered within half the interval is a miss; {@code multiplier} consecutive misses mean
 * loss. A bridge that dies at any moment is thus found lost at most {@code multiplier + 0.5} intervals later. Any
 * answer, however late, proves life and clears the misses.
 *
 * <p>A late timer is not a lost heartbeat: where our own tick came late by more than a quarter of the interval, the
 * answer may lie unread in our input, so the request does not count and is sent anew. After a pause of a whole
 * interval the earlier misses do not count either. Only when that happened {@code multiplier} times in a row without
 * any answer do late misses count, so that a process which is always late still finds a dead bridge.
 *
 * @param running whether requests are being sent
 * @param sequence of the last request, 16 bits as in RFC 792
 * @param outstanding whether the last request is neither answered nor missed
 * @param sentAt when the last request was sent, ns
 * @param nextAt when the next request is due, ns
 * @param misses consecutive misses
 * @param discounted consecutive misses that did not count because we were late
 * @param firstMissAt when the first of the misses was found, ns
 * @param everAnswered whether there was ever an answer since the requests began
 * @param sent requests sent
 * @param received answers received
 * @param roundTrip of the last answer, ns; -1 if there is none
 */
public record HeartbeatMonitor(boolean running, int sequence, boolean outstanding, long sentAt, long nextAt,
        int misses, int discounted, long firstMissAt, boolean everAnswered, long sent, long received,
        long roundTrip) {
    /** No requests are sent. */
    public static final HeartbeatMonitor STOPPED =
        new HeartbeatMonitor(false, 0, false, 0, 0, 0, 0, 0, false, 0, 0, -1);

    private static final int SEQUENCE_MASK = 0xffff;
    private static final long LEAST_TOLERANCE = 5_000_000;

    HeartbeatMonitor start(final long now) {
        return running ? this
            : new HeartbeatMonitor(true, sequence, false, 0, now, 0, 0, 0, false, sent, received, -1);
    }

    HeartbeatMonitor stop() {
        return running ? new HeartbeatMonitor(false, sequence, false, 0, 0, 0, 0, 0, false, sent, received, -1)
            : this;
    }

    HeartbeatMonitor answered(final int answeredSequence, final long now) {
        if (!running) {
            return this;
        }
        final boolean last = outstanding && answeredSequence == sequence;
        return new HeartbeatMonitor(true, sequence, outstanding && !last, sentAt, nextAt, 0, 0, 0, true, sent,
            received + 1, last ? now - sentAt : roundTrip);
    }

    /**
     * Judges the outstanding request if its deadline passed.
     */
    HeartbeatMonitor judged(final HeartbeatConfiguration configuration, final long now) {
        if (!running || !outstanding || now < deadline(configuration)) {
            return this;
        }
        final long lateness = now - deadline(configuration);
        final boolean late = lateness > tolerance(configuration) && discounted < configuration.multiplier();
        if (late) {
            final int remaining = lateness >= configuration.intervalNanos() ? 0 : misses;
            return new HeartbeatMonitor(true, sequence, false, sentAt, now, remaining, discounted + 1,
                remaining == 0 ? 0 : firstMissAt, everAnswered, sent, received, roundTrip);
        }
        return new HeartbeatMonitor(true, sequence, false, sentAt, nextAt, misses + 1, discounted,
            misses == 0 ? now : firstMissAt, everAnswered, sent, received, roundTrip);
    }

    boolean mustSend(final long now) {
        return running && now >= nextAt;
    }

    HeartbeatMonitor requested(final HeartbeatConfiguration configuration, final long now) {
        // on the grid of the schedule, unless we fell behind it by more than an interval
        final long onGrid = nextAt + configuration.intervalNanos();
        return new HeartbeatMonitor(true, sequence + 1 & SEQUENCE_MASK, true, now,
            onGrid > now ? onGrid : now + configuration.intervalNanos(), misses, discounted, firstMissAt, everAnswered,
            sent + 1, received, roundTrip);
    }

    /**
     * Says what the heartbeats say.
     *
     * @param configuration the timers
     * @return down once the misses reach the multiplier, up while the last judged request was good
     */
    public EvidenceState state(final HeartbeatConfiguration configuration) {
        if (!running) {
            return EvidenceState.UNKNOWN;
        }
        if (misses >= configuration.multiplier()) {
            return EvidenceState.DOWN;
        }
        return everAnswered ? EvidenceState.UP : EvidenceState.UNKNOWN;
    }

    /**
     * Says when the monitor must be looked at again.
     *
     * @param configuration the timers
     * @return ns; {@link Long#MAX_VALUE} for never
     */
    long nextDue(final HeartbeatConfiguration configuration) {
        if (!running) {
            return Long.MAX_VALUE;
        }
        return outstanding ? Math.min(nextAt, deadline(configuration)) : nextAt;
    }

    private long deadline(final HeartbeatConfiguration configuration) {
        return sentAt + configuration.intervalNanos() / 2;
    }

    private static long tolerance(final HeartbeatConfiguration configuration) {
        return Math.max(configuration.intervalNanos() / 4, LEAST_TOLERANCE);
    }
}
