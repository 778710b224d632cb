/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.LongestStall;
import io.understudy.core.model.HeartbeatConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A primary that is silent for a while and lives: the next time it is given longer.
 */
final class LongestStallTest {
    /** Each silence is half as long again as the one before; the first is shorter than three checks 20 ms apart. */
    private static final List<Integer> GROWING = List.of(50, 75, 112, 168, 240);

    private final PairSimulation pair =
        PairSimulation.serving(SampleGroup.with(new HeartbeatConfiguration(10, 3, 20)));

    private void silence(final int millis) {
        pair.bridge(PREFERRED).sleep();
        pair.run(millis);
        pair.bridge(PREFERRED).wake();
        pair.run(500);
    }

    @Test
    void aPrimaryWhoseSilencesGrowKeepsTheRole() {
        GROWING.forEach(this::silence);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aSilenceThatComesUnexpectedTakesTheRole() {
        silence(112);
        assertEquals("open alternate", pair.moves().get(1));
    }

    @Test
    void aPrimaryThatHasBeenSilentAndThenDiesIsFoundAfterTwiceThatTime() {
        silence(50);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.runToMove("open alternate", 1_000);
        assertTrue(pair.since(died) <= 10 + 5 + 2 * (50 + 10) + 5, () -> pair.since(died) + " ms");
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        silence(50);
        pair.run(120_000);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.runToMove("open alternate", 1_000);
        assertTrue(pair.since(died) <= 10 + 5 + 3 * 20 + 5, () -> pair.since(died) + " ms");
    }

    @Test
    void anOutageTeachesNoPatience() {
        assertEquals(0, LongestStall.NONE.with(250_000_001, 5).expected(5));
        assertEquals(250_000_000, LongestStall.NONE.with(250_000_000, 5).expected(5));
    }

    @Test
    void aShorterSilenceDoesNotReplaceALongerOneUntilThatHasFaded() {
        final long minute = 60_000_000_000L;
        final var stall = LongestStall.NONE.with(80, 0);
        assertEquals(80, stall.with(70, minute - 1).expected(minute - 1));
        assertEquals(40, stall.expected(minute));
        assertEquals(41, stall.with(41, minute).expected(minute));
        assertEquals(0, stall.expected(100 * minute));
    }
}
