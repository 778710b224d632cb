/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * One life of a group, from when it was configured, or its controller started, until it ends.
 *
 * @param startedAt when it began, ns
 * @param seed of the nonces, and secret
 * @param nextToken the token of the next command that is answered
 */
public record Life(long startedAt, long seed, long nextToken) {
    Life withNextToken(final long token) {
        return new Life(startedAt, seed, token);
    }
}
