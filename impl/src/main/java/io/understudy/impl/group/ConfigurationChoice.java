/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.PortDirectory;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which configuration a running group works by. What is wanted is taken over at once, except ports and bridges that are
 * not there: a name may be mistyped, and a group that works is worth more than one that would be right.
 *
 * @param configuration what the group works by; the bridges that it has already are on the sides that they had
 * @param unused what of the wanted one is not in use, why, and what to do; empty if all is
 */
record ConfigurationChoice(GroupConfiguration configuration, Optional<String> unused) {
    private static final String GOES_ON = "; until then the group goes on with the bridges and ports that it had";

    /**
     * Chooses.
     *
     * @param now what the group works by
     * @param wanted what is configured
     * @param proven its bridges whose ports were found as the group works by them; of others there is nothing to keep
     * @param ports the ports of the bridges that are connected
     */
    static ConfigurationChoice of(final GroupConfiguration now, final GroupConfiguration wanted,
            final Set<BridgeId> proven, final Function<BridgeId, Optional<PortDirectory>> ports) {
        final var reasons = new ArrayList<String>();
        for (var side : Side.values()) {
            final var bridge = wanted.bridges().get(side);
            final boolean kept = now.hasBridge(bridge.id());
            if (kept ? proven.contains(bridge.id()) && !samePorts(before(now, bridge.id()), bridge)
                : !proven.isEmpty()) {
                problem(bridge, ports.apply(bridge.id())).ifPresent(reasons::add);
            }
        }
        final var turned = turned(now, wanted);
        return reasons.isEmpty() ? new ConfigurationChoice(turned, Optional.empty())
            : new ConfigurationChoice(turned.withBridges(new Pair<>(keepPorts(now, turned, Side.PREFERRED),
                keepPorts(now, turned, Side.ALTERNATE))), Optional.of(String.join("; ", reasons) + GOES_ON));
    }

    /** Every bridge keeps its side, see {@link Side}. */
    private static GroupConfiguration turned(final GroupConfiguration now, final GroupConfiguration wanted) {
        final boolean crossed = now.samePair(wanted)
            && !now.bridges().preferred().id().equals(wanted.bridges().preferred().id());
        return crossed ? wanted.withBridges(new Pair<>(wanted.bridges().alternate(), wanted.bridges().preferred()))
            : wanted;
    }

    private static BridgeConfiguration keepPorts(final GroupConfiguration now, final GroupConfiguration wanted,
            final Side side) {
        final var before = now.bridges().get(side);
        return now.samePair(wanted) ? new BridgeConfiguration(before.id(), wanted.bridges().get(side).priority(),
            before.uplinkPort(), before.trunkPorts(), before.peerPort()) : before;
    }

    private static BridgeConfiguration before(final GroupConfiguration now, final BridgeId bridge) {
        final var preferred = now.bridges().preferred();
        return preferred.id().equals(bridge) ? preferred : now.bridges().alternate();
    }

    private static boolean samePorts(final BridgeConfiguration one, final BridgeConfiguration other) {
        return one.ports().equals(other.ports());
    }

    private static Optional<String> problem(final BridgeConfiguration bridge, final Optional<PortDirectory> ports) {
        return ports.isEmpty() ? Optional.of(bridge.id()
            + " is not connected, so it is not known whether it has the ports that are configured now: connect it, or"
            + " correct the group") : ports.orElseThrow().resolve(bridge).problem();
    }
}
