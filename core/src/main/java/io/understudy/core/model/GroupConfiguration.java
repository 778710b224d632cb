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
     * Tells which bridge is preferred now. While a group runs each bridge keeps its side, so that is not always
     * {@link Side#PREFERRED}: priorities may have been exchanged since it was started.
     *
     * @return its side
     */
    public Side preferredSide() {
        return order(bridges.preferred(), bridges.alternate()).preferred() == bridges.preferred() ? Side.PREFERRED
            : Side.ALTERNATE;
    }

    /**
     * Tells whether another configuration is of the same two bridges, so that a running group can take it over.
     *
     * @param other the other configuration
     * @return true if it is
     */
    public boolean samePair(final GroupConfiguration other) {
        return hasBridge(other.bridges.preferred().id()) && hasBridge(other.bridges.alternate().id());
    }

    /**
     * Tells whether a bridge is one of the two.
     *
     * @param bridge the bridge
     * @return true if it is
     */
    public boolean hasBridge(final BridgeId bridge) {
        return bridges.preferred().id().equals(bridge) || bridges.alternate().id().equals(bridge);
    }

    /**
     * Returns the group with other bridges, or the same in another order.
     *
     * @param others the bridges
     * @return the group
     */
    public GroupConfiguration withBridges(final Pair<BridgeConfiguration> others) {
        return new GroupConfiguration(name, others, heartbeat, replicationIntervalMillis, announcement, upstream,
            pathProbe, failback, damping, learning);
    }
}
