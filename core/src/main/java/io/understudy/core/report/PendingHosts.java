/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a bridge lacks of the flows of hosts.
 *
 * @param hosts how many hosts it has not been told of yet, or has not confirmed
 * @param nanos for how long the first of them has waited, ns; 0 if none does
 * @param refused how many hosts it has refused; their frames are flooded until it takes them
 * @param reason why it refused them the last time; empty if there are none
 */
public record PendingHosts(int hosts, long nanos, int refused, Optional<String> reason) {
    /** Nothing is missing. */
    public static final PendingHosts NONE = new PendingHosts(0, 0, 0, Optional.empty());

    /**
     * Checks that nothing is missing.
     */
    public PendingHosts {
        requireNonNull(reason);
    }
}
