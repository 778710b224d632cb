/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * How hosts are learned: the container {@code learning} of the model.
 *
 * @param agingTimeSeconds time without use after which a host goes, in seconds, 0 to 4294967295; 0 for never
 * @param maxHosts bound of the number of local and remote hosts, 1 to 1000000
 * @param puntRate frames per second that a bridge may copy to the controller for learning, 1 to 1000000
 */
public record LearningConfiguration(long agingTimeSeconds, int maxHosts, long puntRate) {
    /** The defaults of the model. */
    public static final LearningConfiguration DEFAULT = new LearningConfiguration(3600, 65536, 1000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public LearningConfiguration {
        Ranges.check("aging-time", agingTimeSeconds, 0, Ranges.MAX_UINT32);
        Ranges.check("max-hosts", maxHosts, 1, 1_000_000);
        Ranges.check("punt-rate", puntRate, 1, 1_000_000);
    }
}
