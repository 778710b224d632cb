/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

/**
 * The OpenFlow connection of a bridge, and what is asked on it before the bridge is ready.
 *
 * @param channel how far it has come
 * @param changedAt when it was last made or lost, ns
 * @param readToken of the latest request to read the bridge, 0 for none
 * @param programToken of the latest request to program it, 0 for none
 */
public record Connection(Channel channel, long changedAt, long readToken, long programToken) {
    /**
     * Checks that nothing is missing.
     */
    public Connection {
        requireNonNull(channel);
    }

    static Connection lost(final long now) {
        return new Connection(Channel.DOWN, now, 0, 0);
    }

    static Connection made(final long token, final long now) {
        return new Connection(Channel.READING, now, token, 0);
    }

    Connection with(final Channel newChannel) {
        return new Connection(newChannel, changedAt, readToken, programToken);
    }

    Connection reading(final long token) {
        return new Connection(Channel.READING, changedAt, token, 0);
    }

    Connection programming(final long token) {
        return new Connection(Channel.PROGRAMMING, changedAt, readToken, token);
    }
}
