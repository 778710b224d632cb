/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * Which of a group's two bridges: the one that its priority preferred when the group was started, or the other. A
 * bridge keeps its side as long as the group runs; {@link GroupConfiguration#preferredSide} tells who is preferred now.
 */
public enum Side {
    /** The bridge that had the lower priority number. */
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
