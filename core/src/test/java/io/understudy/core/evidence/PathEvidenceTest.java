/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.PathProbeConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When the absence of probes proves that a bridge does not forward: only where they are known to arrive otherwise.
 */
final class PathEvidenceTest {
    private static final long MILLI = 1_000_000;
    private static final long GRACE = 10_000 * MILLI;
    private static final long START = 100_000 * MILLI;
    private static final PathProbeConfiguration PROBED = PathProbeConfiguration.DEFAULT;
    private static final ProbeTiming TIMING = new ProbeTiming(1_000 * MILLI, 3, 500 * MILLI);
    private static final PathSigns FRESH = PathSigns.STOPPED.start(START);
    private static final PathSigns LOST = lost(FRESH);

    private static PathSigns lost(final PathSigns signs) {
        return signs.mapped(monitor -> monitor.lost(TIMING, START));
    }

    /** Probes through a bridge of which one came through at a moment. */
    private static PathSigns arrived(final long at) {
        return arrived(PathSigns.STOPPED.start(START - 2 * GRACE), PathDirection.OUTWARD, at);
    }

    /** One more is sent, and comes through at once. */
    private static PathSigns arrived(final PathSigns signs, final PathDirection direction, final long at) {
        final var sent = signs.with(direction, signs.monitor(direction).requested(TIMING, at));
        return sent.arrived(direction, sent.monitor(direction).sequence(), at);
    }

    private static PathEvidence evidence(final PathSigns signs, final PathSigns other, final long otherSince,
            final long now) {
        return signs.evidence(PROBED, other, otherSince, GRACE, now);
    }

