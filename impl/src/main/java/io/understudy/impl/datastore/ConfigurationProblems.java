/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.GroupValidation;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.group.Bridge;

/**
 * Finds what keeps a group of the datastore from being run, as far as it can be judged without the bridges.
 */
final class ConfigurationProblems {
    private static final int MAX_TRUNKS = 16;

    private ConfigurationProblems() {
        // only functions
    }

    /**
     * Maps a group with which nothing is wrong.
     *
     * @param group as configured
     * @return the group of the core
     * @throws IllegalArgumentException with all that is wrong
     */
    static GroupConfiguration checked(final Group group) {
        final var problems = of(group);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return ConfigurationMapper.map(group);
    }

    /**
     * Judges a group by itself.
     *
     * @param group as configured
     * @return what is wrong, one sentence each with what to do; empty if nothing is
     */
    static ImmutableSet<String> of(final Group group) {
        final var problems = ImmutableSet.<String>builder();
        final var bridges = group.nonnullBridge().values();
        if (bridges.size() != 2) {
            problems.add("a group has exactly two bridges, this one has " + bridges.size()
                + bridges.stream().map(bridge -> " " + bridge.getNodeId().getValue()).collect(Collectors.joining(","))
                + "; correct the list bridge of the group");
        }
        bridges.forEach(bridge -> addProblems(bridge, problems));
        final var found = problems.build();
        if (!found.isEmpty()) {
            return found;
        }
        try {
            return ImmutableSet.copyOf(GroupValidation.problems(ConfigurationMapper.map(group)));
        } catch (IllegalArgumentException e) {
            return ImmutableSet.of(e.getMessage());
        }
    }

    private static void addProblems(final Bridge bridge, final ImmutableSet.Builder<String> problems) {
        final var name = bridge.getNodeId().getValue();
        try {
            BridgeId.parse(name);
        } catch (IllegalArgumentException e) {
            problems.add("'" + name + "' is not a bridge, for a datapath id has 64 bits: correct its node-id");
        }
        final var missing = new ArrayList<String>();
        if (bridge.getPriority() == null) {
            missing.add("priority");
        }
        if (bridge.getUplinkPort() == null) {
            missing.add("uplink-port");
        }
        if (bridge.getTrunkPort() == null || bridge.getTrunkPort().isEmpty()) {
            missing.add("trunk-port");
        }
        if (bridge.getPeerPort() == null) {
            missing.add("peer-port");
        }
        if (!missing.isEmpty()) {
            problems.add(name + " has no " + String.join(" and no ", missing)
                + "; every bridge of a group needs them: add them to the group");
        }
        if (bridge.getTrunkPort() != null && bridge.getTrunkPort().size() > MAX_TRUNKS) {
            problems.add(name + " has " + bridge.getTrunkPort().size() + " trunk-port entries; the most is "
                + MAX_TRUNKS);
        }
    }
}
