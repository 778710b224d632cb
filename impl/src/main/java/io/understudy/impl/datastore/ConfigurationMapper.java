/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import java.util.Optional;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.PortReference;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Announcement;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Bridge;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Damping;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Failback;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Heartbeat;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Learning;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.PathProbe;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Replication;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.UpstreamMonitor;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Turns a group of the datastore into one of the core. A value that is absent has the default of the YANG model.
 */
final class ConfigurationMapper {
    private static final int DEFAULT_REPLICATION_MILLIS = 5000;

    private ConfigurationMapper() {
        // only functions
    }

    /**
     * Maps a group of which nothing is missing.
     *
     * @param group as configured
     * @return the group of the core
     * @throws IllegalArgumentException with what is wrong, if a value cannot be one of a group
     */
    static GroupConfiguration map(final Group group) {
        final var bridges = group.nonnullBridge().values().stream().map(ConfigurationMapper::bridge)
            .collect(ImmutableList.toImmutableList());
        return new GroupConfiguration(group.requireName().getValue(),
            GroupConfiguration.order(bridges.get(0), bridges.get(1)), heartbeat(group.getHeartbeat()),
            replication(group.getReplication()), announcement(group.getAnnouncement()),
            upstream(group.getUpstreamMonitor()), pathProbe(group.getPathProbe()), failback(group.getFailback()),
            damping(group.getDamping()), learning(group.getLearning()));
    }

    private static BridgeConfiguration bridge(final Bridge bridge) {
        return new BridgeConfiguration(BridgeId.parse(bridge.getNodeId().getValue()), bridge.getPriority().toJava(),
            bridge.getUplinkPort().getValue(), bridge.getTrunkPort().stream().map(PortReference::getValue)
                .collect(ImmutableList.toImmutableList()), bridge.getPeerPort().getValue());
    }

    private static HeartbeatConfiguration heartbeat(final Heartbeat given) {
        final var initial = HeartbeatConfiguration.DEFAULT;
        return given == null ? initial : new HeartbeatConfiguration(
            number(given.getInterval(), initial.intervalMillis()),
            number(given.getMultiplier(), initial.multiplier()),
            number(given.getConfirmInterval(), initial.confirmIntervalMillis()));
    }

    private static int replication(final Replication given) {
        return given == null ? DEFAULT_REPLICATION_MILLIS : number(given.getInterval(), DEFAULT_REPLICATION_MILLIS);
    }

    private static AnnouncementConfiguration announcement(final Announcement given) {
        final var initial = AnnouncementConfiguration.DEFAULT;
        return given == null ? initial : new AnnouncementConfiguration(
            given.getMethod() == null ? initial.method() : switch (given.getMethod()) {
                case Rarp -> AnnouncementMethod.RARP;
                case Garp -> AnnouncementMethod.GARP;
                case Both -> AnnouncementMethod.BOTH;
                case None -> AnnouncementMethod.NONE;
            },
            number(given.getRounds(), initial.rounds()), number(given.getInitialDelay(), initial.initialDelayMillis()),
            number(given.getStep(), initial.stepMillis()), number(given.getMaxDelay(), initial.maxDelayMillis()),
            number(given.getRateLimit(), initial.rateLimit()),
            number(given.getRefreshInterval(), initial.refreshIntervalSeconds()),
            Optional.ofNullable(given.getRemoteHosts()).orElse(initial.remoteHosts()));
    }

    private static UpstreamConfiguration upstream(final UpstreamMonitor given) {
        final var initial = UpstreamConfiguration.DEFAULT;
        return given == null ? initial : new UpstreamConfiguration(
            given.nonnullTarget().values().stream()
                .map(target -> InetAddresses.forString(target.requireIpAddress().stringValue()))
                .collect(ImmutableSet.toImmutableSet()),
            number(given.getInterval(), initial.intervalMillis()), number(given.getMultiplier(), initial.multiplier()),
            given.getPolicy() == UpstreamMonitor.Policy.All ? UpstreamConfiguration.Policy.ALL : initial.policy());
    }

    private static PathProbeConfiguration pathProbe(final PathProbe given) {
        final var initial = PathProbeConfiguration.DEFAULT;
        return given == null ? initial : new PathProbeConfiguration(
            Optional.ofNullable(given.getEnabled()).orElse(initial.enabled()),
            number(given.getInterval(), initial.intervalMillis()), number(given.getMultiplier(), initial.multiplier()));
    }

    private static FailbackConfiguration failback(final Failback given) {
        final var initial = FailbackConfiguration.DEFAULT;
        return given == null ? initial : new FailbackConfiguration(
            given.getMode() == null ? initial.automatic() : given.getMode() == Failback.Mode.Automatic,
            number(given.getHoldTime(), initial.holdTimeSeconds()));
    }

    private static DampingConfiguration damping(final Damping given) {
        final var initial = DampingConfiguration.DEFAULT;
        return given == null ? initial : new DampingConfiguration(
            number(given.getMaxFailovers(), initial.maxFailovers()),
            number(given.getWindow(), initial.windowSeconds()), number(given.getHoldDown(), initial.holdDownSeconds()));
    }

    private static LearningConfiguration learning(final Learning given) {
        final var initial = LearningConfiguration.DEFAULT;
        return given == null ? initial : new LearningConfiguration(
            number(given.getAgingTime(), initial.agingTimeSeconds()),
            (int) number(given.getMaxHosts(), initial.maxHosts()),
            number(given.getPuntRate(), initial.puntRate()));
    }

    private static int number(final Uint8 given, final int initial) {
        return given == null ? initial : given.toJava();
    }

    private static int number(final Uint16 given, final int initial) {
        return given == null ? initial : given.toJava();
    }

    private static long number(final Uint32 given, final long initial) {
        return given == null ? initial : given.toJava();
    }
}
