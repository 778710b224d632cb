/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.capture.LoopWatch;
import io.understudy.lab.capture.Recording;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.FrameInjector;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Which frames the bridges relay, and how: those of the untagged VLAN by whichever tag, and none that could go round or
 * that is for the neighbour alone.
 */
@ExtendWith(Distribution.class)
class RelayedFramesIT {
    private static final int FRAMES = 20;
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    /** Local Experimental EtherType 2 (IEEE 802, 9.2.3). */
    private static final int TYPE = 0x88b6;
    /** 200 frames a second. */
    private static final int PAUSE_MILLIS = 5;
    private static final int NEWCOMERS = 100;
    private static final int VLAN = 10;
    private static final int SERVICE_TAG = 0x88a8;
    private static final String UNLEARNED = "cookie=0x555318";
    private static final String COPY = "cookie=0x55530e";
    private static final Pattern PACKETS = Pattern.compile("n_packets=(\\d+)");
    private static final Guest CONTROL = Guest.of(0, "02:00:00:77:0a:01");

    @Test
    void framesWithAPriorityTagArriveWithoutItAndAreNotCopied() {
        try (var rig = Rig.up()) {
            final var from = rig.topology.localHost(1);
            final var to = rig.topology.outsideHost(1);
            final var frame = Guest.of(0, from.mac()).frame(to.mac(), TYPE, new byte[46]);
            try (var arriving = Recording.start(to.namespace(), Host.INTERFACE, "ether src " + from.mac()
                    + " and ether[12:2] == 0x88b6")) {
                final long copied = copied(rig);
                Guest.send(from.namespace(), Collections.nCopies(FRAMES, tagged(frame, 0xa000)));
                arriving.await("frames without a tag", frames -> frames.size() == FRAMES);
                final long more = copied(rig) - copied;
                assertTrue(more < FRAMES / 2, "copied to the controller: " + more);
            }
        }
    }

    /** A switch of Linux relays none of these either, so they are sent right behind it, and recorded before another. */
    @Test
    void framesFromNoStationAndForTheNeighbourAloneGoNoFurther() {
        try (var rig = Rig.up()) {
            final var fabric = rig.topology.fabricNamespace();
            try (var arriving = Recording.start(fabric, rig.topology.uplinkSwitchPort(1), "ether[12:2] == 0x88b6"
                    + " or ether[12:2] == 0x88cc or ether[12:2] == 0x8100")) {
                Guest.send(fabric, rig.topology.trunkSwitchPort(1), List.of(
                    Guest.of(0, "03:00:00:77:0a:02").frame(BROADCAST, TYPE, new byte[46]),
                    Guest.of(0, "00:00:00:00:00:00").frame(BROADCAST, TYPE, new byte[46]),
                    CONTROL.frame("01:80:c2:00:00:0e", 0x88cc, new byte[46]),
                    tagged(CONTROL.frame(BROADCAST, TYPE, new byte[46]), 0x0fff),
                    tagged(tagged(CONTROL.frame(BROADCAST, TYPE, new byte[46]), 0x000a), 0xa000),
                    CONTROL.frame(BROADCAST, TYPE, new byte[46])));
                final var arrived = arriving.await("what a station says", frames -> !frames.isEmpty());
                assertEquals(1, arrived.size(), arrived::toString);
                assertEquals(CONTROL.mac(), arrived.getFirst().get("eth.src"), arrived::toString);
            }
        }
    }

    @Test
    void framesWithABridgesOwnAddressAreDroppedCountedAndReported() {
        try (var rig = Rig.up()) {
            final var from = rig.topology.localHost(1);
            try (var arriving = Recording.start(rig.topology.outsideHost(1).namespace(), Host.INTERFACE,
                    "ether[12:2] == 0x88b6 or (arp and ether[6:4] == 0xa6000000)")) {
                for (int bridge = 1; bridge <= 2; bridge++) {
                    final var own = Guest.of(0, "a6:00:00:00:00:0" + bridge, "10.77.209.9");
                    own.speak(from.namespace(), "10.77.255.1", "fd77::ff:1");
                    final var node = rig.topology.nodeId(bridge);
                    rig.group.await("frames of " + node + " that came back", state -> state.bridge(node)
                        .getAsJsonObject("counters").get("own-frames-dropped").getAsLong() == 1, Rig.PATIENCE);
                    rig.group.await("an event", state -> state.events(20).stream().anyMatch(event -> event.contains(
                        node + " dropped frames with its own source address: 1 at trunk 1")), Rig.PATIENCE);
                }
                Guest.send(from.namespace(), List.of(CONTROL.frame(BROADCAST, TYPE, new byte[46])));
                assertEquals(1, arriving.await("what a station says", frames -> !frames.isEmpty()).size());
            }
        }
    }

