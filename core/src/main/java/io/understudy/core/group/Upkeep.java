/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.GroupSink;
import io.understudy.core.report.StepObserver;

/**
 * What bridges are told now and then, whatever else they are told: nothing of it while the role moves.
 */
final class Upkeep implements StepObserver {
    private final LoopGuard guard;
    private final Standby standby;
    private final OwnFrameWatch ownFrames;

    Upkeep(final Pair<BridgeDriver> drivers, final Pair<BridgeStatistics> statistics, final GroupSink sink,
            final long now) {
        guard = new LoopGuard(drivers, now);
        ownFrames = new OwnFrameWatch(drivers, statistics, sink, now);
        standby = new Standby(drivers);
    }

    @Override
    public void stepped(final GroupState before, final GroupState after, final long now) {
        standby.watch(after, now);
    }

    /** Does what is due. */
    void advance(final GroupState state, final long now) {
        if (!state.isUrgent()) {
            guard.advance(state, now);
            standby.advance(now);
            ownFrames.advance(state, now);
        }
    }

    /** Says when something is due, ns. */
    long nextDue(final GroupState state) {
        return state.isUrgent() ? Moment.NEVER
            : Math.min(ownFrames.nextDue(), Math.min(guard.nextDue(), standby.nextDue()));
    }
}
