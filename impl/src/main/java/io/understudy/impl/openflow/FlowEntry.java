/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Instructions;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;

/**
 * A flow of a bridge.
 *
 * @param table its table, 0 to 253
 * @param priority its priority, 0 to 65535
 * @param kind what it is for
 * @param match which frames it takes
 * @param instructions what happens to them; empty drops, or ends the pipeline
 * @param lifetimeSeconds after which time it expires, 1 to 65535 s; 0 if it does not
 */
public record FlowEntry(int table, int priority, FlowKind kind, Match match, Instructions instructions,
        int lifetimeSeconds) {
    /**
     * Checks that nothing is missing.
     */
    public FlowEntry {
        requireNonNull(kind);
        requireNonNull(match);
        requireNonNull(instructions);
    }

    /**
     * Makes a flow that does not expire.
     *
     * @param table its table, 0 to 253
     * @param priority its priority, 0 to 65535
     * @param kind what it is for
     * @param match which frames it takes
     * @param instructions what happens to them; empty drops, or ends the pipeline
     */
    public FlowEntry(final int table, final int priority, final FlowKind kind, final Match match,
            final Instructions instructions) {
        this(table, priority, kind, match, instructions, 0);
    }

    @Override
    public String toString() {
        return "flow of kind " + kind + " in table " + table + " with priority " + priority;
    }
}
