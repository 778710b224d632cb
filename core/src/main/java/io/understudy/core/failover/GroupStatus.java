/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Side;

/**
 * What an operator wants to know first: whether a failure now would be survived, and if not, why.
 *
 * @param code in one word
 * @param reasons why the group is not protected, each with what to do; empty if it is
 */
public record GroupStatus(Code code, ImmutableList<String> reasons) {
    /**
     * The status in one word.
     */
    public enum Code {
        /** The bridges are being connected, read and programmed. */
        INITIALIZING,
        /** One bridge forwards and the other would take over. */
        PROTECTED,
        /** One bridge forwards, but a failure now would not be survived. */
        UNPROTECTED,
        /** The role is moving. */
        FAILING_OVER,
        /** No bridge forwards. */
        DOWN
    }

    /**
     * Checks that nothing is missing.
     */
    public GroupStatus {
        requireNonNull(code);
        requireNonNull(reasons);
    }

    /**
     * Tells the status of a group.
     *
     * @param state its state
     * @return its status
     */
    public static GroupStatus of(final GroupState state) {
        if (!(state.transition() instanceof Transition.None)) {
            return new GroupStatus(Code.FAILING_OVER, ImmutableList.of());
        }
        final var reasons = ImmutableList.<String>builder();
        for (var side : Side.values()) {
            reasons.addAll(BridgeHealth.problems(state, side));
        }
        final var problems = reasons.build();
        if (state.primary().isEmpty()) {
            return withoutPrimary(state, problems);
        }
        final var primary = state.primary().orElseThrow();
        final var gate = state.bridge(primary).gate();
        if (gate == Gate.CLOSED || gate == Gate.UNKNOWN && state.bridge(primary).channel() == Channel.READY) {
            return new GroupStatus(Code.DOWN, problems.isEmpty()
                ? ImmutableList.of("the gate of " + state.name(primary) + " is closed") : problems);
        }
        final boolean settled = gate == Gate.OPEN && state.bridge(primary.other()).gate() == Gate.CLOSED;
        if (problems.isEmpty() && !settled) {
            return new GroupStatus(Code.UNPROTECTED, ImmutableList.of("a gate is being changed"));
        }
        return new GroupStatus(problems.isEmpty() ? Code.PROTECTED : Code.UNPROTECTED, problems);
    }

    private static GroupStatus withoutPrimary(final GroupState state, final ImmutableList<String> problems) {
        final boolean hopeless = state.bridges().preferred().portProblem().isPresent()
            || state.bridges().alternate().portProblem().isPresent()
            || state.bridges().preferred().error().isPresent() || state.bridges().alternate().error().isPresent();
        return new GroupStatus(hopeless ? Code.DOWN : Code.INITIALIZING, problems);
    }
}
