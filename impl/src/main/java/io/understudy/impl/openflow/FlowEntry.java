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
 */
public record FlowEntry(int table, int priority, FlowKind kind, Match match, Instructions instructions) {
    /**
     * Checks that nothing is missing.
     */
    public FlowEntry {
        requireNonNull(kind);
        requireNonNull(match);
        requireNonNull(instructions);
    }

    @Override
    public String toString() {
        return "flow of kind " + kind + " in table " + table + " with priority " + priority;
    }
}
