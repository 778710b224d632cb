/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.Ports;
import java.util.Optional;

/**
 * What is known of the ports of a bridge.
 *
 * @param known whether they were read since it connected
 * @param ports their links
 * @param problem the configured ports that it lacks, in words
 */
public record PortState(boolean known, Ports ports, Optional<String> problem) {
    static final PortState UNKNOWN = new PortState(false, Ports.unknown(), Optional.empty());

    /**
     * Checks that nothing is missing.
     */
    public PortState {
        requireNonNull(ports);
        requireNonNull(problem);
    }

    /** The bridge has reconnected; its ports are not read yet. */
    PortState unread() {
        return new PortState(false, ports, Optional.empty());
    }

    PortState disconnected() {
        return new PortState(false, ports, problem);
    }
}
