/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.evidence.PathDirection;

/**
 * Where a group stands on the way of the role from one bridge to the other (docs/design/takeover.md): first the old
 * gate is closed, then, where there is time, what the old primary has forwarded is let run out, then the new gate is
 * opened.
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
     * The old gate is closed. The new primary still has to read what the old one has forwarded, see {@link DrainRules}.
     *
     * @param decision the move
     * @param token in the end markers
     * @param awaited whose end marker has not arrived: the way between the uplinks is that of outward probes
     * @param deadline how long they are waited for, ns
     */
    record Draining(Decision decision, long token, ImmutableSet<PathDirection> awaited, long deadline)
            implements Transition {
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
