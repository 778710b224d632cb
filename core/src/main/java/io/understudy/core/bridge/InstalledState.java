/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.HostKey;
import java.util.Optional;

/**
 * What a bridge that is about to be programmed holds already.
 *
 * @param forwarding whether it may be forwarding, so that nothing that it uses may be removed on the way
 * @param stale if it was found what hosts it has: those of them that are elsewhere now, whose flows have to go; empty
 *     if it is not known what it has, so that all flows of hosts have to go
 */
public record InstalledState(boolean forwarding, Optional<ImmutableList<HostKey>> stale) {
    /**
     * Checks that nothing is missing.
     */
    public InstalledState {
        requireNonNull(stale);
    }
}
