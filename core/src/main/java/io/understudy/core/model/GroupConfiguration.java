/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Preconditions;

/**
 * A failover group as it is configured.
 *
 * @param name its name, 1 to 64 characters
 * @param bridges its two bridges
 * @param heartbeat timers of the heartbeat
 * @param replicationIntervalMillis time between incremental updates of the secondary, 0 (at once) to 60000 ms
 * @param announcement what a promotion announces
 * @param upstream what is probed behind the uplinks
 * @param pathProbe whether and how often the path through a bridge is probed
 * @param failback when the role returns
 * @param damping bound on flapping
 * @param learning bounds of the forwarding table
 */
public record GroupConfiguration(String name, Pair<BridgeConfiguration> bridges, HeartbeatConfiguration heartbeat,
        int replicationIntervalMillis, AnnouncementConfiguration announcement, UpstreamConfiguration upstream,
        PathProbeConfiguration pathProbe, FailbackConfiguration failback, DampingConfiguration damping,
        LearningConfiguration learning) {
    /**
     * Checks that nothing is missing.
     */
    public GroupConfiguration {
        requireNonNull(name);
        requireNonNull(bridges);
        requireNonNull(heartbeat);
        requireNonNull(announcement);
        requireNonNull(upstream);
        requireNonNull(pathProbe);
        requireNonNull(failback);
        requireNonNull(damping);
        requireNonNull(learning);
        Preconditions.checkArgument(replicationIntervalMillis >= 0 && replicationIntervalMillis <= 60000,
            "replication interval %s is not 0..60000 ms", replicationIntervalMillis);
    }

    /**
     * Orders two bridges: the lower priority number is preferred, as with a Shared Ethernet Adapter; where they are
     * equal, the lower datapath id.
     *
     * @param one a bridge
     * @param another the other
     * @return them in order
     */
    public static Pair<BridgeConfiguration> order(final BridgeConfiguration one, final BridgeConfiguration another) {
        final int byPriority = Integer.compare(one.priority(), another.priority());
        final int order = byPriority != 0 ? byPriority : one.id().compareTo(another.id());
        return order <= 0 ? new Pair<>(one, another) : new Pair<>(another, one);
    }

    /**
     * Tells whether another configuration has the same bridges, priorities and ports, so that a running group can
     * take it over without touching its flows.
     *
     * @param other the other configuration
     * @return true if it has
     */
    public boolean sameBridges(final GroupConfiguration other) {
        return bridges.equals(other.bridges);
    }
}
