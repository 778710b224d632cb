/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which answers belong to a burst, and when its silence may be judged.
 */
final class ConfirmationTest {
    private static final long START = 5_000;
    private static final long SPACING = 10;
    private static final long PATIENCE = 1_000;

    private static Confirmation burst(final int firstHeartbeat) {
        return Confirmation.begun(false, SPACING, firstHeartbeat, START, PATIENCE).roundSent(1, 2, START);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 0x8000, 0xfffe, 0xffff, 0})
    void whatWasSentSinceItsFirstHeartbeatBelongsToIt(final int first) {
        final int last = first + 2 & 0xffff;
        for (int place = 0; place <= 2; place++) {
            assertTrue(burst(first).contains(first + place & 0xffff, last), "number " + place);
        }
        assertFalse(burst(first).contains(first - 1 & 0xffff, last), "one that was sent before");
        assertFalse(burst(first).contains(first - 0x100 & 0xffff, last));
        assertFalse(burst(first).contains(last + 1 & 0xffff, last), "one that was not sent yet");
    }

    @Test
    void nothingBelongsToABurstThatHasNotBegun() {
        assertFalse(Confirmation.NONE.contains(0, 0));
        assertFalse(Confirmation.begun(false, SPACING, 7, START, PATIENCE).contains(7, 7));
    }

    @Test
    void theSilenceIsJudgedTwoSpacingsAfterTheFirstRoundWasCertainlySent() {
        final var sent = burst(7).sent(START + 3);
        assertEquals(START + 3 + 2 * SPACING, sent.judgementAt(START + SPACING));
        assertEquals(START + 500, sent.judgementAt(START + 500), "at once if that is over");
    }

    @Test
    void itIsGivenUpWhenItsPatienceEnds() {
        final var burst = burst(7);
        assertEquals(START + SPACING, burst.nextDue());
        assertEquals(START + PATIENCE, burst.waiting(Long.MAX_VALUE).nextDue());
        assertEquals(Long.MAX_VALUE, Confirmation.NONE.nextDue());
    }
}
