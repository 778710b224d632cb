/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the machine does when its own rules have failed. No event leads there, so a draft is made that says so.
 */
final class GateInvariantTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private Draft withGates(final Gate preferred, final Gate alternate) {
        final var draft = new Draft(pair.state(), pair.now());
        draft.update(Side.PREFERRED, bridge -> bridge.with(GateControl.known(preferred)));
        draft.update(Side.ALTERNATE, bridge -> bridge.with(GateControl.known(alternate)));
        return draft;
    }

    private static List<Command> enforced(final Draft draft) {
        GateInvariant.enforce(draft);
        return draft.finish(0).commands();
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoGatesThatAreKnownToBeOpenTheOneWithoutTheRoleIsClosedAndReported(final Side primary) {
        final var draft = withGates(Gate.OPEN, Gate.OPEN);
        draft.primary = Optional.of(primary);
        final var commands = enforced(draft);
        assertEquals(primary.other(), ((Command.CloseGate) commands.getFirst()).side());
        final var report = ((Command.ReportViolation) commands.getLast()).text();
        assertTrue(report.contains(draft.name(primary.other())), report);
        assertEquals(2, commands.size());
    }

    @ParameterizedTest
    @CsvSource({"OPEN, CLOSED", "OPEN, CLOSING", "OPENING, OPENING", "UNKNOWN, OPEN", "CLOSED, CLOSED"})
    void oneOpenGateAtMostIsNoViolation(final Gate preferred, final Gate alternate) {
        assertEquals(List.of(), enforced(withGates(preferred, alternate)));
    }

    @Test
    void whatAGateWasWhenItsBridgeWentIsNoViolation() {
        pair.disconnect(Side.PREFERRED);
        assertEquals(List.of(), enforced(withGates(Gate.OPEN, Gate.OPEN)));
    }
}
