/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what makes a group impossible to run although every value of it is in range.
 */
public final class GroupValidation {
    private GroupValidation() {
        // only a function
    }

    /**
     * Checks a group.
     *
     * @param group the group
     * @return what is wrong with it, one sentence each with what to do; empty if nothing is
     */
    public static ImmutableList<String> problems(final GroupConfiguration group) {
        final var problems = new ArrayList<String>();
        final var preferred = group.bridges().preferred();
        final var alternate = group.bridges().alternate();
        checkPorts(preferred, problems);
        checkPorts(alternate, problems);
        if (preferred.trunkPorts().size() != alternate.trunkPorts().size()) {
            problems.add(preferred.id() + " has " + preferred.trunkPorts().size() + " trunk-port entries and "
                + alternate.id() + " has " + alternate.trunkPorts().size()
                + "; give both the same number, in corresponding order");
        }
        if (BridgeAddresses.of(preferred.id()).equals(BridgeAddresses.of(alternate.id()))) {
            problems.add(preferred.id() + " and " + alternate.id()
                + " have datapath ids with the same lower 40 bits, so their heartbeats would have the same MAC address;"
                + " give one bridge another datapath id");
        }
        return ImmutableList.copyOf(problems);
    }

    private static void checkPorts(final BridgeConfiguration bridge, final List<String> problems) {
        final Map<String, String> usages = new HashMap<>();
        checkPort(bridge, "uplink-port", bridge.uplinkPort(), usages, problems);
        for (var trunk : bridge.trunkPorts()) {
            checkPort(bridge, "trunk-port", trunk, usages, problems);
        }
        checkPort(bridge, "peer-port", bridge.peerPort(), usages, problems);
    }

    private static void checkPort(final BridgeConfiguration bridge, final String usage, final String port,
            final Map<String, String> usages, final List<String> problems) {
        final var earlier = usages.putIfAbsent(port, usage);
        if (earlier != null) {
            problems.add("port '" + port + "' of " + bridge.id() + " is both " + earlier + " and " + usage
                + "; every port can have one use");
        }
    }
}
