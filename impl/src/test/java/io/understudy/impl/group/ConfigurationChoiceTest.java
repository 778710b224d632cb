/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.PortDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * By which configuration a running group works: the wanted one, or as much of it as can be.
 */
class ConfigurationChoiceTest {
    private static final BridgeId ONE = new BridgeId(1);
    private static final BridgeId TWO = new BridgeId(2);
    private static final BridgeId THREE = new BridgeId(3);
    private static final GroupConfiguration NOW = group(bridge(ONE, 10, "uplink", "trunk"),
        bridge(TWO, 20, "uplink", "trunk"));

    private final Map<BridgeId, PortDirectory> ports = new HashMap<>();

    private static BridgeConfiguration bridge(final BridgeId id, final int priority, final String uplink,
            final String... trunks) {
        return new BridgeConfiguration(id, priority, uplink, ImmutableList.copyOf(trunks), "peer");
    }

    private static GroupConfiguration group(final BridgeConfiguration one, final BridgeConfiguration other) {
        return SampleGroups.group("a", 1, 2, 1).withBridges(GroupConfiguration.order(one, other));
    }

    @BeforeEach
    void connect() {
        final var directory = new PortDirectory(Map.of(1L, port("uplink"), 2L, port("trunk"), 3L, port("peer"),
            4L, port("trunk2")));
        ports.put(ONE, directory);
        ports.put(TWO, directory);
    }

    private static PortDirectory.Entry port(final String name) {
        return new PortDirectory.Entry(name, true, true);
    }

    private ConfigurationChoice choose(final GroupConfiguration wanted, final Set<BridgeId> proven) {
        return ConfigurationChoice.of(NOW, wanted, proven, bridge -> Optional.ofNullable(ports.get(bridge)));
    }

    private ConfigurationChoice choose(final GroupConfiguration wanted) {
        return choose(wanted, Set.of(ONE, TWO));
    }

    @Test
    void exchangedPrioritiesLeaveEachBridgeOnItsSide() {
        final var choice = choose(group(bridge(ONE, 20, "uplink", "trunk"), bridge(TWO, 10, "uplink", "trunk")));
        assertEquals(ONE, choice.configuration().bridges().preferred().id());
        assertEquals(TWO, choice.configuration().bridges().alternate().id());
        assertEquals(Side.ALTERNATE, choice.configuration().preferredSide());
        assertEquals(Optional.empty(), choice.unused());
    }

    @Test
    void portsThatAreThereAreTakenOver() {
        final var wanted = group(bridge(ONE, 10, "1", "trunk", "4"), bridge(TWO, 20, "uplink", "trunk", "trunk2"));
        assertEquals(new ConfigurationChoice(wanted, Optional.empty()), choose(wanted));
    }

    @Test
    void aMistypedPortLeavesThePortsAndTakesOverAllElse() {
        final var choice = choose(group(bridge(ONE, 30, "uplinkk", "trunk"), bridge(TWO, 20, "uplink", "trunk")));
        assertEquals(new Pair<>(bridge(ONE, 30, "uplink", "trunk"), bridge(TWO, 20, "uplink", "trunk")),
            choice.configuration().bridges());
        final var reason = choice.unused().orElseThrow();
        assertTrue(reason.contains("openflow:1 has no uplink-port 'uplinkk'")
            && reason.contains("'uplink' (1)") && reason.contains("until then the group goes on"), reason);
    }

    @Test
    void aNumberAndANameOfTheSamePortAreNoTwoPorts() {
        final var reason = choose(group(bridge(ONE, 10, "uplink", "trunk"), bridge(TWO, 20, "uplink", "1")))
            .unused().orElseThrow();
        assertTrue(reason.contains("uplink-port 'uplink' and trunk-port '1' of openflow:2 are the same port"), reason);
    }

    @Test
    void portsOfABridgeThatIsNotConnectedWaitForIt() {
        ports.remove(TWO);
        final var wanted = group(bridge(ONE, 10, "uplink", "trunk"), bridge(TWO, 20, "trunk2", "trunk"));
        final var choice = choose(wanted);
        assertEquals(NOW, choice.configuration());
        assertTrue(choice.unused().orElseThrow().contains("openflow:2 is not connected"), choice::toString);
        assertEquals(wanted, choose(wanted, Set.of(ONE)).configuration(), "it never had the former ones either");
    }

    @Test
    void anotherBridgeIsTakenOnceItIsThere() {
        final var wanted = group(bridge(ONE, 10, "uplink", "trunk"), bridge(THREE, 20, "uplink", "trunk"));
        final var waiting = choose(wanted);
        assertEquals(NOW.bridges(), waiting.configuration().bridges());
        assertTrue(waiting.unused().orElseThrow().contains("openflow:3 is not connected"), waiting::toString);
        ports.put(THREE, ports.get(ONE));
        assertEquals(new ConfigurationChoice(wanted, Optional.empty()), choose(wanted));
        assertFalse(choose(wanted).configuration().samePair(NOW));
    }
}