    private static PathEvidence evidence(final PathSigns signs, final PathSigns other) {
        return evidence(signs, other, 0, START + MILLI);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # outward, inward,  together
        UP,        UP,      UP
        UP,        DOWN,    UP
        DOWN,      UP,      UP
        UNKNOWN,   UP,      UP
        UP,        UNKNOWN, UP
        DOWN,      DOWN,    DOWN
        DOWN,      UNKNOWN, UNKNOWN
        UNKNOWN,   DOWN,    UNKNOWN
        UNKNOWN,   UNKNOWN, UNKNOWN""")
    void oneDirectionIsEnoughToForwardAndBothMustBeLost(final EvidenceState outward, final EvidenceState inward,
            final EvidenceState together) {
        var signs = FRESH;
        for (var direction : PathDirection.values()) {
            final var state = direction == PathDirection.OUTWARD ? outward : inward;
            final var monitor = signs.monitor(direction);
            signs = signs.with(direction, switch (state) {
                case UP -> monitor.requested(TIMING, START).answered(1, START);
                case DOWN -> monitor.lost(TIMING, START);
                case UNKNOWN -> monitor;
            });
        }
        assertEquals(together, signs.state(PROBED));
    }

    @Test
    void probesThatAreSwitchedOffSayNothingElse() {
        final var off = new PathProbeConfiguration(false, 1000, 3);
        assertEquals(PathEvidence.OFF, LOST.evidence(off, PathSigns.STOPPED, 0, GRACE, START));
        assertEquals(PathEvidence.OFF, arrived(START).evidence(off, PathSigns.STOPPED, 0, GRACE, START));
    }

    @ParameterizedTest
    @EnumSource
    void whatCameThroughAndNoLongerDoesIsProvedDown(final PathDirection direction) {
        final var heard = arrived(FRESH, direction, START);
        assertEquals(PathEvidence.UP, evidence(heard, PathSigns.STOPPED));
        assertEquals(PathEvidence.DOWN, evidence(lost(heard), PathSigns.STOPPED));
    }

    @Test
    void whatNeverCameThroughProvesNothing() {
        assertEquals(PathEvidence.UNPROVEN, evidence(FRESH, PathSigns.STOPPED));
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, PathSigns.STOPPED));
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, PathSigns.STOPPED, 0, START + 100 * GRACE));
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, lost(FRESH), 0, START + 100 * GRACE));
    }

    @Test
    void arrivalsThroughTheOneThatHadTheRoleAMomentAgoProveThatTheWayIsOpen() {
        assertEquals(PathEvidence.DOWN, evidence(LOST, arrived(START)));
        assertEquals(PathEvidence.DOWN, evidence(LOST, arrived(START - GRACE)));
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, arrived(START - GRACE - 1)), "but not long ago");
    }

    @Test
    void arrivalsInEitherDirectionProveIt() {
        final var inward = arrived(PathSigns.STOPPED.start(START - 2 * GRACE), PathDirection.INWARD, START);
        assertEquals(PathEvidence.DOWN, evidence(LOST, inward));
    }

    @Test
    void theyProveNothingIfTheSenderHasConnectedAnewSince() {
        assertEquals(PathEvidence.DOWN, evidence(LOST, arrived(START), START, START + MILLI));
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, arrived(START), START + 1, START + MILLI));
    }

    @Test
    void arrivalsRightBeforeTheWatchBeganAgainProveItUnlessTheSenderHasConnectedSince() {
        final var again = lost(arrived(FRESH, PathDirection.INWARD, START).stop().start(START + MILLI));
        assertEquals(PathEvidence.DOWN, evidence(again, PathSigns.STOPPED, START, START + MILLI));
        assertEquals(PathEvidence.UNPROVEN, evidence(again, PathSigns.STOPPED, START + 1, START + MILLI));
        assertEquals(PathEvidence.UNPROVEN, evidence(again.distrust(), PathSigns.STOPPED, START, START + MILLI));
    }

    @Test
    void afterTheGraceWhatOnceCameThroughIsProofEnough() {
        final var once = lost(arrived(START - 2 * GRACE).stop().start(START));
        assertEquals(PathEvidence.UNPROVEN, evidence(once, PathSigns.STOPPED, 0, START + GRACE - 1));
        assertEquals(PathEvidence.DOWN, evidence(once, PathSigns.STOPPED, 0, START + GRACE));
        final var other = arrived(START - 2 * GRACE);
        assertEquals(PathEvidence.UNPROVEN, evidence(LOST, other, START, START + GRACE - 1));
        assertEquals(PathEvidence.DOWN, evidence(LOST, other, START, START + GRACE));
    }

    @Test
    void afterAnAbsenceThatHadAnotherReasonOnlyAnArrivalRestoresTheTrust() {
        final var distrusted = lost(arrived(FRESH, PathDirection.INWARD, START)).distrust();
        assertEquals(PathEvidence.UNPROVEN, evidence(distrusted, PathSigns.STOPPED));
        assertEquals(PathEvidence.UNPROVEN, evidence(distrusted.stop().start(START).mapped(monitor ->
            monitor.lost(TIMING, START)), PathSigns.STOPPED, 0, START + GRACE), "not even a new start does");
        final var restored = arrived(distrusted, PathDirection.OUTWARD, START + MILLI);
        assertEquals(PathEvidence.UP, evidence(restored, PathSigns.STOPPED));
        assertEquals(PathEvidence.DOWN, evidence(lost(restored), PathSigns.STOPPED));
    }

    @Test
    void probesThatAreNotSentAreNotHeard() {
        assertFalse(PathSigns.STOPPED.running());
        assertSame(PathSigns.STOPPED, PathSigns.STOPPED.arrived(PathDirection.OUTWARD, 0, START));
        assertSame(PathSigns.STOPPED, PathSigns.STOPPED.stop());
        assertTrue(FRESH.running());
        assertSame(FRESH, FRESH.start(START + MILLI), "starting twice changes nothing");
        assertEquals(START, FRESH.watchedSince());
        assertEquals(START + GRACE, FRESH.stop().start(START + GRACE).watchedSince());
    }

    @Test
    void bothDirectionsAreBroughtForwardTogether() {
        final var sent = FRESH.mapped(monitor -> monitor.requested(TIMING, START).answered(1, START));
        final var hurried = sent.hurried(START + MILLI);
        for (var direction : PathDirection.values()) {
            assertEquals(START + MILLI, hurried.monitor(direction).nextDue(TIMING));
        }
    }
}
