/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Moment;

/**
 * The same machine beside another one, by a clock that has not reached its origin yet. Where a clock begins is
 * arbitrary, so both must do the same at every step.
 */
final class NegativeClock {
    private static final long SHIFT = 100_000_000_000_000L;

    private GroupState state;

    NegativeClock(final GroupConfiguration configuration, final long seed, final long now) {
        state = GroupState.initial(configuration, seed, now - SHIFT);
    }

    void check(final Event event, final long now, final Step step) {
        final var shifted = event instanceof Event.Tick tick ? new Event.Tick(tick.due() - SHIFT) : event;
        final var same = FailoverMachine.step(state, shifted, now - SHIFT);
        state = same.state();
        assertEquals(step.commands(), same.commands(), "by a negative clock");
        assertEquals(step.nextTick(), same.nextTick() == Moment.NEVER ? Moment.NEVER : same.nextTick() + SHIFT,
            "the next tick by a negative clock");
    }
}
