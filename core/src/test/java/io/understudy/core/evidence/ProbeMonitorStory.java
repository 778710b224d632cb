/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

/**
 * A monitor on a clock that the tests turn; the patience is half the interval.
 */
abstract class ProbeMonitorStory {
    static final long MILLI = 1_000_000;
    static final long START = 7_000 * MILLI;
    static final ProbeTiming PAPER = plain(1000, 3);

    long now = START;
    ProbeMonitor monitor = ProbeMonitor.STOPPED.start(START);

    static ProbeTiming plain(final int intervalMillis, final int multiplier) {
        return new ProbeTiming(intervalMillis * MILLI, multiplier, intervalMillis * MILLI / 2);
    }

    /** What a tick does, the sender proving at once that it sent. */
    final void tick(final ProbeTiming timing) {
        monitor = monitor.judged(timing, now).proven(timing, now);
        if (monitor.mustSend(now)) {
            monitor = monitor.requested(timing, now);
        }
    }

    /** Ticks at the due time, plus some lateness. */
    final void tickWhenDue(final ProbeTiming timing, final long late) {
        now = monitor.nextDue(timing) + late;
        tick(timing);
    }

    final void tickWhenDue() {
        tickWhenDue(PAPER, 0);
    }

    final void answer() {
        monitor = monitor.answered(monitor.sequence(), now);
    }

    /** Sends a request and lets it be answered at once. */
    final void exchange() {
        tickWhenDue();
        answer();
    }

    final void missOne() {
        final int before = monitor.misses();
        while (monitor.misses() == before) {
            tickWhenDue();
        }
    }
}
