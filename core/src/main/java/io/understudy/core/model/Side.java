/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * Which of a group's two bridges: the one its priority prefers, or the other.
 */
public enum Side {
    /** The bridge with the lower priority number. */
    PREFERRED,
    /** The other bridge. */
    ALTERNATE;

    /**
     * Returns the opposite side.
     *
     * @return the opposite side
     */
    public Side other() {
        return this == PREFERRED ? ALTERNATE : PREFERRED;
    }
}
