/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import java.time.Duration;

/**
 * What the demonstration is run with.
 *
 * @param hosts number of local hosts, 3 to 1000
 * @param rate frames a second of each unicast stream
 * @param heartbeatInterval time between two heartbeats
 * @param heartbeatMultiplier consecutive misses that mean loss
 * @param replicationInterval time between two updates of the replicated table
 * @param cap how long the takeover without announcements is watched
 */
record DemoSettings(int hosts, int rate, Duration heartbeatInterval, int heartbeatMultiplier,
        Duration replicationInterval, Duration cap) {
    /**
     * The figures of the paper, but for the heartbeat: replication every five seconds.
     *
     * @param hosts number of local hosts, 3 to 1000
     * @param heartbeatInterval time between two heartbeats; a second in the paper
     * @param heartbeatMultiplier consecutive misses that mean loss; three in the paper
     * @param cap how long the takeover without announcements is watched
     * @return the settings
     */
    static DemoSettings ofThePaper(final int hosts, final Duration heartbeatInterval, final int heartbeatMultiplier,
            final Duration cap) {
        return new DemoSettings(hosts, 1000, heartbeatInterval, heartbeatMultiplier, Duration.ofSeconds(5), cap);
    }
}
