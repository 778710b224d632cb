/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.emulator.datapath.RefusedException;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * The network around the bridges, which forward by flows made by hand: no controller is there.
 */
class EmulatedLabTest {
    private static final OFFactory OF = ControllerEnd.OF;
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String GATEWAY = "10.77.255.1";
    private static final int RATE = 500;

    private final EmulatedLab lab = EmulatedLab.up(Topology.of(100).withController("127.0.0.1:9").withoutDirect());

    @AfterEach
    void remove() {
        lab.close();
    }

    @Test
    void hostsAreHeardAndAnswered() {
        openGate(1);
        lab.localHosts().ask(1, 100, GATEWAY);
        Awaitility.await().atMost(SOON).until(() -> lab.outsideHosts().broadcasts() == 100);
        for (int host = 1; host <= 100; host++) {
            assertEquals(1, received(host), "the answer to host " + host);
        }
        assertEquals(0, lab.localHosts().returned());
    }

    @Test
    void switchesSendToTheOldBridgeUntilTheyAreTold() {
        openGate(1);
        lab.localHosts().ask(1, 100, GATEWAY);
        try (var silent = lab.inward(1, 5, RATE)) {
            awaitFrame(silent);
            lab.fault(Fault.BRIDGE_HOST, 1);
            openGate(2);
            final long lost = silent.sent();
            Awaitility.await().atMost(SOON).until(() -> silent.sent() > lost + RATE / 5);
            assertTrue(silent.last() <= lost, "nobody has told the switches");
            final var announcements = lab.watchUplink(2, Frames::isAnnouncement);
            announce(2, 5);
            awaitFrame(silent);
            assertEquals(List.of(lab.localHosts().host(5).mac()),
                announcements.entries().stream().map(FrameLog.Entry::source).toList());
            assertTrue(silent.longestHoleMillis() > 0);
            assertEquals(0, silent.duplicated());
        }
    }

    @Test
    void twoForwardingBridgesAreALoop() {
        openGate(1);
        openGate(2);
        lab.localHosts().ask(1, 1, GATEWAY);
        Awaitility.await().atMost(SOON).until(() -> lab.localHosts().returned() > 10);
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultStopsTrafficAndHealsUnlessItLeavesTheDataPathAlone(final Fault fault) {
        openGate(1);
        lab.localHosts().ask(1, 100, GATEWAY);
        try (var traffic = lab.outward(1, 1, RATE)) {
            awaitFrame(traffic);
            lab.fault(fault, 1);
            final long before = traffic.sent();
            Awaitility.await().atMost(SOON).until(() -> traffic.sent() > before + RATE / 5);
            final boolean harmless = fault == Fault.CHANNEL || fault == Fault.PEER_LINK;
            assertEquals(harmless, traffic.last() > before + RATE / 20, "traffic flows");
            lab.heal(fault, 1);
            if (fault == Fault.BRIDGE_HOST || fault == Fault.VSWITCHD) {
                assertEquals(List.of(), lab.bridge(1).flows(), "as after a reboot");
                openGate(1);
            }
            awaitFrame(traffic);
        }
    }

    private static void awaitFrame(final NumberedStream stream) {
        final long now = stream.sent();
        Awaitility.await().atMost(SOON).until(() -> stream.last() > now);
    }

    private long received(final int host) {
        Awaitility.await().atMost(SOON).until(() -> lab.localHosts().received(host) > 0);
        return lab.localHosts().received(host);
    }

    private void openGate(final int bridge) {
        forward(bridge, 1, 2);
        forward(bridge, 2, 1);
    }

    private void forward(final int bridge, final int from, final int to) {
        final var flow = OF.buildFlowAdd().setPriority(1)
            .setMatch(OF.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(from)).build())
            .setInstructions(List.of(OF.instructions().applyActions(List.of(OF.actions().output(OFPort.of(to), 0)))))
            .build();
        lab.network().call(() -> {
            lab.bridge(bridge).datapath().change(flow, System.nanoTime());
            return true;
        });
    }

    private void announce(final int bridge, final int host) {
        lab.network().run(() -> {
            try {
                lab.bridge(bridge).datapath().packetOut(OFPort.CONTROLLER.getPortNumber(),
                    Frames.rarp(lab.localHosts().host(host).mac()), List.of(OF.actions().output(OFPort.of(2), 0)),
                    System.nanoTime());
            } catch (RefusedException e) {
                throw new LabException("refused", e);
            }
        });
    }
}
