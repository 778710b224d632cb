/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Lab;
import io.understudy.lab.traffic.FrameInjector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody captures path probes and sends them again and again while the bridge host that forwards dies.
 */
@ExtendWith(Distribution.class)
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CAPTURED = 6;
    private static final int PAUSE_MILLIS = 10;
    /** Some host that the meter does not use. */
    private static final int GUEST = 9;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int LENGTH_OFFSET = 8;

    @Test
    void probesRepeatedByAGuestDoNotKeepADeadBridgeInTheRole() {
        try (var rig = Rig.up()) {
            final var guest = rig.topology.localHost(GUEST);
            // a virtual switch that floods what it does not know
            ChildProcesses.run(Lab.inNamespace(rig.topology.fabricNamespace(), List.of("ip", "link", "set", "dev",
                "lpar" + GUEST, "type", "bridge_slave", "flood", "on")), PATIENCE);
            final var probes = capture(guest.namespace(), Host.INTERFACE, "ether[0] == 0xaa");
            isReplacedAlthoughSomebodyRepeats(rig, guest.namespace(), probes, "path-probe-inward", "its trunk trunk");
        }
    }

    @Test
    void probesRepeatedFromOutsideDoNotKeepADeadBridgeInTheRole() {
        try (var rig = Rig.up()) {
            final var probes = capture(rig.topology.fabricNamespace(), "swB-core", "ether[0] == 0xa6");
            isReplacedAlthoughSomebodyRepeats(rig, rig.topology.outsideHost(1).namespace(), probes,
                "path-probe-outward", "its uplink uplink");
        }
    }

    private static void isReplacedAlthoughSomebodyRepeats(final Rig rig, final String namespace,
            final List<byte[]> probes, final String kind, final String port) {
        final var secondary = rig.topology.nodeId(2);
        try (var injector = FrameInjector.start(namespace)) {
            injector.repeat(probes, PAUSE_MILLIS);
            rig.group.await("a warning that names the port", state -> state.events(256).stream().anyMatch(event ->
                event.contains(secondary + " hears path probes at " + port)), Rig.PATIENCE);
            final var takeover = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(2);
            });
            assertTrue(takeover.traffic().recovered(), "traffic came back");
            final long before = strays(rig.state(), secondary, kind);
            assertTrue(before > 0, "they are counted");
            rig.group.await("more of them: they are still being repeated",
                state -> strays(state, secondary, kind) > before, Rig.PATIENCE);
            assertEquals(Optional.of(secondary), rig.state().primary(), "it does not yield");
        }
    }

    private static long strays(final GroupState state, final String bridge, final String kind) {
        return state.bridge(bridge).getAsJsonObject("counters").getAsJsonObject("stray-answers").get(kind).getAsLong();
    }

    private static List<byte[]> capture(final String namespace, final String networkInterface, final String filter) {
        try {
            final var file = Files.createTempFile("understudy-probes", ".pcap");
            try {
                ChildProcesses.run(Lab.inNamespace(namespace, List.of("tcpdump", "-n", "-Z", "root", "--immediate-mode",
                    "-c", String.valueOf(CAPTURED), "-w", file.toString(), "-i", networkInterface, "-Q", "in",
                    "ether proto 0x88b5 and " + filter)), PATIENCE);
                return frames(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file in the format of libpcap. */
    private static List<byte[]> frames(final ByteBuffer file) {
        final var frames = new ArrayList<byte[]>();
        file.position(FILE_HEADER);
        while (file.hasRemaining()) {
            final var frame = new byte[file.getInt(file.position() + LENGTH_OFFSET)];
            file.position(file.position() + RECORD_HEADER).get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
