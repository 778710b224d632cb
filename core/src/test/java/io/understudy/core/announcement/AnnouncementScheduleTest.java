/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnnouncementScheduleTest {
    @Test
    void byDefaultTheFiveRoundsOfTheModel() {
        assertEquals(List.of(0L, 50L, 200L, 450L, 800L),
            AnnouncementSchedule.roundOffsetsMillis(AnnouncementConfiguration.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        // rounds, initial delay, step, greatest delay, offsets
        "1, 50, 100, 550, 0",
        "8, 50, 100, 550, 0 50 200 450 800 1250 1800 2350",
        "4, 0, 0, 0, 0 0 0 0",
        "4, 100, 0, 550, 0 100 200 300",
        "3, 1000, 100, 550, 0 550 1100",
        "4, 65535, 65535, 65535, 0 65535 131070 196605"
    })
    void delayGrowsToItsBound(final int rounds, final int initial, final int step, final int greatest,
            final String offsets) {
        final var configuration =
            new AnnouncementConfiguration(AnnouncementMethod.RARP, rounds, initial, step, greatest, 0, 0, false);
        assertEquals(Arrays.stream(offsets.split(" ")).map(Long::valueOf).toList(),
            AnnouncementSchedule.roundOffsetsMillis(configuration));
    }
}
