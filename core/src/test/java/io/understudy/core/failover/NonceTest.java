/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers in our requests: each of its own, and none tells of another.
 */
final class NonceTest {
    private static final int MANY = 200_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 42, -1, Long.MAX_VALUE, 0x1234_5678_9abc_def0L})
    void everyRequestOfALifeHasItsOwn(final long seed) {
        final var numbers = LongStream.rangeClosed(1, MANY).flatMap(request -> Arrays.stream(Side.values())
            .flatMapToLong(side -> Arrays.stream(Nonce.values()).mapToLong(kind -> kind.of(seed, side, request))))
            .sorted().toArray();
        for (int index = 1; index < numbers.length; index++) {
            assertNotEquals(numbers[index - 1], numbers[index], "longer than the sequence numbers last");
        }
    }

    @Test
    void anotherLifeHasOthers() {
        assertNotEquals(Nonce.HEARTBEAT.of(1, Side.PREFERRED, 1), Nonce.HEARTBEAT.of(2, Side.PREFERRED, 1));
    }

    /** A generator whose last step can be turned back gives its seed away, and with it all numbers to come. */
    @Test
    void whoHasSeenOneCannotComputeTheNext() {
        final long seed = 42;
        final long gamma = 0x9e37_79b9_7f4a_7c15L;
        final long seen = turnedBack(Nonce.INWARD_PROBE.of(seed, Side.ALTERNATE, 7));
        for (long steps = 1; steps <= 24; steps++) {
            assertNotEquals(Nonce.INWARD_PROBE.of(seed, Side.ALTERNATE, 8), finished(seen + steps * gamma));
        }
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long finished(final long state) {
        final long first = (state ^ state >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        final long second = (first ^ first >>> 27) * 0x94d0_49bb_1331_11ebL;
        return second ^ second >>> 31;
    }

    private static long turnedBack(final long number) {
        final long second = unshifted(number, 31) * inverse(0x94d0_49bb_1331_11ebL);
        final long first = unshifted(second, 27) * inverse(0xbf58_476d_1ce4_e5b9L);
        return unshifted(first, 30);
    }

    private static long unshifted(final long value, final int shift) {
        long result = value;
        for (int bits = shift; bits < Long.SIZE; bits += shift) {
            result = value ^ result >>> shift;
        }
        return result;
    }

    /** The inverse modulo 2^64, by Newton's iteration. */
    private static long inverse(final long odd) {
        long inverse = odd;
        for (int count = 0; count < 6; count++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    @Test
    void theDirectionsOfThePathAreToldApart() {
        assertEquals(Nonce.OUTWARD_PROBE, Nonce.of(PathDirection.OUTWARD));
        assertEquals(Nonce.INWARD_PROBE, Nonce.of(PathDirection.INWARD));
    }
}
