/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

/**
 * What is to become of a flow.
 *
 * @param flow the flow
 * @param removal whether it is removed; else it is added in place of one with the same table, match and priority
 */
public record FlowChange(FlowEntry flow, boolean removal) {
    /**
     * Checks that nothing is missing.
     */
    public FlowChange {
        requireNonNull(flow);
    }
}
