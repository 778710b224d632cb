/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Configurations of a group whose bridges have an uplink, one trunk and a peer port each.
 */
final class SampleGroup {
    static final GroupConfiguration DEFAULT = with(HeartbeatConfiguration.DEFAULT, FailbackConfiguration.DEFAULT,
        DampingConfiguration.DEFAULT);

    private SampleGroup() {
        // only constants and functions
    }

    static GroupConfiguration with(final HeartbeatConfiguration heartbeat, final FailbackConfiguration failback,
            final DampingConfiguration damping) {
        return new GroupConfiguration("g", new Pair<>(bridge(1), bridge(2)), heartbeat, 5000,
            AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT,
            PathProbeConfiguration.DEFAULT, failback, damping, LearningConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final HeartbeatConfiguration heartbeat, final PathProbeConfiguration path) {
        return new GroupConfiguration("g", new Pair<>(bridge(1), bridge(2)), heartbeat, 5000,
            AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT, path, FailbackConfiguration.DEFAULT,
            DampingConfiguration.DEFAULT, LearningConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final UpstreamConfiguration upstream) {
        return new GroupConfiguration("g", new Pair<>(bridge(1), bridge(2)), HeartbeatConfiguration.DEFAULT, 5000,
            AnnouncementConfiguration.DEFAULT, upstream, PathProbeConfiguration.DEFAULT,
            FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT, LearningConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final HeartbeatConfiguration heartbeat) {
        return with(heartbeat, FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final FailbackConfiguration failback) {
        return with(HeartbeatConfiguration.DEFAULT, failback, DampingConfiguration.DEFAULT);
    }

    /** Addresses of the outside, by their last octet. */
    static ImmutableSet<InetAddress> targets(final int... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> InetAddresses.forString("192.0.2." + number))
            .collect(ImmutableSet.toImmutableSet());
    }

    private static BridgeConfiguration bridge(final int number) {
        return new BridgeConfiguration(new BridgeId(number), number, "uplink", ImmutableList.of("trunk"), "peer");
    }
}
