/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Bound on the failbacks of a flapping pair.
 *
 * @param maxFailovers failovers within the window that start a hold-down, 1 to 255
 * @param windowSeconds time over which they are counted, 1 to 65535 s
 * @param holdDownSeconds how long no failback follows then, 0 to 65535 s
 */
public record DampingConfiguration(int maxFailovers, int windowSeconds, int holdDownSeconds) {
    /** Five in five minutes hold failback down for five minutes. */
    public static final DampingConfiguration DEFAULT = new DampingConfiguration(5, 300, 300);

    /**
     * Checks the ranges.
     */
    public DampingConfiguration {
        checkArgument(maxFailovers >= 1 && maxFailovers <= 255, "max failovers %s is not 1..255", maxFailovers);
        checkArgument(windowSeconds >= 1 && windowSeconds <= 65535, "window %s is not 1..65535 s", windowSeconds);
        checkArgument(holdDownSeconds >= 0 && holdDownSeconds <= 65535, "hold-down %s is not 0..65535 s",
            holdDownSeconds);
    }
}
