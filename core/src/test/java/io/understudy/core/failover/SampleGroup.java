/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Pair;

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
            AnnouncementConfiguration.DEFAULT, failback, damping, LearningConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final HeartbeatConfiguration heartbeat) {
        return with(heartbeat, FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT);
    }

    static GroupConfiguration with(final FailbackConfiguration failback) {
        return with(HeartbeatConfiguration.DEFAULT, failback, DampingConfiguration.DEFAULT);
    }

    private static BridgeConfiguration bridge(final int number) {
        return new BridgeConfiguration(new BridgeId(number), number, "uplink", ImmutableList.of("trunk"), "peer");
    }
}
