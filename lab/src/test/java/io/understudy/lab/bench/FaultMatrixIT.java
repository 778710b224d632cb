/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.system.Distribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The faults of the matrix, those that {@code FailoverIT} has not from one side or, with {@code ./test --all}, all from
 * both: what a user would notice of it.
 */
@ExtendWith(Distribution.class)
class FaultMatrixIT {
    private static final FaultSettings SETTINGS = new FaultSettings(10, 500, Duration.ofSeconds(10), 0, List.of());
    private static final FaultSettings FEW_FRAMES = new FaultSettings(10, 200, Duration.ofSeconds(10), 0,
        List.of(Setting.parse("heartbeat/interval=10")));

    private static final Set<FaultCase> ELSEWHERE = EnumSet.of(FaultCase.BRIDGE_HOST, FaultCase.VSWITCHD_KILLED,
        FaultCase.VSWITCHD_STOPPED, FaultCase.UPLINK_CARRIER, FaultCase.PEER_LINK);

    private static Contender contender;
    private static Class<?> kind;

    @AfterAll
    static void remove() {
        if (contender != null) {
            contender.close();
            contender = null;
        }
    }

    @ParameterizedTest
    @MethodSource("faultsFromOneSide")
    void theRoleMovesExactlyWhereItMustAndNothingLoops(final FaultCase fault, final int from) {
        assertWithstood(fault, from);
    }

    @ParameterizedTest
    @MethodSource("allOtherFaults")
    @Tag("all")
    void theRoleMovesExactlyWhereItMustAndNothingLoopsWithAllOtherFaults(final FaultCase fault, final int from) {
        assertWithstood(fault, from);
    }

    /** Of the first bridge and of the second by turns. */
    static Stream<Arguments> faultsFromOneSide() {
        return Arrays.stream(FaultCase.values()).filter(fault -> !ELSEWHERE.contains(fault))
            .map(fault -> Arguments.of(fault, 1 + fault.ordinal() % 2));
    }

    static Stream<Arguments> allOtherFaults() {
        return Arrays.stream(FaultCase.values()).flatMap(fault -> IntStream.rangeClosed(1, 2)
            .filter(side -> ELSEWHERE.contains(fault) || side != 1 + fault.ordinal() % 2)
            .mapToObj(side -> Arguments.of(fault, side)));
    }

    private static void assertWithstood(final FaultCase fault, final int from) {
        final var run = run(UnderstudyContender.class,
            () -> UnderstudyContender.start(SETTINGS, RestconfClient.local()), fault, from);
        assertAll(run.toString(),
            () -> assertEquals(0, run.looped(), "frames that came back to their senders"),
            // A switch process that goes on forwards what comes in until it has read its messages and revalidated
            // its cache: each broadcast of those milliseconds arrives once by either bridge.
            () -> assertTrue(fault == FaultCase.VSWITCHD_STOPPED || run.duplicated() == 0,
                "frames that arrived twice"),
            () -> assertMoves(fault, run, contender),
            () -> assertTrue(run.recovered(), "traffic came back both ways"),
            // On a busy machine the bridges of the testbed may lose frames by themselves.
            () -> assertTrue(fault.takeover() || fault == FaultCase.LOAD || run.lost() == 0, "nothing is lost"));
    }

    /**
     * With so few frames the queue of the stopped process is not full when the role moves, and what the new primary
     * floods lies in it when that process goes on.
     */
    @Test
    void aProcessThatGoesOnSendsNothingBackThatWasFloodedMeanwhile() {
        goOnAfterFewFrames(1);
    }

    @Test
    @Tag("all")
    void aProcessThatGoesOnSendsNothingBackThatWasFloodedMeanwhileFromTheOtherSide() {
        goOnAfterFewFrames(2);
    }

    private static void goOnAfterFewFrames(final int from) {
        remove();
        try (var few = UnderstudyContender.start(FEW_FRAMES, RestconfClient.local())) {
            final var run = few.run(FaultCase.VSWITCHD_STOPPED, from);
            assertAll(run.toString(),
                () -> assertEquals(0, run.looped(), "frames that came back to their senders"),
                () -> assertMoves(FaultCase.VSWITCHD_STOPPED, run, few),
                () -> assertTrue(run.recovered(), "traffic came back both ways"));
        }
    }

    /**
     * A switch process that hangs for longer than 3 s loses its connections, and a busy machine may need so long to see
     * the takeover. When it goes on with its gate open, only the other gate can be closed: the role moves back.
     */
    private static void assertMoves(final FaultCase fault, final FaultRun run, final Contender pair) {
        if (fault == FaultCase.VSWITCHD_STOPPED && run.failovers() == 2) {
            // one that left a mess has been taken down
            final var events = pair == null ? run.toString() : pair.describe();
            assertTrue(events.contains("lost its OpenFlow connection")
                && events.contains("was taken for dead and is not"), events);
        } else {
            assertEquals(fault.takeover() ? 1 : 0, run.failovers(), "moves of the role");
        }
    }

    @ParameterizedTest
    @MethodSource("faultsThatTheReferenceSees")
    @Tag("all")
    void theReferenceTakesOverOnceAndTrafficComesBack(final FaultCase fault) {
        theReferenceTakesOver(fault, 1);
        theReferenceTakesOver(fault, 2);
    }

    private static void theReferenceTakesOver(final FaultCase fault, final int from) {
        final var run = run(ReferenceContender.class, () -> ReferenceContender.start(SETTINGS), fault, from);
        assertEquals(1, run.failovers(), run.toString());
        assertTrue(run.recovered(), run.toString());
    }

    static Stream<FaultCase> faultsThatTheReferenceSees() {
        return Arrays.stream(FaultCase.values()).filter(FaultCase::seenByReference);
    }

    /** A contender serves all the faults, unless one of them leaves a mess. */
    private static FaultRun run(final Class<?> type, final Supplier<Contender> factory, final FaultCase fault,
            final int from) {
        if (kind != type) {
            remove();
        }
        if (contender == null) {
            contender = factory.get();
            kind = type;
        }
        boolean inOrder = false;
        try {
            final var run = contender.run(fault, from);
            inOrder = run.leftInOrder();
            return run;
        } finally {
            if (!inOrder) {
                remove();
            }
        }
    }
}
