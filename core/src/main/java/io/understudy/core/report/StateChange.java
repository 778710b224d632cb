/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Judgement;
import io.understudy.core.model.Side;

/**
 * Tells a change that an operator would see at once from one of counters, which can wait for the next second.
 */
public final class StateChange {
    private StateChange() {
        // only a function
    }

    public static boolean isVisible(final GroupState before, final GroupState after) {
        return !before.primary().equals(after.primary())
            || before.transition().getClass() != after.transition().getClass()
            || !before.lastFailover().equals(after.lastFailover())
            || !before.judgement().map(Judgement::verdict).equals(after.judgement().map(Judgement::verdict))
            || isVisible(before, after, Side.PREFERRED) || isVisible(before, after, Side.ALTERNATE);
    }

    private static boolean isVisible(final GroupState before, final GroupState after, final Side side) {
        final var old = before.bridge(side);
        final var now = after.bridge(side);
        return old.channel() != now.channel() || old.gate() != now.gate() || !old.ports().equals(now.ports())
            || !old.portProblem().equals(now.portProblem()) || !old.error().equals(now.error())
            || old.maintenance() != now.maintenance() || old.inquiry().answer() != now.inquiry().answer()
            || before.heartbeat(side) != after.heartbeat(side);
    }
}
