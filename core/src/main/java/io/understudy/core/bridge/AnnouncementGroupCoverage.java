/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the announcement groups of a bridge are good for.
 *
 * @param hosts how many hosts they would announce now
 * @param problem why the bridge has no groups, in words; empty if it may have some
 */
public record AnnouncementGroupCoverage(int hosts, Optional<String> problem) {
    /** There are no groups, and nothing is wrong. */
    public static final AnnouncementGroupCoverage NONE = new AnnouncementGroupCoverage(0, Optional.empty());

    /**
     * Checks that nothing is missing.
     */
    public AnnouncementGroupCoverage {
        requireNonNull(problem);
    }
}
