/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

/**
 * How and how often hosts are announced: the container {@code announcement} of the model.
 *
 * @param method what is sent
 * @param rounds how often every host is announced, 1 to 20
 * @param initialDelayMillis delay between the first round and the second in milliseconds, 0 to 65535
 * @param stepMillis milliseconds added to the delay after every further round, 0 to 65535
 * @param maxDelayMillis upper bound of the delay between two rounds in milliseconds, 0 to 65535
 * @param rateLimit frames per second of the later rounds on one uplink, 0 to 4294967295; 0 for no bound. The first
 *     round is never slowed
 * @param refreshIntervalSeconds seconds between periodic announcements by the primary, 0 to 4294967295; 0 for none
 * @param remoteHosts whether remote hosts are announced on the trunks, too
 */
public record AnnouncementConfiguration(
        AnnouncementMethod method,
        int rounds,
        int initialDelayMillis,
        int stepMillis,
        int maxDelayMillis,
        long rateLimit,
        long refreshIntervalSeconds,
        boolean remoteHosts) {
    /** The defaults of the model. */
    public static final AnnouncementConfiguration DEFAULT =
        new AnnouncementConfiguration(AnnouncementMethod.RARP, 5, 50, 100, 550, 0, 0, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public AnnouncementConfiguration {
        requireNonNull(method);
        Ranges.check("rounds", rounds, 1, 20);
        Ranges.check("initial-delay", initialDelayMillis, 0, Ranges.MAX_UINT16);
        Ranges.check("step", stepMillis, 0, Ranges.MAX_UINT16);
        Ranges.check("max-delay", maxDelayMillis, 0, Ranges.MAX_UINT16);
        Ranges.check("rate-limit", rateLimit, 0, Ranges.MAX_UINT32);
        Ranges.check("refresh-interval", refreshIntervalSeconds, 0, Ranges.MAX_UINT32);
    }

    /**
     * Returns the same configuration with a single round, for a refresh.
     *
     * @return the configuration
     */
    public AnnouncementConfiguration once() {
        return new AnnouncementConfiguration(method, 1, initialDelayMillis, stepMillis, maxDelayMillis, rateLimit,
            refreshIntervalSeconds, remoteHosts);
    }

    /**
     * Tells whether groups may announce: what they leave out, or a bridge drops, is made good by later rounds.
     *
     * @return true if hosts are announced, in more rounds than one
     */
    public boolean announcesByGroups() {
        return rounds > 1 && method != AnnouncementMethod.NONE;
    }
}
