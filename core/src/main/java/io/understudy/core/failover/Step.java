/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Moment;

/**
 * What one event led to.
 *
 * @param state the new state
 * @param commands what is to be done, in this order
 * @param nextTick when the machine wants a {@link Event.Tick}, ns; {@link Moment#NEVER} for never
 */
public record Step(GroupState state, ImmutableList<Command> commands, long nextTick) {
    /**
     * Checks that nothing is missing.
     */
    public Step {
        requireNonNull(state);
        requireNonNull(commands);
    }
}
