/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Sees to it that no tick is wanted again and again at one moment.
 */
final class TickWatch {
    private static final int AT_ONE_MOMENT = 2;

    private long last;
    private int atOnce;

    void check(final long now, final long next, final GroupState state) {
        atOnce = now == last ? atOnce + 1 : 1;
        last = now;
        assertTrue(next > now || atOnce < AT_ONE_MOMENT,
            () -> "busy loop: a tick is wanted " + (now - next) + " ns ago again and again, in " + state);
    }
}
