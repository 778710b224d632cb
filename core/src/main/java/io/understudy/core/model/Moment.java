/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * Moments are nanoseconds of one clock. Its origin is arbitrary ({@link System#nanoTime}), so every number may be a
 * moment, those below 0 as well. Two stand for none.
 */
public final class Moment {
    /** What has not happened. It lies before all that has; to subtract from it, or to subtract it, says nothing. */
    public static final long NONE = Long.MIN_VALUE;
    /** What is not going to happen. It lies behind all that is; nothing may be added to it. */
    public static final long NEVER = Long.MAX_VALUE;

    private Moment() {
        // only constants
    }
}
