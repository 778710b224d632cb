/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is configured, and what of it the group works by, as the adapters choose it: all of it, but other ports of a
 * bridge only while it is known which ports that bridge has.
 *
 * <p>A controller that starts anew would call that bridge {@link Side#PREFERRED} which is preferred then. Here each
 * keeps its name, and a group may begin with the other one preferred: it makes no other difference.
 */
final class Configured {
    /** Bridges whose ports were found as the group works by them; of others there is nothing to keep. */
    private final Set<Side> proven = EnumSet.noneOf(Side.class);
    private GroupConfiguration wanted;
    private GroupConfiguration used;

    Configured(final GroupConfiguration first) {
        wanted = first;
        used = first;
    }

    GroupConfiguration wanted() {
        return wanted;
    }

    void want(final GroupConfiguration configuration) {
        wanted = configuration;
    }

    /** A group starts, with all that is configured. */
    GroupConfiguration start() {
        proven.clear();
        used = wanted;
        return used;
    }

    /** The group is told which ports a bridge has. */
    void prove(final Side side) {
        proven.add(side);
    }

    /**
     * Takes what the group is to work by from now on; empty if that is the same as before.
     *
     * @param known the bridges whose ports are known
     */
    Optional<GroupConfiguration> take(final Set<Side> known) {
        final boolean unsure = EnumSet.allOf(Side.class).stream().anyMatch(side -> proven.contains(side)
            && !known.contains(side)
            && !used.bridges().get(side).ports().equals(wanted.bridges().get(side).ports()));
        final var chosen = unsure ? wanted.withBridges(new Pair<>(keepPorts(Side.PREFERRED), keepPorts(Side.ALTERNATE)))
            : wanted;
        if (chosen.equals(used)) {
            return Optional.empty();
        }
        used = chosen;
        return Optional.of(chosen);
    }

    private BridgeConfiguration keepPorts(final Side side) {
        final var before = used.bridges().get(side);
        return new BridgeConfiguration(before.id(), wanted.bridges().get(side).priority(), before.uplinkPort(),
            before.trunkPorts(), before.peerPort());
    }
}
