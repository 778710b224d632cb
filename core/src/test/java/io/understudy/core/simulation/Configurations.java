/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
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
import java.util.stream.IntStream;

/**
 * Configurations of a group, at random. Timers are mostly slow ones, for they are cheap to simulate; what they lead to
 * is the same.
 */
final class Configurations {
    private Configurations() {
        // only a function
    }

    static GroupConfiguration draw(final Chance chance, final int trunks, final InetAddress gateway) {
        return new GroupConfiguration("simulated", new Pair<>(bridge(1, trunks), bridge(2, trunks)),
            new HeartbeatConfiguration(chance.percent(3) ? 20 : chance.pick(300, 500, 1000), chance.pick(2, 3, 3),
                chance.pick(0, 20, 20, 100)),
            chance.pick(0, 200, 1000, 1000),
            announcement(chance),
            new UpstreamConfiguration(chance.percent(50) ? ImmutableSet.of(gateway) : ImmutableSet.of(),
                chance.pick(500, 1000), chance.pick(2, 3), UpstreamConfiguration.Policy.ANY),
            new PathProbeConfiguration(!chance.percent(8), chance.pick(500, 1000), chance.pick(2, 3)),
            new FailbackConfiguration(chance.percent(50), chance.below(3)),
            new DampingConfiguration(1 + chance.below(5), 60, chance.below(5)), learning(chance));
    }

    private static AnnouncementConfiguration announcement(final Chance chance) {
        final var method = chance.percent(70) ? AnnouncementMethod.RARP : AnnouncementMethod.values()[
            chance.below(AnnouncementMethod.values().length)];
        return new AnnouncementConfiguration(method, chance.pick(1, 2, 5), 50, 100, 550, chance.percent(10) ? 20 : 0,
            chance.percent(10) ? 3 : 0, false);
    }

    /** An ageing time that a run outlasts, sometimes. */
    private static LearningConfiguration learning(final Chance chance) {
        final var usual = LearningConfiguration.DEFAULT;
        return chance.percent(30)
            ? new LearningConfiguration(chance.between(2, 6), usual.maxHosts(), usual.puntRate()) : usual;
    }

    private static BridgeConfiguration bridge(final int number, final int trunks) {
        return new BridgeConfiguration(new BridgeId(number), number, "uplink", IntStream.rangeClosed(1, trunks)
            .mapToObj(trunk -> "trunk" + trunk).collect(ImmutableList.toImmutableList()), "peer");
    }
}
