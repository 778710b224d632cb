/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;
import io.understudy.lab.capture.Recording;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.traffic.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A bridge host that forwards dies, and what its hosts notice of it.
 */
@ExtendWith(Distribution.class)
class FailoverIT {
    @Test
    void deadBridgeHostIsReplacedAndFailbackIsAsComplete() {
        try (var rig = Rig.up()) {
            final var takeover = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(2);
            });
            assertTrue(takeover.traffic().recovered(), "traffic came back");
            assertEquals(rig.topology.localMacs(), takeover.announced(2), "announced where the hosts are now");
            assertEquals(Set.of(), takeover.announced(1), "announced where they are no longer");
            assertEquals(1, rig.state().failovers(), "moves of the role");

            rig.lab.heal(Fault.BRIDGE_HOST, 1);
            rig.awaitProtected();
            final var failback = rig.during(() -> {
                rig.group.switchover(rig.topology.nodeId(1), "test");
                rig.awaitAnnounced(1);
            });
            assertTrue(failback.traffic().recovered(), "traffic came back");
            assertEquals(rig.topology.localMacs(), failback.announced(1), "announced where the hosts are now");
            assertEquals(Set.of(), failback.announced(2), "announced where they are no longer");

            rig.awaitProtected();
            final var reverse = rig.during(() -> {
                rig.group.switchover(rig.topology.nodeId(2), "test");
                rig.awaitAnnounced(2);
            });
            assertEquals(rig.topology.localMacs(), reverse.announced(2), "announced where the hosts are now");
            assertEquals(Set.of(), reverse.announced(1), "announced where they are no longer");
        }
    }

    @Test
    void aHostThatSpokeJustBeforeItsBridgeDiedIsAnnounced() {
        final var guest = Guest.of(0, "02:00:00:77:09:02", "10.77.209.2");
        try (var rig = Rig.up(configuration -> configuration.with("replication", "interval", 5));
                var announced = Recording.start(rig.topology.fabricNamespace(), rig.topology.uplinkSwitchPort(2),
                    "rarp and ether src " + guest.mac())) {
            guest.speak(rig.topology.localHost(1).namespace(), rig.topology.outsideHost(1).address(), "fd77::ff:1");
            // the other bridge and the datastore hear of it with the next update, every 5 s
            Awaitility.await("its flow").pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> rig.lab.dumpFlows(1).stream().anyMatch(flow -> flow.contains(guest.mac())));
            rig.lab.fault(Fault.BRIDGE_HOST, 1);
            announced.await("its announcement", frames -> !frames.isEmpty());
        }
    }

    @Test
    void withoutAnnouncementsHostsThatOnlyReceiveStayLostUntilSomebodyAnnouncesThem() {
        try (var rig = Rig.up(configuration -> configuration.with("announcement", "method", "none"))) {
            final var outcome = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitPrimary(2);
                Awaitility.await("outward traffic").atMost(Rig.PATIENCE).until(() -> rig.meter.flowing(Stream.OUT));
                // Twice as long as the other direction took, counted in frames: the switches do not relearn.
                rig.meter.awaitReceived(Stream.OUT, 3L * Rig.RATE, Rig.PATIENCE);
                assertFalse(rig.meter.flowing(Stream.IN), "inward traffic");
                assertFalse(rig.meter.flowing(Stream.IN_SILENT), "traffic to the silent host");
                rig.group.set("announcement", "method", new JsonPrimitive("rarp"));
                assertEquals(rig.topology.hosts(), rig.group.announce());
            });
            assertTrue(outcome.traffic().recovered(), "traffic came back");
            assertEquals(rig.topology.localMacs(), outcome.announced(2));
        }
    }

    @Test
    void fastHeartbeatsFindAHungSwitchProcessSooner() {
        try (var rig = Rig.up(configuration -> configuration.with("heartbeat", "confirm-interval", 0))) {
            final double slow = outageOfAHungProcess(rig, 1);
            rig.lab.heal(Fault.HANG, 1);
            for (var probe : List.of("heartbeat", "path-probe")) {
                rig.group.set(probe, "interval", new JsonPrimitive(50));
            }
            rig.awaitProtected();
            final double fast = outageOfAHungProcess(rig,
                rig.state().primary().equals(Optional.of(rig.topology.nodeId(1))) ? 1 : 2);
            // Its connections and its links stay up, so only probes find it. They are twenty times faster, and the rest
            // of a takeover costs the same.
            assertTrue(fast * 4 < slow, () -> "the outage must shrink with the interval: " + slow + " ms, " + fast
                + " ms");
        }
    }

    private static double outageOfAHungProcess(final Rig rig, final int bridge) {
        return rig.during(() -> rig.lab.fault(Fault.HANG, bridge)).traffic().of(Stream.IN_SILENT).outageMillis();
    }

    @Test
    void lostUplinkAndKilledSwitchProcessAreReplaced() {
        try (var rig = Rig.up()) {
            final var uplink = rig.during(() -> {
                rig.lab.fault(Fault.UPLINK, 1);
                rig.awaitAnnounced(2);
            });
            assertEquals(rig.topology.localMacs(), uplink.announced(2));
            assertEquals(1, rig.state().failovers(), "moves of the role");
            final var reason = rig.group.awaitStatus("unprotected", Rig.PATIENCE).reason();
            assertTrue(reason.contains("uplink"), reason);
            rig.lab.heal(Fault.UPLINK, 1);
            rig.awaitProtected();

            final var killed = rig.during(() -> {
                rig.lab.fault(Fault.VSWITCHD, 2);
                rig.awaitAnnounced(1);
            });
            assertEquals(rig.topology.localMacs(), killed.announced(1));
            assertEquals(Set.of(), killed.announced(2));
            assertEquals(2, rig.state().failovers(), "moves of the role");
            rig.lab.heal(Fault.VSWITCHD, 2);
            rig.awaitProtected();
        }
    }

    @Test
    void cutPeerLinkMovesNothing() {
        try (var rig = Rig.up()) {
            final var outcome = rig.during(() -> {
                rig.lab.fault(Fault.PEER_LINK, 1);
                final var reason = rig.group.await("loss of heartbeats", state -> state.reason()
                    .contains("heartbeats in a row"), Rig.PATIENCE).reason();
                assertTrue(reason.contains("peer link"), reason);
                assertEquals("unprotected", rig.state().status());
            });
            Rig.assertNothingLost(outcome.traffic());
            rig.awaitPrimary(1);
            assertEquals(0, rig.state().failovers(), "moves of the role");
            rig.lab.heal(Fault.PEER_LINK, 1);
            rig.awaitProtected();
        }
    }

    @Test
    void automaticFailbackReturnsTheRole() {
        try (var rig = Rig.up(configuration -> configuration.with("failback", "mode", "automatic")
                .with("failback", "hold-time", 1))) {
            final var outcome = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(2);
                rig.lab.heal(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(1);
            });
            assertTrue(outcome.traffic().recovered(), "traffic came back");
            assertEquals(rig.topology.localMacs(), outcome.announced(1));
            rig.awaitProtected();
        }
    }
}
