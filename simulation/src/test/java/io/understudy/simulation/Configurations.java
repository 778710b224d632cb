/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Configurations of a group, at random. Timers are mostly slow ones, for they are cheap to simulate; what they lead to
 * is the same.
 */
final class Configurations {
    /** An address that nobody has. */
    private static final InetAddress NOBODY = Network.address(99);

    private Configurations() {
        // only functions
    }

    /**
     * Draws one for a group that is about to start.
     *
     * @param trunks of each bridge
     */
    static GroupConfiguration draw(final Chance chance, final int trunks, final InetAddress gateway) {
        final var all = IntStream.rangeClosed(1, trunks).boxed().toList();
        return new GroupConfiguration("simulated", new Pair<>(bridge(1, 1, all), bridge(2, 2, all)),
            heartbeat(chance, chance.pick(300, 500, 1000)), chance.pick(0, 200, 1000, 1000),
            announcement(chance, chance.percent(70) ? AnnouncementMethod.RARP : AnnouncementMethod.values()[
                chance.below(AnnouncementMethod.values().length)]),
            upstream(chance, chance.percent(50) ? ImmutableSet.of(gateway) : ImmutableSet.of()),
            pathProbe(chance, chance.pick(500, 1000)), new FailbackConfiguration(chance.percent(50), chance.below(3)),
            new DampingConfiguration(1 + chance.below(5), 60, chance.below(5)), learning(chance));
    }

    /**
     * Draws another one of the same two bridges. What only announcements put right stays so: they are not switched on
     * or off.
     *
     * @param first the configuration that the group had first
     * @param trunks of each bridge
     */
    static GroupConfiguration another(final Chance chance, final GroupConfiguration first, final int trunks,
            final InetAddress gateway) {
        final boolean exchanged = chance.percent(70);
        final var some = some(chance, trunks);
        final var method = first.announcement().method() == AnnouncementMethod.NONE ? AnnouncementMethod.NONE
            : AnnouncementMethod.values()[chance.below(AnnouncementMethod.NONE.ordinal())];
        final var targets = switch (chance.below(5)) {
            case 0 -> ImmutableSet.<InetAddress>of();
            case 1 -> ImmutableSet.of(NOBODY);
            case 2 -> ImmutableSet.of(gateway, NOBODY);
            default -> ImmutableSet.<InetAddress>of(gateway);
        };
        return new GroupConfiguration(first.name(),
            new Pair<>(bridge(1, exchanged ? 2 : 1, some), bridge(2, exchanged ? 1 : 2, some)),
            heartbeat(chance, chance.pick(100, 300, 1000, 2000)), chance.pick(0, 200, 1000),
            announcement(chance, method), upstream(chance, targets),
            pathProbe(chance, chance.pick(100, 500, 1000, 2000)),
            new FailbackConfiguration(chance.percent(50), chance.below(3)),
            new DampingConfiguration(1 + chance.below(5), 60, chance.below(5)), first.learning());
    }

    /** Tells whether a target answers, so that what becomes of the way behind an uplink can be known. */
    static boolean isAnswered(final UpstreamConfiguration upstream) {
        return upstream.targets().stream().anyMatch(target -> !target.equals(NOBODY));
    }

    private static HeartbeatConfiguration heartbeat(final Chance chance, final int interval) {
        return new HeartbeatConfiguration(chance.percent(3) ? 20 : interval, chance.pick(2, 3, 3),
            chance.pick(0, 20, 20, 100));
    }

    private static UpstreamConfiguration upstream(final Chance chance, final ImmutableSet<InetAddress> targets) {
        return new UpstreamConfiguration(targets, chance.pick(500, 1000), chance.pick(2, 3),
            UpstreamConfiguration.Policy.ANY);
    }

    private static PathProbeConfiguration pathProbe(final Chance chance, final int interval) {
        return new PathProbeConfiguration(!chance.percent(8), interval, chance.pick(2, 3));
    }

    private static AnnouncementConfiguration announcement(final Chance chance, final AnnouncementMethod method) {
        return new AnnouncementConfiguration(method, chance.pick(1, 2, 5), 50, 100, 550, chance.percent(10) ? 20 : 0,
            chance.percent(10) ? 3 : 0, false);
    }

    /** An ageing time that a run outlasts, sometimes. */
    private static LearningConfiguration learning(final Chance chance) {
        final var usual = LearningConfiguration.DEFAULT;
        return chance.percent(30)
            ? new LearningConfiguration(chance.between(2, 6), usual.maxHosts(), usual.puntRate()) : usual;
    }

    /** At least one trunk, in any order. */
    private static List<Integer> some(final Chance chance, final int trunks) {
        final var rest = new ArrayList<>(IntStream.rangeClosed(1, trunks).boxed().toList());
        final var some = new ArrayList<Integer>();
        for (int count = 1 + chance.below(trunks); count > 0; count--) {
            some.add(rest.remove(chance.below(rest.size())));
        }
        return some;
    }

    private static BridgeConfiguration bridge(final int number, final int priority, final List<Integer> trunks) {
        return new BridgeConfiguration(new BridgeId(number), priority, "uplink",
            trunks.stream().map(TrunkPorts::name).collect(ImmutableList.toImmutableList()), "peer");
    }
}
