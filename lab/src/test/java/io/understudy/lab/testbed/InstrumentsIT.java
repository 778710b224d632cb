/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.capture.Announcements;
import io.understudy.lab.capture.Capture;
import io.understudy.lab.capture.LoopWatch;
import io.understudy.lab.traffic.Stream;
import io.understudy.lab.traffic.TrafficMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The measuring instruments against known causes: the bridges forward by hand-made flows, no controller is there.
 */
class InstrumentsIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RATE = 1000;
    /** The index of the nice value among the fields that follow the name in /proc/PID/stat; see proc(5). */
    private static final int NICE = 16;
    /** The discard port: nothing listens there. */
    private static final String NO_CONTROLLER = "127.0.0.1:9";

    private Lab lab;

    @BeforeEach
    void raise() {
        lab = Lab.up(Topology.of(4).named("it").withController(NO_CONTROLLER).withoutDirect());
    }

    @AfterEach
    void remove() {
        lab.close();
    }

    @Test
    void nothingIsForwardedWithoutFlows() {
        try (var meter = TrafficMeter.start(lab)) {
            meter.begin(RATE);
            assertThrows(ConditionTimeoutException.class,
                () -> meter.awaitReceived(Stream.OUT, 1, Duration.ofSeconds(1)));
            final var report = meter.end();
            for (var stream : Stream.values()) {
                assertEquals(report.of(stream).sent(), report.of(stream).lost(), stream.name());
                assertFalse(report.of(stream).recovered(), stream.name());
            }
        }
    }

    @Test
    void undisturbedTrafficLosesNothing() {
        openGate(1);
        lab.speak();
        try (var meter = TrafficMeter.start(lab); var loops = LoopWatch.start(lab.topology())) {
            meter.begin(RATE);
            meter.awaitReceived(Stream.OUT, 2 * RATE, SOON);
            meter.awaitFlowing(SOON);
            final var report = meter.end();
            for (var stream : Stream.values()) {
                assertEquals(0, report.of(stream).lost(), stream + " of " + report);
                assertEquals(0, report.of(stream).duplicated(), stream + " of " + report);
                assertEquals(0, report.of(stream).outageMillis(), stream + " of " + report);
            }
            assertTrue(report.recovered());
            assertEquals(0, loops.returned());
        }
    }

    /**
     * The kernel's own word, for how long a switch waits depends on the machine. Some kernels share a processor out
     * between sessions; there the nice value of a process counts beside its own session alone.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBridgeHasTheProcessorBeforeOtherSessions(final int bridge) throws IOException {
        final var process = Path.of("/proc",
            Files.readString(lab.folder().resolve("bh" + bridge).resolve("ovs-vswitchd.pid")).strip());
        final var stat = Files.readString(process.resolve("stat"));
        final var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        assertEquals("-15", afterName[NICE]);
        final var session = process.resolve("autogroup");
        if (Files.exists(session)) {
            final var preference = Files.readString(session).strip();
            assertTrue(preference.endsWith(" nice -15"), preference);
        }
    }

    @Test
    void aDeadBridgeHostIsAnOutageUntilTheOtherForwardsAndAnnounces() {
        openGate(1);
        lab.speak();
        try (var meter = TrafficMeter.start(lab); var uplink = Announcements.onUplink(lab.topology(), 2)) {
            meter.begin(RATE);
            meter.awaitReceived(Stream.OUT, RATE, SOON);
            lab.fault(Fault.BRIDGE_HOST, 1);
            openGate(2);
            meter.awaitReceived(Stream.OUT, 2 * RATE, SOON);
            assertTrue(meter.flowing(Stream.OUT), "the sender's own traffic teaches the switches");
            assertFalse(meter.flowing(Stream.IN), "nobody has told the switches about a host that does not send");
            assertFalse(meter.flowing(Stream.IN_SILENT), "nobody has told the switches about the silent host");
            for (int host = 1; host <= lab.topology().hosts(); host++) {
                announceByHand(host);
            }
            meter.awaitFlowing(SOON);
            assertEquals(lab.topology().localMacs(), uplink.perHost().keySet());
            final var report = meter.end();
            assertTrue(report.recovered(), report.toString());
            final var out = report.of(Stream.OUT);
            final var silent = report.of(Stream.IN_SILENT);
            assertTrue(out.lost() > 0 && out.outageMillis() < silent.outageMillis(), report.toString());
            // At a frame a millisecond, lost frames and milliseconds of outage are the same but for stalls.
            assertEquals(silent.lost(), silent.outageMillis(), 0.1 * silent.lost() + 50, report.toString());
        }
    }

    @Test
    void twoForwardingBridgesAreSeenAsALoop() {
        openGate(1);
        lab.speak();
        try (var meter = TrafficMeter.start(lab); var loops = LoopWatch.start(lab.topology())) {
            meter.begin(RATE);
            meter.awaitReceived(Stream.BROADCAST_OUT, 5, SOON);
            // A loop that ends by itself: the second bridge forwards a bounded number of frames a second for a second.
            lab.openFlow(2, "add-meter", "meter=1,pktps,burst,band=type=drop,rate=50,burst_size=50");
            lab.openFlow(2, "add-flow",
                "hard_timeout=1,in_port=1,dl_dst=ff:ff:ff:ff:ff:ff,actions=meter:1,output:2");
            lab.openFlow(2, "add-flow",
                "hard_timeout=1,in_port=2,dl_dst=ff:ff:ff:ff:ff:ff,actions=meter:1,output:1");
            Awaitility.await("frames come back").atMost(SOON).until(() -> loops.returned() > 0);
            lab.openFlow(2, "del-flows");
            final var report = meter.end();
            assertTrue(report.duplicatedBroadcasts() > 0, report.toString());
        }
    }

    @Test
    void aDeadBridgeHostStopsTrafficAndHeals() {
        assertCourse(Fault.BRIDGE_HOST);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BRIDGE_HOST")
    @Tag("all")
    void everyOtherFaultStopsTrafficAndHealsUnlessItLeavesTheDataPathAlone(final Fault fault) {
        assertCourse(fault);
    }

    private void assertCourse(final Fault fault) {
        openGate(1);
        lab.speak();
        try (var meter = TrafficMeter.start(lab)) {
            meter.begin(100);
            meter.awaitFlowing(SOON);
            lab.fault(fault, 1);
            final boolean harmless = fault == Fault.CHANNEL || fault == Fault.PEER_LINK;
            if (!harmless) {
                Awaitility.await("traffic stops").atMost(SOON).until(() -> !meter.flowing(Stream.OUT));
            }
            assertThrows(LabException.class, () -> lab.fault(fault, 1), "it is in place already");
            lab.heal(fault, 1);
            if (fault == Fault.BRIDGE_HOST || fault == Fault.VSWITCHD) {
                assertEquals(List.of(), lab.dumpFlows(1), "as after a reboot");
                openGate(1);
            }
            lab.speak();
            meter.awaitFlowing(SOON);
            final var report = meter.end();
            // What a hung switch has not taken yet waits for it in the kernel.
            if (fault != Fault.HANG) {
                assertEquals(harmless, report.of(Stream.OUT).lost() == 0, report.toString());
            }
        }
    }

    @Test
    void aCaptureOutlivesALossOfCarrier() {
        openGate(1);
        final var topology = lab.topology();
        try (var capture = Capture.start(topology.fabricNamespace(), topology.uplinkSwitchPort(1),
                Capture.Direction.IN, "arp")) {
            lab.speak(1);
            capture.await("a request", frames -> !frames.isEmpty(), SOON);
            lab.fault(Fault.UPLINK, 1);
            lab.heal(Fault.UPLINK, 1);
            capture.clear();
            lab.speak(2);
            final var frames = capture.await("another request", list -> !list.isEmpty(), SOON);
            assertEquals(topology.localHost(2).mac(), frames.get(0).source());
        }
    }

    @Test
    void theStrangerHasFlowsOfItsOwn() {
        lab.strangerUp();
        assertTrue(lab.dumpStrangerFlows().stream().anyMatch(flow -> flow.contains("cookie=0x1,")));
        lab.strangerDown();
    }

    @Test
    void anExistingLabIsNotRaisedAgain() {
        final var refusal = assertThrows(LabException.class, () -> Lab.up(lab.topology()));
        assertTrue(refusal.getMessage().contains("lab down --name it"), refusal.getMessage());
        assertEquals(lab.topology(), Lab.attach("it").topology());
    }

    private void openGate(final int bridge) {
        lab.openFlow(bridge, "add-flow", "in_port=1,actions=output:2");
        lab.openFlow(bridge, "add-flow", "in_port=2,actions=output:1");
    }

    /** A RARP request, sent by bridge 2 out of its uplink. */
    private void announceByHand(final int host) {
        final var mac = lab.topology().localHost(host).mac().replace(":", "");
        final var frame = "ffffffffffff" + mac + "8035" + "0001080006040003" + mac + "00000000" + mac + "00000000"
            + "00".repeat(18);
        lab.openFlow(2, "packet-out", "in_port=controller,packet=" + frame + ",actions=output:2");
    }
}
