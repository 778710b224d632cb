/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/**
 * Which answers count: each request is answered once, while it is open.
 */
final class OpenRequestsTest extends ProbeMonitorStory {
    @Test
    void anAnswerCountsOnce() {
        tickWhenDue();
        answer();
        assertSame(monitor, monitor.answered(monitor.sequence(), now + MILLI), "it changes nothing, not even a number");
    }

    @Test
    void repeatedAnswersDoNotMoveTheRoundTrips() {
        tickWhenDue();
        now += 3 * MILLI;
        answer();
        tickWhenDue();
        final int earlier = monitor.sequence() - 1;
        now += 300 * MILLI;
        assertSame(monitor, monitor.answered(earlier, now));
        assertEquals(3 * MILLI, monitor.roundTrips().last());
    }

    @Test
    void aRequestMayBeAnsweredForAsLongAsALossTakes() {
        exchange();
        tickWhenDue();
        final int early = monitor.sequence();
        final long sent = now;
        while (now < sent + 3 * PAPER.interval()) {
            now = monitor.nextDue(PAPER);
            monitor = monitor.judged(PAPER, now);
            if (monitor.mustSend(now)) {
                monitor = monitor.requested(PAPER, now);
            }
        }
        assertNotSame(monitor, monitor.answered(early, now));
        now += PAPER.interval();
        monitor = monitor.requested(PAPER, now);
        assertSame(monitor, monitor.answered(early, now));
    }

    @Test
    void whatIsOpenIsBounded() {
        for (int count = 0; count < 10_000; count++) {
            monitor = monitor.requestedBeside(now);
        }
        assertEquals(128, monitor.open().requests().size());
        assertSame(monitor, monitor.answered(10_000 - 128, now));
        assertNotSame(monitor, monitor.answered(10_000 - 127, now));
    }

    @Test
    void aBurstSettlesWhatWasAskedBeforeAndNotItself() {
        tickWhenDue();
        final int before = monitor.sequence();
        now += 10 * MILLI;
        final long begun = now;
        monitor = monitor.requestedBeside(now);
        now += 40 * MILLI;
        monitor = monitor.lost(PAPER, begun);
        assertSame(monitor, monitor.answered(before, now));
        monitor = monitor.answered(before + 1, now);
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @Test
    void anAnswerWithoutANumberAnswersAllThatWasAskedAndCountsOnce() {
        tickWhenDue();
        monitor = monitor.witnessing(now);
        monitor = monitor.answered(now);
        assertEquals(1, monitor.received());
        assertSame(monitor, monitor.answered(now));
    }
}
