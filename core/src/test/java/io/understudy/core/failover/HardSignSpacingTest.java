/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.ProbeTiming;
import io.understudy.core.evidence.RecentSamples;
import io.understudy.core.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How far apart the checks are that confirm a hard sign, by the round trips that were measured.
 */
final class HardSignSpacingTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        # round trip, connected, spacing, all in microseconds
        300,          true,      1000
        300,          false,     1000
        1500,         true,      1000
        1500,         false,     1000
        3000,         true,      2000
        6000,         true,      4000
        6000,         false,     3000
        60000,        true,      40000
        60000,        false,     30000
        600000,       true,      250000
        600000,       false,     250000""")
    void threeChecksLastSomewhatLongerThanARoundTrip(final long roundTrip, final boolean connected,
            final long spacing) {
        assertEquals(spacing * 1_000, Timing.hardSpacing(RecentSamples.NONE.with(roundTrip * 1_000), connected));
    }

    @Test
    void aRareLongRoundTripDoesNotCount() {
        var roundTrips = RecentSamples.NONE;
        for (int count = 1; count <= 40; count++) {
            roundTrips = roundTrips.with(count % 40 == 0 ? 90_000_000 : 6_000_000);
        }
        assertEquals(4_000_000, Timing.hardSpacing(roundTrips, true));
    }

    @Test
    void beforeARoundTripWasMeasuredFiveMillisecondsAreAssumed() {
        assertEquals(Timing.hardSpacing(RecentSamples.NONE.with(5_000_000), true),
            Timing.hardSpacing(RecentSamples.NONE, true));
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsAreMeasuredAnewInQuickSuccessionOnceABridgeHasReturned(final Side returned) {
        final var pair = PairSimulation.serving(SampleGroup.DEFAULT);
        pair.run(60_000);
        pair.disconnect(returned);
        pair.run(10_000);
        pair.connect(returned);
        pair.run(1_000);
        assertFalse(roundTrips(pair).isFresh());
        pair.run(4_000);
        assertTrue(roundTrips(pair).isFresh());
        assertHeartbeatsEverySecond(pair);
    }

    @ParameterizedTest
    @EnumSource
    void andOnceItHasBeenToldOfAllHosts(final Side told) {
        final var pair = PairSimulation.serving(SampleGroup.DEFAULT);
        pair.run(60_000);
        assertTrue(roundTrips(pair).isFresh());
        pair.step(new Event.HostsWritten(told));
        assertFalse(roundTrips(pair).isFresh());
        pair.run(4_500);
        assertTrue(roundTrips(pair).isFresh());
        assertHeartbeatsEverySecond(pair);
    }

    /** The answer to one comes after the next one was sent, so it cannot be told how long it took. */
    @Test
    void whereTheyCannotBeMeasuredInQuickSuccessionItIsNotTriedForEver() {
        var monitor = ProbeMonitor.STOPPED.start(0);
        long now = 0;
        for (int number = 1; number <= 300; number++) {
            final var timing = timing(monitor);
            monitor = monitor.requested(timing, now);
            now += timing.interval();
            monitor = monitor.answered(number - 1, now);
        }
        assertTrue(monitor.roundTrips().isEmpty());
        assertEquals(SampleGroup.DEFAULT.heartbeat().intervalNanos(), timing(monitor).interval());
    }

    private static ProbeTiming timing(final ProbeMonitor monitor) {
        return ProbeTiming.of(SampleGroup.DEFAULT.heartbeat(), monitor.roundTrips(), monitor.isAcquainted());
    }

    private static void assertHeartbeatsEverySecond(final PairSimulation pair) {
        final long sent = heartbeat(pair).sent();
        pair.run(10_000);
        assertEquals(10, heartbeat(pair).sent() - sent);
    }

    private static ProbeMonitor heartbeat(final PairSimulation pair) {
        return pair.state().bridge(pair.state().primary().orElseThrow()).heartbeat();
    }

    private static RecentSamples roundTrips(final PairSimulation pair) {
        return heartbeat(pair).roundTrips();
    }
}
