/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl;

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
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.impl.openflow.PortDirectory;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Groups for tests.
 */
public final class SampleGroups {
    private SampleGroups() {
        // only functions
    }

    /**
     * Returns a group with the default timers.
     *
     * @param name its name
     * @param preferred datapath id of the preferred bridge
     * @param alternate datapath id of the other
     * @param trunks how many trunks each has
     * @return the group
     */
    public static GroupConfiguration group(final String name, final long preferred, final long alternate,
            final int trunks) {
        return new GroupConfiguration(name, new Pair<>(bridge(preferred, 10, trunks), bridge(alternate, 20, trunks)),
            HeartbeatConfiguration.DEFAULT, 5000, AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT,
            PathProbeConfiguration.DEFAULT, FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT,
            LearningConfiguration.DEFAULT);
    }

    /**
     * Returns the ports of a bridge of a group with one trunk: trunk 1, uplink 2, peer 3.
     *
     * @param uplink whether the link of the uplink is up
     * @return the ports
     */
    public static PortDirectory ports(final boolean uplink) {
        return new PortDirectory(Map.of(1L, new PortDirectory.Entry("trunk1", true, true),
            2L, new PortDirectory.Entry("uplink", uplink, uplink), 3L, new PortDirectory.Entry("peer", true, true)));
    }

    private static BridgeConfiguration bridge(final long datapathId, final int priority, final int trunks) {
        return new BridgeConfiguration(new BridgeId(datapathId), priority, "uplink",
            IntStream.rangeClosed(1, trunks).mapToObj(place -> "trunk" + place)
                .collect(ImmutableList.toImmutableList()), "peer");
    }
}