    /** What the hung bridge has in its queues it forwards when it goes on, before it reads that its gate is closed. */
    @Test
    void framesWithAPriorityTagDoNotComeBackWhenABridgeThatHungGoesOn() {
        try (var rig = Rig.up(); var loops = LoopWatch.start(rig.topology);
                var injector = FrameInjector.start(rig.topology.outsideHost(1).namespace())) {
            final var to = rig.topology.localHost(2);
            try (var arriving = Recording.start(to.namespace(), Host.INTERFACE, "ether[12:2] == 0x88b6")) {
                injector.repeat(List.of(tagged(Guest.of(0, rig.topology.outsideHost(1).mac())
                    .frame(BROADCAST, TYPE, new byte[46]), 0xa000)), PAUSE_MILLIS);
                arriving.await("the broadcasts", frames -> !frames.isEmpty());
                rig.lab.fault(Fault.HANG, 1);
                rig.awaitAnnounced(2);
                rig.lab.heal(Fault.HANG, 1);
                rig.awaitProtected();
                final int soFar = arriving.frames().size();
                arriving.await("the broadcasts go on", frames -> frames.size() > soFar + FRAMES);
            }
            assertEquals(0, loops.returned(), "frames that came back to their sender");
        }
    }

    /** At most 5,000 frames a second, of a host that is known without a tag. */
    @Test
    void aStormOfServiceTagsDoesNotKeepNewHostsFromBeingLearned() {
        try (var rig = Rig.up(); var injector = FrameInjector.start(rig.topology.localHost(1).namespace());
                var newcomers = FrameInjector.start(rig.topology.localHost(2).namespace())) {
            final var known = Guest.of(VLAN, "02:00:00:77:0a:03");
            Guest.send(rig.topology.outsideHost(1).namespace(), List.of(known.frame(BROADCAST, TYPE, new byte[46])));
            awaitFlow(rig, known.mac());
            final var storm = Guest.of(0, rig.topology.localHost(1).mac());
            for (var destination : List.of(BROADCAST, BROADCAST, BROADCAST, known.mac(), known.mac())) {
                injector.repeat(List.of(tagged(storm.frame(destination, TYPE, new byte[46]), SERVICE_TAG, VLAN)), 1);
            }
            awaitFlow(rig, UNLEARNED);
            newcomers.ask(Topology.of(2 * NEWCOMERS), NEWCOMERS + 1, 2 * NEWCOMERS,
                rig.topology.outsideHost(1).address());
            rig.group.awaitSummary("all that spoke once", state -> state.hostCount() == rig.topology.hosts()
                + NEWCOMERS, Rig.PATIENCE);
        }
    }

    private static void awaitFlow(final Rig rig, final String words) {
        Awaitility.await("a flow with " + words).atMost(Rig.PATIENCE).until(() -> rig.lab.dumpFlows(1).stream()
            .anyMatch(flow -> flow.contains(words)));
    }

    private static long copied(final Rig rig) {
        return rig.lab.openFlow(1, "dump-flows").lines().filter(flow -> flow.contains(COPY)).mapToLong(flow -> {
            final var packets = PACKETS.matcher(flow);
            assertTrue(packets.find(), flow);
            return Long.parseLong(packets.group(1));
        }).sum();
    }

    private static byte[] tagged(final byte[] frame, final int control) {
        return tagged(frame, 0x8100, control);
    }

    private static byte[] tagged(final byte[] frame, final int type, final int control) {
        return ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putShort((short) type)
            .putShort((short) control).put(frame, 12, frame.length - 12).array();
    }
}
