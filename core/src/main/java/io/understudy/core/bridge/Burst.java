/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.HostKey;

/**
 * An announcement that a bridge makes by its groups.
 *
 * @param hosts how many hosts they announce
 * @param others the hosts that they do not announce, but would if all groups could be used
 */
public record Burst(int hosts, ImmutableSet<HostKey> others) {
    /**
     * Checks that nothing is missing.
     */
    public Burst {
        requireNonNull(others);
    }
}
