/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What operators were answered: every request once.
 */
final class Replies {
    private final Map<Long, Optional<String>> errors = new HashMap<>();

    void take(final Command.Reply reply) {
        assertNull(errors.put(reply.request(), reply.error()),
            () -> "request " + reply.request() + " was answered again, now " + reply.error());
    }

    /** The answer to a request: empty if there is none yet, else the error, which is empty if it was done. */
    Optional<Optional<String>> to(final long request) {
        return Optional.ofNullable(errors.get(request));
    }

    void checkAllAnswered(final long requests) {
        for (long request = 1; request <= requests; request++) {
            assertTrue(errors.containsKey(request), "request " + request + " was never answered");
        }
    }
}
