/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.Side;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers in our requests, against the generator of the JDK that uses the same finalizer.
 */
final class NonceTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 42, -1, Long.MAX_VALUE, 0x1234_5678_9abc_def0L})
    void everyRequestOfALifeHasAPlaceOfItsOwnInTheSequence(final long seed) {
        final var sequence = new SplittableRandom(seed);
        for (int request = 0; request < 0x10000; request++) {
            for (var side : Side.values()) {
                for (var kind : Nonce.values()) {
                    assertEquals(sequence.nextLong(), kind.of(seed, side, request));
                }
            }
        }
    }

    @Test
    void theDirectionsOfThePathAreToldApart() {
        assertEquals(Nonce.OUTWARD_PROBE, Nonce.of(PathDirection.OUTWARD));
        assertEquals(Nonce.INWARD_PROBE, Nonce.of(PathDirection.INWARD));
    }
}
