/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Percentiles of the last 64 durations, against a plain list that is sorted for every question.
 */
final class RecentSamplesTest {
    private static final int CAPACITY = 64;

    private static RecentSamples of(final long... durations) {
        var samples = RecentSamples.NONE;
        for (var duration : durations) {
            samples = samples.with(duration);
        }
        return samples;
    }

    /** The smallest duration that at least so many percent do not exceed. */
    private static long naive(final List<Long> durations, final int percent) {
        return durations.stream().sorted().filter(duration -> 100 * durations.stream()
            .filter(other -> other <= duration).count() >= (long) percent * durations.size()).findFirst().orElseThrow();
    }

    @Test
    void beforeAnythingWasMeasuredNothingIsSaid() {
        assertTrue(RecentSamples.NONE.isEmpty());
        assertEquals(-1, RecentSamples.NONE.last());
        assertEquals(-1, RecentSamples.NONE.percentile(95));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "10, 10", "11, 20", "50, 50", "51, 60", "95, 100", "100, 100"})
    void aPercentileIsThatOfTheNearestRank(final int percent, final long expected) {
        assertEquals(expected, of(40, 10, 90, 30, 100, 60, 20, 80, 50, 70).percentile(percent));
    }

    @Test
    void oneSampleIsEveryPercentile() {
        assertEquals(7, of(7).percentile(1));
        assertEquals(7, of(7).percentile(100));
        assertEquals(7, of(7).last());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 1_000_000})
    void theLastSixtyFourAreKeptWhateverTheirOrder(final int different) {
        final var random = new Random(different);
        final var all = new ArrayList<Long>();
        var samples = RecentSamples.NONE;
        for (int count = 1; count <= 3 * CAPACITY + 5; count++) {
            final long duration = random.nextInt(different);
            all.add(duration);
            samples = samples.with(duration);
            final var kept = all.subList(Math.max(0, count - CAPACITY), count);
            assertEquals(duration, samples.last());
            assertFalse(samples.isEmpty());
            for (int percent = 1; percent <= 100; percent += 3) {
                assertEquals(naive(kept, percent), samples.percentile(percent), kept::toString);
            }
        }
    }

    @Test
    void whatWasMeasuredIsNotChangedByWhatIsMeasuredLater() {
        final var before = of(1, 2, 3);
        before.with(4);
        assertEquals(3, before.last());
        assertEquals(3, before.percentile(100));
    }

    @Test
    void theSameMeasurementsInTheSameOrderAreEqual() {
        assertEquals(of(1, 2, 3), of(1, 2, 3));
        assertEquals(of(1, 2, 3).hashCode(), of(1, 2, 3).hashCode());
        assertNotEquals(of(1, 2, 3), of(1, 3, 2));
        assertNotEquals(of(1, 2, 3).hashCode(), of(1, 3, 2).hashCode());
        assertNotEquals(of(1, 2), of(1, 2, 3));
        assertNotEquals(new Object(), of(1));
        final var full = new long[CAPACITY];
        assertNotEquals(of(full), of(full).with(0), "the next one takes the place of another");
        assertEquals("3 samples, last 3 ns", of(1, 2, 3).toString());
    }
}
