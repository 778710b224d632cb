/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.HeartbeatConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The heartbeats towards one bridge, on a clock that the tests turn.
 */
final class HeartbeatMonitorTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 7_000 * MILLI;
    private static final HeartbeatConfiguration PAPER = HeartbeatConfiguration.DEFAULT;

    private long now = START;
    private HeartbeatMonitor monitor = HeartbeatMonitor.STOPPED.start(START);

    /** What a tick does. */
    private void tick(final HeartbeatConfiguration configuration) {
        monitor = monitor.judged(configuration, now);
        if (monitor.mustSend(now)) {
            monitor = monitor.requested(configuration, now);
        }
    }

    /** Ticks at the due time, plus some lateness. */
    private void tickWhenDue(final HeartbeatConfiguration configuration, final long late) {
        now = monitor.nextDue(configuration) + late;
        tick(configuration);
    }

    private void tickWhenDue() {
        tickWhenDue(PAPER, 0);
    }

    private void answer() {
        monitor = monitor.answered(monitor.sequence(), now);
    }

    /** Sends a request and lets it be answered at once. */
    private void exchange() {
        tickWhenDue();
        answer();
    }

    private void missOne() {
        final int before = monitor.misses();
        while (monitor.misses() == before) {
            tickWhenDue();
        }
    }

    @Test
    void saysNothingBeforeTheFirstAnswer() {
        tickWhenDue();
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER));
        answer();
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
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
        assertEquals(START + 100 * PAPER.intervalNanos(), monitor.nextDue(PAPER));
        assertEquals(100, monitor.sent());
        assertEquals(100, monitor.received());
    }

    @Test
    void aPauseIsNotMadeUpForByABurst() {
        exchange();
        tickWhenDue(PAPER, 10 * PAPER.intervalNanos());
        answer();
        assertEquals(2, monitor.sent());
        assertEquals(now + PAPER.intervalNanos(), monitor.nextDue(PAPER));
    }

    @Test
    void isDownAfterTheMultiplierAndUpWithTheFirstAnswer() {
        exchange();
        missOne();
        missOne();
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
        missOne();
        assertEquals(EvidenceState.DOWN, monitor.state(PAPER));
        exchange();
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
        assertEquals(0, monitor.misses());
    }

    @Test
    void aBridgeThatNeverAnsweredIsFoundDownToo() {
        missOne();
        missOne();
        missOne();
        assertEquals(EvidenceState.DOWN, monitor.state(PAPER));
    }

    @ParameterizedTest
    @CsvSource({"1000, 3", "1000, 2", "100, 3", "60000, 255", "20, 5"})
    void findsADeadBridgeInTime(final int interval, final int multiplier) {
        final var configuration = new HeartbeatConfiguration(interval, multiplier, 20);
        tickWhenDue(configuration, 0);
        answer();
        // the worst moment: just after an answer
        final long died = now;
        while (monitor.state(configuration) != EvidenceState.DOWN) {
            tickWhenDue(configuration, 0);
        }
        assertEquals(multiplier * configuration.intervalNanos() + configuration.intervalNanos() / 2, now - died);
    }

    @Test
    void anAnswerThatComesLateStillProvesLife() {
        exchange();
        tickWhenDue();
        final int missed = monitor.sequence();
        missOne();
        missOne();
        final long roundTrip = monitor.roundTrip();
        monitor = monitor.answered(missed, now);
        assertEquals(0, monitor.misses());
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
        assertEquals(roundTrip, monitor.roundTrip(), "the time of a late answer is not known");
    }

    @Test
    void anAnswerToAnEarlierRequestDoesNotAnswerTheLastOne() {
        tickWhenDue();
        final int earlier = monitor.sequence();
        missOne();
        tickWhenDue();
        monitor = monitor.answered(earlier, now);
        assertTrue(monitor.outstanding());
        missOne();
        assertEquals(1, monitor.misses());
    }

    @Test
    void measuresTheRoundTrip() {
        tickWhenDue();
        now += 3 * MILLI;
        answer();
        assertEquals(3 * MILLI, monitor.roundTrip());
    }

    @Test
    void aLateTimerIsNotALostHeartbeat() {
        exchange();
        missOne();
        tickWhenDue();
        tickWhenDue(PAPER, PAPER.intervalNanos() / 4 + 1);
        assertEquals(1, monitor.misses(), "the request was not judged");
        assertTrue(monitor.outstanding(), "and was sent anew at once");
        assertEquals(now, monitor.sentAt());
    }

    @Test
    void aTimerThatIsLateWithinTheToleranceCounts() {
        exchange();
        tickWhenDue();
        tickWhenDue(PAPER, PAPER.intervalNanos() / 4);
        assertEquals(1, monitor.misses());
    }

    @Test
    void shortIntervalsTolerateFiveMilliseconds() {
        final var fast = new HeartbeatConfiguration(10, 3, 5);
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
        tickWhenDue(PAPER, PAPER.intervalNanos());
        assertEquals(0, monitor.misses());
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void aProcessThatIsAlwaysLateStillFindsADeadBridge(final int multiplier) {
        final var configuration = new HeartbeatConfiguration(100, multiplier, 20);
        tickWhenDue(configuration, 0);
        answer();
        int ticks = 0;
        while (monitor.state(configuration) != EvidenceState.DOWN) {
            tickWhenDue(configuration, configuration.intervalNanos());
            ticks++;
            assertTrue(ticks <= 4 * multiplier + 4, () -> "not found: " + monitor);
        }
        assertEquals(multiplier, monitor.misses());
        assertEquals(multiplier, monitor.discounted());
    }

    @Test
    void anAnswerRenewsTheToleranceForLateTimers() {
        exchange();
        for (int count = 0; count < 10; count++) {
            if (!monitor.outstanding()) {
                tickWhenDue();
            }
            tickWhenDue(PAPER, PAPER.intervalNanos());
            assertEquals(0, monitor.misses());
            answer();
        }
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
    }

    @Test
    void remembersWhenTheFirstMissWasFound() {
        exchange();
        missOne();
        final long first = now;
        missOne();
        missOne();
        assertEquals(first, monitor.firstMissAt());
    }

    @Test
    void theSequenceWrapsAtSixteenBits() {
        for (int count = 1; count <= 0x10000; count++) {
            exchange();
            assertEquals(count & 0xffff, monitor.sequence());
        }
        assertEquals(EvidenceState.UP, monitor.state(PAPER));
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
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER));
        assertEquals(Long.MAX_VALUE, monitor.nextDue(PAPER));
        assertSame(monitor, monitor.answered(monitor.sequence(), now), "an answer after the stop means nothing");

        monitor = monitor.start(now);
        assertEquals(EvidenceState.UNKNOWN, monitor.state(PAPER));
        assertEquals(0, monitor.misses());
        assertEquals(4, monitor.sent(), "counters go on");
        assertSame(monitor, monitor.start(now + MILLI), "starting twice changes nothing");
    }
}
