/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * Where a group stands on the way of the role from one bridge to the other (design 5.3): first the old gate is
 * closed, then the new one opened.
 */
public sealed interface Transition {
    /** The role is not moving. */
    Transition NONE = new None();

    /**
     * The role is not moving.
     */
    record None() implements Transition {
    }

    /**
     * The old primary was told to close its gate.
     *
     * @param decision the move
     * @param token of the command
     * @param deadline how long the answer is waited for, ns
     * @param renewed whether it was put off, for we were late ourselves and the answer may have lain unread
     */
    record Fencing(Decision decision, long token, long deadline, boolean renewed) implements Transition {
        Fencing(final Decision decision, final long token, final long deadline) {
            this(decision, token, deadline, false);
        }
    }

    /**
     * The new primary was told to open its gate.
     *
     * @param decision the move
     * @param token of the command
     * @param deadline how long the answer is waited for, ns
     * @param renewed whether it was put off, for we were late ourselves and the answer may have lain unread
     */
    record Opening(Decision decision, long token, long deadline, boolean renewed) implements Transition {
        Opening(final Decision decision, final long token, final long deadline) {
            this(decision, token, deadline, false);
        }
    }
}
