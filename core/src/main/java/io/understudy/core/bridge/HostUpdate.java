/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.util.Optional;

/**
 * What a bridge must be told of a host.
 *
 * @param key which host
 * @param now the host as it is now; empty if it is gone
 */
public record HostUpdate(HostKey key, Optional<Host> now) {
    /**
     * Checks that nothing is missing.
     */
    public HostUpdate {
        requireNonNull(key);
        requireNonNull(now);
    }
}
