/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.failover.GroupState;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.frame.PathProbe;
import io.understudy.core.frame.UpstreamProbe;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.core.report.StrayKind;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is sent to the bridges' own addresses and answers nothing: it is counted, told once, and changes nothing.
 */
final class StrayAnswersTest {
    private static final Optional<Location> UPLINK = Optional.of(Location.UPLINK);
    private static final Optional<Location> TRUNK = Optional.of(ServingGroup.TRUNK);

    private final ServingGroup serving = begun();

    /** A group whose secondary has sent its first probes through the primary. */
    private static ServingGroup begun() {
        final var serving = ServingGroup.serving();
        serving.run(10);
        return serving;
    }

    private long strays(final Side side, final StrayKind kind) {
        return serving.report().counters().get(side).strays().get(kind);
    }

    private ProbeMonitor inward() {
        return serving.group.state().bridge(Side.PREFERRED).signs().path().inward();
    }

    private void hear(final Optional<Location> at, final byte[] frame) {
        serving.group.probe(Side.ALTERNATE, at, frame, serving.now());
    }

    private byte[] inwardProbe() {
        return serving.alternate.sent.getLast();
    }

    private List<String> warnings() {
        serving.run(300);
        return serving.log.stream().filter(text -> text.contains("answer nothing it has asked")).toList();
    }

    @Test
    void aProbeCountsOnceAndWhatRepeatsItIsCountedApart() {
        final var frame = inwardProbe();
        hear(TRUNK, frame);
        assertEquals(1, inward().received());
        final GroupState before = serving.group.state();
        hear(TRUNK, frame);
        hear(TRUNK, frame);
        assertEquals(before, serving.group.state());
        assertEquals(2, strays(Side.ALTERNATE, StrayKind.PATH_PROBE_INWARD));
        assertEquals(0, strays(Side.PREFERRED, StrayKind.PATH_PROBE_INWARD));
    }

    @ParameterizedTest
    @CsvSource({"uplink, OTHER", "elsewhere, OTHER"})
    void aProbeCountsOnlyWhereItMustComeIn(final String place, final StrayKind kind) {
        hear(place.equals("uplink") ? UPLINK : Optional.empty(), inwardProbe());
        assertEquals(0, inward().received());
        assertEquals(1, strays(Side.ALTERNATE, kind));
        hear(TRUNK, inwardProbe());
        assertEquals(1, inward().received(), "it may still do so");
    }

    @Test
    void aProbeOfAnotherSenderOrWithAnotherDirectionIsNone() {
        final var probe = PathProbe.parse(inwardProbe()).orElseThrow();
        hear(TRUNK, new PathProbe(new MacAddress(0x0200_0000_0099L), probe.destination(), true, probe.sequence(),
            probe.nonce()).encode());
        hear(TRUNK, new PathProbe(probe.source(), probe.destination(), false, probe.sequence(), probe.nonce())
            .encode());
        assertEquals(0, inward().received());
        assertEquals(2, strays(Side.ALTERNATE, StrayKind.OTHER));
    }

    @Test
    void aHeartbeatReplyCountsOnceAndOnlyAtThePeerPort() {
        final var request = IcmpEcho.parse(serving.alternate.sentToPeer.getLast()).orElseThrow();
        final var reply = new IcmpEcho(true, request.destination(), request.source(), request.destinationAddress(),
            request.sourceAddress(), request.identifier(), request.sequence(), request.nonce()).encode();
        serving.group.heartbeat(Side.ALTERNATE, false, reply, serving.now());
        assertEquals(0, serving.group.state().bridge(Side.PREFERRED).heartbeat().received());
        serving.group.heartbeat(Side.ALTERNATE, true, reply, serving.now());
        serving.group.heartbeat(Side.ALTERNATE, true, reply, serving.now());
        assertEquals(1, serving.group.state().bridge(Side.PREFERRED).heartbeat().received());
        assertEquals(1, strays(Side.ALTERNATE, StrayKind.HEARTBEAT));
        assertEquals(1, strays(Side.ALTERNATE, StrayKind.OTHER));
    }

    @Test
    void anAnswerOfATargetThatNobodyAskedIsCounted() throws Exception {
        final var asked = UpstreamProbe.encode(new MacAddress(0x0200_0000_0099L),
            InetAddress.getByName("192.0.2.1"));
        asked[21] = 2;
        hear(UPLINK, asked);
        hear(TRUNK, asked);
        assertEquals(1, strays(Side.ALTERNATE, StrayKind.UPSTREAM));
        assertEquals(1, strays(Side.ALTERNATE, StrayKind.OTHER), "at a trunk nobody is asked");
        final var tagged = ByteBuffer.allocate(asked.length + 4).put(asked, 0, 12).putInt(0x8100_000a)
            .put(asked, 12, asked.length - 12).array();
        hear(UPLINK, tagged);
        assertEquals(2, strays(Side.ALTERNATE, StrayKind.OTHER), "nor in another VLAN");
    }

    @Test
    void aFrameThatEndsTooEarlyIsCountedAndNoFault() {
        hear(TRUNK, Arrays.copyOf(inwardProbe(), 20));
        serving.group.heartbeat(Side.ALTERNATE, true, new byte[5], serving.now());
        final var counters = serving.report().counters().alternate();
        assertEquals(2, counters.malformedFrames());
        assertEquals(2, counters.strays().get(StrayKind.OTHER));
    }

    @Test
    void aBarrierReplyThatNobodyAskedForIsCounted() {
        serving.group.strayBarrier(Side.PREFERRED, serving.now());
        assertEquals(1, strays(Side.PREFERRED, StrayKind.BARRIER));
    }

    @Test
    void whoGoesOnRepeatingIsToldOnceWithThePort() {
        final var frame = inwardProbe();
        hear(TRUNK, frame);
        for (int count = 0; count < 3_000; count++) {
            hear(TRUNK, frame);
            serving.run(10);
        }
        final var warnings = warnings();
        assertEquals(1, warnings.size(), () -> warnings.toString());
        assertTrue(warnings.getFirst().startsWith("openflow:2 hears path probes at its trunk trunk that answer"),
            () -> warnings.toString());
        for (int count = 0; count < 70; count++) {
            serving.run(1_000);
        }
        for (int count = 0; count < 500; count++) {
            hear(TRUNK, frame);
            serving.run(10);
        }
        assertEquals(2, warnings().size(), "one that begins again after it has ceased is told again");
    }

    @Test
    void manyAtOnceOrFewAgainAndAgainAreNoAlarm() {
        final var frame = inwardProbe();
        hear(TRUNK, frame);
        for (int count = 0; count < 10_000; count++) {
            hear(TRUNK, frame);
        }
        for (int count = 0; count < 100; count++) {
            serving.run(1_000);
            hear(TRUNK, frame);
        }
        assertEquals(List.of(), warnings());
    }
}
