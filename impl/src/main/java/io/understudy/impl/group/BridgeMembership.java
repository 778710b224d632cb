/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Side;

/**
 * The place of a bridge in a running group.
 *
 * @param loop the group
 * @param side which of its bridges
 */
record BridgeMembership(GroupLoop loop, Side side) {
    BridgeMembership {
        requireNonNull(loop);
        requireNonNull(side);
    }
}
