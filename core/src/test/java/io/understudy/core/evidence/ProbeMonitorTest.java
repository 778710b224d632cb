/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests at an interval and their answers.
 */
final class ProbeMonitorTest extends ProbeMonitorStory {
    @Test
    void saysNothingBeforeTheFirstAnswer() {
        tickWhenDue();
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER.multiplier()));
        answer();
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @Test
    void theFirstRequestIsDueAtOnce() {
        assertEquals(START, monitor.nextDue(PAPER));
    }

    @Test
    void requestsKeepToTheGridAlthoughTheirTimerIsSlightlyLate() {
        for (int count = 0; count < 100; count++) {
            tickWhenDue(PAPER, count % 7 * MILLI);
            answer();
        }
        assertEquals(START + 100 * PAPER.interval(), monitor.nextDue(PAPER));
        assertEquals(100, monitor.sent());
        assertEquals(100, monitor.received());
    }

    @Test
    void aPauseIsNotMadeUpForByABurst() {
        exchange();
        tickWhenDue(PAPER, 10 * PAPER.interval());
        answer();
        assertEquals(2, monitor.sent());
        assertEquals(now + PAPER.interval(), monitor.nextDue(PAPER));
    }

    @Test
    void aPauseOfJustAnIntervalIsNoReasonToAskTwiceAtOnce() {
        exchange();
        tickWhenDue(PAPER, PAPER.interval());
        answer();
        assertEquals(now + PAPER.interval(), monitor.nextDue(PAPER));
    }

    @Test
    void isDownAfterTheMultiplierAndUpWithTheFirstAnswer() {
        exchange();
        missOne();
        missOne();
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
        missOne();
        assertEquals(EvidenceState.DOWN, monitor.state(PAPER.multiplier()));
        exchange();
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
        assertEquals(0, monitor.misses());
    }

    @Test
    void aBridgeThatNeverAnsweredIsFoundDownToo() {
        missOne();
        missOne();
        missOne();
        assertEquals(EvidenceState.DOWN, monitor.state(PAPER.multiplier()));
    }

    @ParameterizedTest
    @CsvSource({"1000, 3", "1000, 2", "100, 3", "60000, 255", "20, 5"})
    void findsADeadBridgeInTime(final int interval, final int multiplier) {
        final var timing = plain(interval, multiplier);
        tickWhenDue(timing, 0);
        answer();
        // the worst moment: just after an answer
        final long died = now;
        while (monitor.state(timing.multiplier()) != EvidenceState.DOWN) {
            tickWhenDue(timing, 0);
        }
        assertEquals(multiplier * timing.interval() + timing.interval() / 2, now - died);
    }

    @Test
    void anAnswerThatComesLateStillProvesLife() {
        exchange();
        tickWhenDue();
        final int missed = monitor.sequence();
        missOne();
        missOne();
        final long roundTrip = monitor.roundTrips().last();
        monitor = monitor.answered(missed, now);
        assertEquals(0, monitor.misses());
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
        assertEquals(roundTrip, monitor.roundTrips().last(), "the time of a late answer is not known");
    }

    @Test
    void anAnswerToAnEarlierRequestDoesNotAnswerTheLastOne() {
        tickWhenDue();
        final int earlier = monitor.sequence();
        missOne();
        tickWhenDue();
        monitor = monitor.answered(earlier, now);
        assertTrue(monitor.schedule().outstanding());
        missOne();
        assertEquals(1, monitor.misses());
    }

    @Test
    void measuresTheRoundTrip() {
        tickWhenDue();
        now += 3 * MILLI;
        answer();
        assertEquals(3 * MILLI, monitor.roundTrips().last());
    }

    @Test
    void aLateTimerIsNotALostHeartbeat() {
        exchange();
        missOne();
        tickWhenDue();
        tickWhenDue(PAPER, PAPER.interval() / 4 + 1);
        assertEquals(1, monitor.misses(), "the request was not judged");
        assertTrue(monitor.schedule().outstanding(), "and was sent anew at once");
        assertEquals(now, monitor.schedule().sentAt());
    }

    @Test
    void aTimerThatIsLateWithinTheToleranceCounts() {
        exchange();
        tickWhenDue();
        tickWhenDue(PAPER, PAPER.interval() / 4);
        assertEquals(1, monitor.misses());
    }

    @Test
    void shortIntervalsTolerateFiveMilliseconds() {
        final var fast = plain(10, 3);
        tickWhenDue(fast, 0);
        answer();
        tickWhenDue(fast, 0);
        tickWhenDue(fast, 5 * MILLI);
        assertEquals(1, monitor.misses());
        tickWhenDue(fast, 5 * MILLI + 1);
        assertEquals(1, monitor.misses());
    }

    @Test
    void afterAPauseOfAnIntervalEvidenceIsGatheredAnew() {
        exchange();
        missOne();
        missOne();
        tickWhenDue();
        tickWhenDue(PAPER, PAPER.interval());
        assertEquals(0, monitor.misses());
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void aProcessThatIsAlwaysLateStillFindsADeadBridge(final int multiplier) {
        final var timing = plain(100, multiplier);
        tickWhenDue(timing, 0);
        answer();
        int ticks = 0;
        while (monitor.state(timing.multiplier()) != EvidenceState.DOWN) {
            tickWhenDue(timing, timing.interval());
            ticks++;
            assertTrue(ticks <= 4 * multiplier + 4, () -> "not found: " + monitor);
        }
        assertEquals(multiplier, monitor.misses());
        assertEquals(multiplier, monitor.silence().discounted());
    }

    @Test
    void oneThatIsAlwaysLateByLessThanAnIntervalFindsItWithTheMissesThatItHas() {
        exchange();
        missOne();
        int late = 0;
        while (monitor.silence().discounted() < PAPER.multiplier()) {
            tickWhenDue(PAPER, monitor.schedule().outstanding() ? PAPER.interval() / 2 : 0);
            late++;
            assertEquals(1, monitor.misses(), "what was missed before still counts");
            assertTrue(late <= 20, () -> "never enough: " + monitor);
        }
        missOne();
        assertEquals(2, monitor.misses());
    }

    @Test
    void anAnswerRenewsTheToleranceForLateTimers() {
        exchange();
        for (int count = 0; count < 10; count++) {
            if (!monitor.schedule().outstanding()) {
                tickWhenDue();
            }
            tickWhenDue(PAPER, PAPER.interval());
            assertEquals(0, monitor.misses());
            answer();
        }
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @Test
    void requestsThatMayNotHaveBeenSentAreNoMisses() {
        exchange();
        for (int count = 1; count <= 10; count++) {
            stall();
            assertEquals(0, monitor.misses());
            assertEquals(count, monitor.silence().unanswered());
        }
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @Test
    void theProofThatTheyWereSentMakesOneMissForTheyMayHaveBeenSentTogether() {
        exchange();
        stall();
        final long asked = now;
        stall();
        monitor = monitor.proven(PAPER, asked);
        assertEquals(1, monitor.misses());
        monitor = monitor.proven(PAPER, now);
        assertEquals(1, monitor.misses(), "nothing is in doubt any more");
    }

    @Test
    void whatWasAskedBeforeTheRequestWasOverdueProvesNothing() {
        exchange();
        stall();
        monitor = monitor.proven(PAPER, now - 1);
        assertEquals(0, monitor.misses());
    }

    @Test
    void anAnswerAfterAllSettlesWhatWasInDoubt() {
        exchange();
        stall();
        answer();
        monitor = monitor.proven(PAPER, now);
        assertEquals(0, monitor.misses());
        assertEquals(0, monitor.silence().unanswered());
    }

    /** Sends one more request, and lets it become overdue without a proof that it was sent. */
    private void stall() {
        final int before = monitor.silence().unanswered();
        while (monitor.silence().unanswered() == before) {
            now = monitor.nextDue(PAPER);
            monitor = monitor.judged(PAPER, now);
            if (monitor.mustSend(now)) {
                monitor = monitor.requested(PAPER, now);
            }
        }
    }

    @Test
    void theSequenceWrapsAtSixteenBits() {
        for (int count = 1; count <= 0x10000; count++) {
            exchange();
            assertEquals(count & 0xffff, monitor.sequence());
        }
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
        assertEquals(0x10000, monitor.received());
        missOne();
        assertEquals(1, monitor.misses());
    }

    @Test
    void aStoppedMonitorSaysNothingAndForgetsMisses() {
        exchange();
        missOne();
        missOne();
        missOne();
        monitor = monitor.stop();
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER.multiplier()));
        assertEquals(Long.MAX_VALUE, monitor.nextDue(PAPER));
        assertSame(monitor, monitor.answered(monitor.sequence(), now), "an answer after the stop means nothing");

        monitor = monitor.start(now);
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER.multiplier()));
        assertEquals(0, monitor.misses());
        assertEquals(4, monitor.sent(), "counters go on");
        assertSame(monitor, monitor.start(now + MILLI), "starting twice changes nothing");
    }

    @Test
    void aRequestBesideTheScheduleIsNeitherAwaitedNorMissed() {
        tickWhenDue();
        final int scheduled = monitor.sequence();
        monitor = monitor.requestedBeside(now);
        assertEquals(scheduled + 1, monitor.sequence());
        now += 2 * MILLI;
        monitor = monitor.answered(scheduled, now);
        assertEquals(2 * MILLI, monitor.roundTrips().last(), "the scheduled one is still the one that is measured");
        assertEquals(START + PAPER.interval(), monitor.nextDue(PAPER), "and the grid stays");
        assertEquals(2, monitor.sent());
    }

    @Test
    void aBurstThatNobodyAnsweredIsALoss() {
        exchange();
        monitor = monitor.lost(PAPER, now);
        assertEquals(EvidenceState.DOWN, monitor.state(PAPER.multiplier()));
        exchange();
        assertEquals(EvidenceState.UP, monitor.state(PAPER.multiplier()));
    }

    @Test
    void theNextRequestCanBeBroughtForward() {
        exchange();
        now += MILLI;
        monitor = monitor.hurried(now);
        assertEquals(now, monitor.nextDue(PAPER));
        assertSame(ProbeMonitor.STOPPED, ProbeMonitor.STOPPED.hurried(now));
    }
}
