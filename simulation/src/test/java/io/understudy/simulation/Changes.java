/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.collect.Sets;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import java.util.EnumSet;
import java.util.Set;

/**
 * Changes of the configuration while the group runs, at random: of one thing or of several at once, and mostly back
 * again.
 */
final class Changes {
    /** How many of them are taken back, percent; but always those that leave no target that answers. */
    private static final int TAKEN_BACK = 70;

    private final World world;
    private final GroupConfiguration first;
    private final Network network;
    private final Controller controller;

    private enum Subject {
        PRIORITIES, TRUNKS, HEARTBEAT, REPLICATION, ANNOUNCEMENT, UPSTREAM, PATH_PROBE, FAILBACK, DAMPING
    }

    Changes(final World world, final GroupConfiguration first, final Network network, final Controller controller) {
        this.world = world;
        this.first = first;
        this.network = network;
        this.controller = controller;
    }

    Fault draw() {
        final var chance = world.chance();
        final var subjects = EnumSet.noneOf(Subject.class);
        for (int count = 1 + chance.below(3); count > 0; count--) {
            subjects.add(Subject.values()[chance.below(Subject.values().length)]);
        }
        final var other = Configurations.another(chance, first, world.settings().trunks(), network.gateway().address());
        final var back = Sets.immutableEnumSet(subjects);
        final boolean ends = chance.percent(TAKEN_BACK)
            || subjects.contains(Subject.UPSTREAM) && !Configurations.isAnswered(other.upstream());
        return new Fault("another configuration: " + subjects, () -> change(other, back),
            () -> change(first, ends ? back : Set.of()));
    }

    private void change(final GroupConfiguration from, final Set<Subject> subjects) {
        if (!subjects.isEmpty()) {
            controller.configure(mixed(controller.configured(), from, subjects));
        }
    }

    private static GroupConfiguration mixed(final GroupConfiguration into, final GroupConfiguration from,
            final Set<Subject> subjects) {
        return new GroupConfiguration(into.name(),
            new Pair<>(mixed(into.bridges().preferred(), from.bridges().preferred(), subjects),
                mixed(into.bridges().alternate(), from.bridges().alternate(), subjects)),
            subjects.contains(Subject.HEARTBEAT) ? from.heartbeat() : into.heartbeat(),
            subjects.contains(Subject.REPLICATION) ? from.replicationIntervalMillis()
                : into.replicationIntervalMillis(),
            subjects.contains(Subject.ANNOUNCEMENT) ? from.announcement() : into.announcement(),
            subjects.contains(Subject.UPSTREAM) ? from.upstream() : into.upstream(),
            subjects.contains(Subject.PATH_PROBE) ? from.pathProbe() : into.pathProbe(),
            subjects.contains(Subject.FAILBACK) ? from.failback() : into.failback(),
            subjects.contains(Subject.DAMPING) ? from.damping() : into.damping(), into.learning());
    }

    private static BridgeConfiguration mixed(final BridgeConfiguration into, final BridgeConfiguration from,
            final Set<Subject> subjects) {
        return new BridgeConfiguration(into.id(),
            subjects.contains(Subject.PRIORITIES) ? from.priority() : into.priority(), into.uplinkPort(),
            subjects.contains(Subject.TRUNKS) ? from.trunkPorts() : into.trunkPorts(), into.peerPort());
    }
}
