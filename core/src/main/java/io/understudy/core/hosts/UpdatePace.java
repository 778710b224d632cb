/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import java.util.concurrent.TimeUnit;

/**
 * Says when a bridge that forwards may be told of changes: at once as long as there are few, and together with those
 * that follow soon when there are many. After every change of its flows a switch may examine all that it has cached;
 * in a storm of new hosts Open vSwitch did nothing else, and lost the frames of known ones.
 */
final class UpdatePace {
    /** How often it may be told at once. One more time for each {@link #INTERVAL} that passes. */
    static final int AT_ONCE = 16;
    /** How long changes are collected when there are many, ns. */
    static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long one that has better things to do is not told, ns. */
    static final long REST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long CREDIT = (AT_ONCE - 1) * INTERVAL;

    private long next;

    UpdatePace(final long now) {
        next = now - CREDIT;
    }

    /** Tells since or from when it may be told, ns. */
    long due() {
        return next;
    }

    /** Notes that it is told of changes. */
    void told(final long now) {
        next = Math.max(next, now - CREDIT) + INTERVAL;
    }

    /** Notes that it has better things to do than to be told of changes. */
    void rest(final long now) {
        next = now + REST;
    }
}
