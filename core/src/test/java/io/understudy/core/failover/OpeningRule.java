/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.Side;

/**
 * Two open gates are a loop: a gate may be opened only if the other is known to be closed, or was told to close if it
 * can be told, and its bridge is judged lost.
 */
final class OpeningRule {
    private OpeningRule() {
        // only a function
    }

    /** Fails if a gate must not be opened by a step. */
    static void check(final GroupState before, final GroupState state, final Side side) {
        final var other = state.bridge(side.other());
        if (other.gate() == Gate.CLOSED || state.bridge(side).gate() != Gate.OPENING) {
            // the latter was told to close again in the same step
            return;
        }
        final boolean answers = state.heartbeat(side.other()) != EvidenceState.DOWN;
        final boolean linked = other.ports().carrying() != EvidenceState.DOWN;
        final boolean told = other.gate() == Gate.CLOSING || other.gate() == Gate.UNKNOWN && !linked;
        // the other one has confirmed that its gate is closed, and lost its connection since
        final boolean drained = before.transition() instanceof Transition.Draining && !other.connected();
        final boolean allowed = drained || (other.connected() ? told && mayOverrule(state.transition())
            : !answers || !linked && before.transition() instanceof Transition.Fencing);
        assertTrue(allowed, () -> "the gate of " + side + " is opened although that of " + side.other() + " is "
            + other.gate() + (other.connected() ? ", connected" : ", not connected") + ", heartbeats "
            + state.heartbeat(side.other()) + ", " + state.transition());
    }

    private static boolean mayOverrule(final Transition transition) {
        return transition instanceof Transition.Opening opening && (opening.decision().cause().primaryIsLost()
            || opening.decision().cause() == Cause.TAKEOVER_FAILED);
    }
}
