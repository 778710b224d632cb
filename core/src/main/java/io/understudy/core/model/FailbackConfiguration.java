/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * When the role returns to the preferred bridge.
 *
 * @param automatic whether it does without an operator
 * @param holdTimeSeconds how long the preferred bridge must have been healthy first, 0 to 65535 s
 */
public record FailbackConfiguration(boolean automatic, int holdTimeSeconds) {
    /** Automatic, after a minute. */
    public static final FailbackConfiguration DEFAULT = new FailbackConfiguration(true, 60);

    /**
     * Checks the range.
     */
    public FailbackConfiguration {
        checkArgument(holdTimeSeconds >= 0 && holdTimeSeconds <= 65535, "hold time %s is not 0..65535 s",
            holdTimeSeconds);
    }
}
