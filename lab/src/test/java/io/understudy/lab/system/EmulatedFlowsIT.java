/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.emulator.datapath.Limits;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The real distribution programs many flows into emulated bridges: more at once than openflowplugin takes, and more
 * than fit.
 */
@ExtendWith(Distribution.class)
class EmulatedFlowsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SOURCES = 1;
    private static final int RATE = 200;
    private static final int SHORTEST_FRAME = 60;
    /** The EtherType for local experiments that no part of the lab knows. */
    private static final short EXPERIMENTAL = (short) 0x88b6;
    private static final String GATEWAY = "10.77.255.1";

    private Topology topology;
    private EmulatedLab lab;
    private GroupClient group;

    private void protect(final int hosts) {
        topology = Topology.of(hosts).withDatapath(0x31);
        lab = EmulatedLab.up(topology);
        group = RestconfClient.local().group("flows");
        EmulatedRig.protect(topology, group, PATIENCE);
    }

    @AfterEach
    void remove() {
        group.delete();
        lab.close();
    }

    private void speak(final int hosts) {
        lab.localHosts().ask(1, hosts, GATEWAY);
        group.awaitSummary(hosts + " hosts", state -> state.hostCount() == hosts, PATIENCE);
    }

    /** Does not read all the hosts every time. */
    private GroupState awaitStatus(final String status) {
        return group.awaitSummary(status, state -> state.status().equals(status), PATIENCE);
    }

    private int refused(final GroupState state, final int number) {
        return state.bridge(topology.nodeId(number)).getAsJsonObject("host-flows").get("refused").getAsInt();
    }

    private boolean isComplete(final GroupState state, final int number) {
        return refused(state, number) == 0
            && state.bridge(topology.nodeId(number)).getAsJsonObject("host-flows").get("pending").getAsInt() == 0;
    }

    private void awaitComplete(final int hosts) {
        group.awaitSummary("nothing is pending or refused", state -> state.hostCount() == hosts
            && isComplete(state, 1) && isComplete(state, 2), PATIENCE);
        assertTrue(lab.bridge(1).flowCount(SOURCES) > hosts, lab.bridge(1).flowCount(SOURCES) + " flows");
        assertEquals(lab.bridge(1).flowCount(SOURCES), lab.bridge(2).flowCount(SOURCES));
    }

    /** An outside host sends each local host a frame, until all have got one. */
    private void assertAllAreServed(final int hosts) {
        final var before = IntStream.rangeClosed(1, hosts).mapToLong(lab.localHosts()::received).toArray();
        final var unserved = IntStream.rangeClosed(1, hosts).boxed().collect(Collectors.toSet());
        Awaitility.await("a frame to every host").atMost(PATIENCE).until(() -> {
            unserved.forEach(number -> lab.outsideHosts().send(frame(lab.localHosts().host(number).mac(),
                lab.outsideHosts().host(1).mac())));
            unserved.removeIf(number -> lab.localHosts().received(number) > before[number - 1]);
            return unserved.isEmpty();
        });
    }

    private static byte[] frame(final String to, final String from) {
        final var colons = HexFormat.ofDelimiter(":");
        return ByteBuffer.allocate(SHORTEST_FRAME).put(colons.parseHex(to)).put(colons.parseHex(from))
            .putShort(EXPERIMENTAL).array();
    }

    @Test
    void tenThousandNewHostsAtOnceAreInBothBridgesAndNothingIsRefused() {
        final int hosts = 10_000;
        protect(hosts);
        speak(hosts);
        awaitComplete(hosts);

        lab.fault(Fault.BRIDGE_HOST, 2);
        awaitStatus("unprotected");
        lab.heal(Fault.BRIDGE_HOST, 2);
        // it comes back without a flow, so it is told of all of them
        final var state = awaitStatus("protected");
        awaitComplete(hosts);
        assertEquals(0, state.bridge(topology.nodeId(1)).getAsJsonObject("counters").get("requests-failed")
            .getAsLong());
        assertEquals(Map.of(), lab.bridge(1).refused());
    }

    @Test
    void bridgesThatAreFullFloodWhatTheyCannotHoldAndAreTriedAgain() {
        final int hosts = 1500;
        protect(hosts);
        lab.bridge(1).setLimits(Limits.none().withFlows(1000));
        lab.bridge(2).setLimits(Limits.none().withFlows(1000));
        speak(hosts);
        final var full = group.awaitSummary("both bridges are full",
            state -> refused(state, 1) > 400 && refused(state, 2) > 400, PATIENCE);
        assertTrue(full.bridge(topology.nodeId(1)).get("error").getAsString().contains("did not take the flows of"),
            full.toString());
        assertEquals("protected", full.status(), full.reason());
        assertAllAreServed(hosts);
        try (var inward = lab.inward(1, hosts, RATE)) {
            EmulatedRig.awaitFrame(inward, PATIENCE);
            lab.fault(Fault.BRIDGE_HOST, 1);
            group.awaitSummary("primary " + topology.nodeId(2),
                state -> state.primary().equals(Optional.of(topology.nodeId(2))), PATIENCE);
            EmulatedRig.awaitFrame(inward, PATIENCE);
            assertEquals(0, inward.duplicated());
        }
        assertAllAreServed(hosts);

        lab.bridge(2).setLimits(Limits.none());
        group.awaitSummary("all hosts are taken", state -> refused(state, 2) == 0, PATIENCE);
        assertTrue(lab.bridge(2).flowCount(SOURCES) > hosts);
    }
}
