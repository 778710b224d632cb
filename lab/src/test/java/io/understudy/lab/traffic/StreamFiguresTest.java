/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/**
 * A stream of 1,000 frames, one every millisecond, sent at the times 5,000 ms, 5,001 ms and so on.
 */
class StreamFiguresTest {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FRAMES = 1000;
    private static final long START = 5000 * PERIOD;

    private final SequenceLog log = new SequenceLog();

    @Test
    void nothingLostIsNoOutage() {
        assertEquals(new StreamFigures(FRAMES, 0, 0, 0, 0, true), figures(sequence -> true));
    }

    @Test
    void theOutageIsTheLargestHoleAndNotTheSumOfAll() {
        // 10 frames are missing, then 200, then one.
        assertEquals(new StreamFigures(FRAMES, 211, 0, 200, 299, true),
            figures(sequence -> !(sequence >= 100 && sequence < 110 || sequence >= 300 && sequence < 500
                || sequence == 700)));
    }

    @Test
    void oneLostFrameIsAnOutageOfOnePeriod() {
        assertEquals(new StreamFigures(FRAMES, 1, 0, 1, 499, true), figures(sequence -> sequence != 500));
    }

    @Test
    void trafficThatNeverCameBackIsOutUntilTheLastFrameSent() {
        assertEquals(new StreamFigures(FRAMES, 600, 0, 600, 399, false), figures(sequence -> sequence < 400));
    }

    @Test
    void trafficThatFailedAgainAtTheEndHasNotRecovered() {
        final var figures = figures(sequence -> !(sequence >= 100 && sequence < 600 || sequence >= 800));
        assertEquals(500, figures.outageMillis());
        assertFalse(figures.recovered());
    }

    @Test
    void aFrameStillMissingAtTheVeryEndIsNoFailure() {
        assertTrue(figures(sequence -> sequence < FRAMES - 1).recovered());
    }

    @Test
    void trafficThatBeganToArriveLateWasOutBefore() {
        assertEquals(new StreamFigures(FRAMES, 250, 0, 250, 0, true), figures(sequence -> sequence >= 250));
    }

    @Test
    void nothingArrivedIsOutAllTheTime() {
        assertEquals(new StreamFigures(FRAMES, FRAMES, 0, 999, 0, false), figures(sequence -> false));
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        for (long sequence = FRAMES - 1; sequence >= 0; sequence--) {
            arrive(sequence);
        }
        assertEquals(new StreamFigures(FRAMES, 0, 0, 0, 0, true), figures());
    }

    @Test
    void superfluousCopiesAreCountedAndHideNoLoss() {
        for (int copy = 0; copy < 3; copy++) {
            arrive(7);
        }
        final var figures = figures(sequence -> sequence != 8);
        assertEquals(3, figures.duplicated());
        assertEquals(Collections.nCopies(3, START + 7 * PERIOD), log.summary().duplicatesSentNanos());
        assertEquals(1, figures.lost());
    }

    @Test
    void aStalledSenderIsNoOutage() {
        // The sender slept for 50 ms after frame 0; nothing was lost, so its own gap in time does not count.
        log.add(0, START);
        log.add(1, START + 50 * PERIOD);
        log.add(2, START + 50 * PERIOD);
        assertEquals(new StreamFigures(3, 0, 0, 0, 0, true),
            StreamFigures.of(new Transmission(3, START, START + 50 * PERIOD), log.summary(), PERIOD));
    }

    @Test
    void foreignSequenceNumbersAreIgnored() {
        log.add(-1, START);
        log.add(Long.MAX_VALUE, START);
        assertEquals(Reception.NOTHING, log.summary());
    }

    private StreamFigures figures(final LongPredicate arrives) {
        for (long sequence = 0; sequence < FRAMES; sequence++) {
            if (arrives.test(sequence)) {
                arrive(sequence);
            }
        }
        return figures();
    }

    private StreamFigures figures() {
        return StreamFigures.of(new Transmission(FRAMES, START, START + (FRAMES - 1) * PERIOD), log.summary(), PERIOD);
    }

    private void arrive(final long sequence) {
        log.add(sequence, START + sequence * PERIOD);
    }
}
