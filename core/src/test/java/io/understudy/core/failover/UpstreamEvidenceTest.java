/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.ProbeTiming;
import io.understudy.core.evidence.UpstreamSigns;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the targets behind an uplink say together, and how two uplinks are compared.
 */
final class UpstreamEvidenceTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 5_000 * MILLI;
    private static final ProbeTiming TIMING = new ProbeTiming(1_000 * MILLI, 3, 500 * MILLI);
    private static final UpstreamConfiguration ANY =
        new UpstreamConfiguration(SampleGroup.targets(1, 2), 1000, 3, Policy.ANY);
    private static final UpstreamConfiguration ALL =
        new UpstreamConfiguration(SampleGroup.targets(1, 2), 1000, 3, Policy.ALL);

    private static UpstreamSigns of(final ProbeMonitor... monitors) {
        final var targets = ImmutableMap.<InetAddress, ProbeMonitor>builder();
        for (int number = 1; number <= monitors.length; number++) {
            targets.put(SampleGroup.targets(number).iterator().next(), monitors[number - 1]);
        }
        return new UpstreamSigns(targets.build());
    }

    /** A target that was asked at a moment, and has answered a millisecond later or not at all. */
    private static ProbeMonitor asked(final long at, final boolean answered) {
        final var monitor = ProbeMonitor.STOPPED.start(at).requested(TIMING, at);
        return answered ? monitor.answered(at + MILLI) : monitor;
    }

    private static ProbeMonitor monitor(final EvidenceState state) {
        return switch (state) {
            case UP -> asked(START, true);
            case DOWN -> asked(START, true).lost(TIMING, START);
            case UNKNOWN -> asked(START, false);
        };
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # targets,           any,     all
        UP,                  UP,      UP
        DOWN,                DOWN,    DOWN
        UNKNOWN,             UNKNOWN, UNKNOWN
        UP UP,               UP,      UP
        UP DOWN,             UP,      DOWN
        DOWN UP,             UP,      DOWN
        DOWN DOWN,           DOWN,    DOWN
        UNKNOWN UP,          UP,      UNKNOWN
        UP UNKNOWN,          UP,      UNKNOWN
        UNKNOWN DOWN,        UNKNOWN, DOWN
        DOWN UNKNOWN,        UNKNOWN, DOWN
        DOWN UNKNOWN DOWN,   UNKNOWN, DOWN
        UP UNKNOWN UP,       UP,      UNKNOWN""")
    void thePolicyCombinesTheTargets(final String targets, final EvidenceState any, final EvidenceState all) {
        final var signs = of(Arrays.stream(targets.split(" ")).map(EvidenceState::valueOf)
            .map(UpstreamEvidenceTest::monitor).toArray(ProbeMonitor[]::new));
        assertEquals(any, signs.state(ANY));
        assertEquals(all, signs.state(ALL));
    }

    @Test
    void withoutTargetsNothingIsKnown() {
        assertEquals(EvidenceState.UNKNOWN, UpstreamSigns.NONE.state(ANY));
        assertEquals(EvidenceState.UNKNOWN, UpstreamSigns.NONE.state(ALL));
    }

    @Test
    void anUplinkWorksSinceTheOthersLastQuestionIfItsAnswerCameNoEarlier() {
        final var works = of(asked(START, true));
        assertTrue(works.worksSince(of(asked(START, false)), ANY));
        assertTrue(works.worksSince(of(asked(START + MILLI, false)), ANY), "at the same moment");
        assertFalse(works.worksSince(of(asked(START + MILLI + 1, false)), ANY), "both may be lost since");
        assertFalse(works.worksSince(of(asked(START, false), asked(START + 2 * MILLI, false)), ANY),
            "the latest question counts");
        assertFalse(of(asked(START, false)).worksSince(of(asked(START, false)), ANY), "it must have answered");
    }

    @Test
    void withAnyOneLateAnswerIsEnoughAndWithAllItIsNot() {
        final var works = of(asked(START, true), asked(START + 1_000 * MILLI, true));
        final var lost = of(asked(START + 1_000 * MILLI, false));
        assertTrue(works.worksSince(lost, ANY));
        assertFalse(works.worksSince(lost, ALL));
        assertTrue(works.worksSince(of(asked(START, false)), ALL));
    }

    private static UpstreamConfiguration every(final int millis, final int... targets) {
        return new UpstreamConfiguration(SampleGroup.targets(targets), millis, 3, Policy.ANY);
    }

    /** When the targets behind an uplink were last probed; all of them at the same moment. */
    private static long probedAt(final PairSimulation group, final Side side) {
        final var targets = group.state().bridge(side).signs().upstream().targets();
        assertEquals(group.state().configuration().upstream().targets(), targets.keySet());
        final var moments = targets.values().stream().map(monitor -> monitor.schedule().sentAt())
            .collect(Collectors.toSet());
        assertEquals(1, moments.size(), moments::toString);
        return moments.iterator().next();
    }

    @ParameterizedTest
    @CsvSource({"1", "337", "698", "699", "700"})
    void bothUplinksAreProbedAtTheSameMomentsWheneverTheirBridgesCame(final int later) {
        final var group = new PairSimulation(SampleGroup.with(every(700, 1, 2)));
        final long started = group.state().life().startedAt();
        group.connect(Side.PREFERRED);
        group.run(later);
        group.connect(Side.ALTERNATE);
        while (group.state().bridge(Side.ALTERNATE).channel() != Channel.READY) {
            group.run(1);
        }
        final long ready = group.now();
        final long untilGrid = (700 * MILLI - (ready - started) % (700 * MILLI)) % (700 * MILLI);
        group.run(untilGrid / MILLI);
        assertEquals(started + (ready - started) + untilGrid, probedAt(group, Side.ALTERNATE), "the very next moment");
        assertEquals(probedAt(group, Side.PREFERRED), probedAt(group, Side.ALTERNATE));
        group.run(7_000);
        assertEquals(probedAt(group, Side.PREFERRED), probedAt(group, Side.ALTERNATE));
        assertEquals(0, (probedAt(group, Side.PREFERRED) - started) % (700 * MILLI));
    }

    @ParameterizedTest
    @CsvSource({"700", "2600"})
    void byAnotherIntervalBothUplinksAreProbedAtTheSameMoments(final int interval) {
        final var group = PairSimulation.serving(SampleGroup.with(every(1000, 1)));
        group.run(337);
        group.step(new Event.ConfigurationChanged(SampleGroup.with(every(interval, 1))));
        group.setUplink(Side.ALTERNATE, false);
        group.run(10);
        group.setUplink(Side.ALTERNATE, true);
        group.run(2 * interval);
        assertEquals(probedAt(group, Side.PREFERRED), probedAt(group, Side.ALTERNATE));
    }

    @Test
    void whatIsNoLongerConfiguredIsForgotten() {
        final var group = PairSimulation.serving(SampleGroup.with(every(1000, 1, 2)));
        group.setUpstream(Side.PREFERRED, false);
        group.setUpstream(Side.ALTERNATE, false);
        group.run(5_000);
        assertTrue(group.reasons().contains("upstream targets 192.0.2.1, 192.0.2.2 do not answer"), group::reasons);
        group.step(new Event.ConfigurationChanged(SampleGroup.with(every(1000, 2, 3))));
        assertEquals(SampleGroup.targets(2, 3),
            group.state().bridge(Side.PREFERRED).signs().upstream().targets().keySet());
        assertFalse(group.reasons().contains("192.0.2.1"), group::reasons);
        group.step(new Event.ConfigurationChanged(SampleGroup.DEFAULT));
        assertEquals(UpstreamSigns.NONE, group.state().bridge(Side.PREFERRED).signs().upstream());
        assertFalse(group.reasons().contains("upstream"), group::reasons);
    }

    @Test
    void anUplinkWithoutLinkIsNotProbed() {
        final var group = PairSimulation.serving(SampleGroup.with(every(1000, 1)));
        group.setUplink(Side.ALTERNATE, false);
        assertEquals(EvidenceState.UNKNOWN, group.state().bridge(Side.ALTERNATE).signs().upstream().state(ANY));
        group.run(10_000);
        assertFalse(group.reasons().contains("upstream targets"), group::reasons);
        group.setUplink(Side.ALTERNATE, true);
        group.run(2_000);
        assertEquals(EvidenceState.UP, group.state().bridge(Side.ALTERNATE).signs().upstream().state(ANY));
    }

    @Test
    void onlyTheTargetThatAnsweredIsHeard() {
        final var group = PairSimulation.serving(SampleGroup.with(every(1000, 1, 2)));
        group.setTarget(SampleGroup.targets(1).iterator().next(), false);
        group.run(5_000);
        final var targets = group.state().bridge(Side.PREFERRED).signs().upstream().targets();
        assertEquals(EvidenceState.DOWN, targets.get(SampleGroup.targets(1).iterator().next()).state(3));
        assertEquals(EvidenceState.UP, targets.get(SampleGroup.targets(2).iterator().next()).state(3));
    }
}
