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
     * The figures of the paper: a heartbeat a second, three misses, replication every five seconds.
     *
     * @param hosts number of local hosts, 3 to 1000
     * @param cap how long the takeover without announcements is watched
     * @return the settings
     */
    static DemoSettings ofThePaper(final int hosts, final Duration cap) {
        return new DemoSettings(hosts, 1000, Duration.ofSeconds(1), 3, Duration.ofSeconds(5), cap);
    }
}
