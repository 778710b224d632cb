/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ranges and defaults are those of the YANG model.
 */
final class LearningAndAnnouncementRangesTest {
    @Test
    void defaultsAreThoseOfTheModel() {
        assertEquals(new LearningConfiguration(3600, 65536, 1000), LearningConfiguration.DEFAULT);
        assertEquals(new AnnouncementConfiguration(AnnouncementMethod.RARP, 5, 50, 100, 550, 0, 0, false),
            AnnouncementConfiguration.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "4294967295, 1000000, 1000000"})
    void learningLimitsAreAllowed(final long agingTime, final int maxHosts, final long puntRate) {
        assertDoesNotThrow(() -> new LearningConfiguration(agingTime, maxHosts, puntRate));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, aging-time",
        "4294967296, 1, 1, aging-time",
        "0, 0, 1, max-hosts",
        "0, 1000001, 1, max-hosts",
        "0, 1, 0, punt-rate",
        "0, 1, 1000001, punt-rate"
    })
    void learningBeyondIsRefused(final long agingTime, final int maxHosts, final long puntRate, final String leaf) {
        final var message = assertThrows(IllegalArgumentException.class,
            () -> new LearningConfiguration(agingTime, maxHosts, puntRate)).getMessage();
        assertTrue(message.startsWith(leaf), message);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0, 0, 0", "20, 65535, 65535, 65535, 4294967295, 4294967295"})
    void announcementLimitsAreAllowed(final int rounds, final int initialDelay, final int step, final int maxDelay,
            final long rateLimit, final long refreshInterval) {
        assertDoesNotThrow(() -> new AnnouncementConfiguration(AnnouncementMethod.BOTH, rounds, initialDelay, step,
            maxDelay, rateLimit, refreshInterval, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0, rounds",
        "21, 0, 0, 0, 0, 0, rounds",
        "1, -1, 0, 0, 0, 0, initial-delay",
        "1, 65536, 0, 0, 0, 0, initial-delay",
        "1, 0, -1, 0, 0, 0, step",
        "1, 0, 65536, 0, 0, 0, step",
        "1, 0, 0, -1, 0, 0, max-delay",
        "1, 0, 0, 65536, 0, 0, max-delay",
        "1, 0, 0, 0, -1, 0, rate-limit",
        "1, 0, 0, 0, 4294967296, 0, rate-limit",
        "1, 0, 0, 0, 0, -1, refresh-interval",
        "1, 0, 0, 0, 0, 4294967296, refresh-interval"
    })
    void announcementBeyondIsRefused(final int rounds, final int initialDelay, final int step, final int maxDelay,
            final long rateLimit, final long refreshInterval, final String leaf) {
        final var message = assertThrows(IllegalArgumentException.class,
            () -> new AnnouncementConfiguration(AnnouncementMethod.RARP, rounds, initialDelay, step, maxDelay,
                rateLimit, refreshInterval, false)).getMessage();
        assertTrue(message.startsWith(leaf), message);
    }
}
