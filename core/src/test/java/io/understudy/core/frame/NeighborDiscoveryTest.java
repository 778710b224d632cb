/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet6Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeighborDiscoveryTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:0a");
    private static final HostKey HOST = new HostKey(0, MAC);
    private static final String OPTION = "0101 02000000000a";

    private static Inet6Address inet6(final String text) {
        return (Inet6Address) InetAddresses.forString(text);
    }

    // A frame of any ICMPv6 message with the right checksum.
    private static byte[] frame(final String source, final String destination, final String message) {
        return Icmp6Packet.encode(MacAddress.BROADCAST, HOST, inet6(source), inet6(destination),
            SampleFrames.hex(message));
    }

    private static String solicitation(final String options) {
        return "87 00 0000 00000000 20010db8000000000000000000000001" + options;
    }

    @Test
    void aNeighborSolicitationIsRead() {
        assertEquals(Optional.of(new NeighborDiscovery(false, inet6("2001:db8::a"), inet6("ff02::1:ff00:1"),
            inet6("2001:db8::1"), Optional.of(MAC))), NeighborDiscovery.parse(SampleFrames.SOLICITATION));
    }

    @Test
    void aNeighborAdvertisementIsRead() {
        assertEquals(Optional.of(new NeighborDiscovery(true, inet6("2001:db8::a"), inet6("ff02::1"),
            inet6("2001:db8::a"), Optional.of(MAC))), NeighborDiscovery.parse(SampleFrames.ADVERTISEMENT));
    }

    @Test
    void readsInsideATag() {
        assertEquals(inet6("2001:db8::a"), NeighborDiscovery.parse(
            UnsolicitedNeighborAdvertisement.encode(new HostKey(99, MAC), inet6("2001:db8::a")))
            .orElseThrow().target());
    }

    @Test
    void aSolicitationWithoutALinkLayerAddressIsRead() {
        assertEquals(Optional.empty(), NeighborDiscovery.parse(frame("2001:db8::a", "2001:db8::1", solicitation("")))
            .orElseThrow().linkLayerAddress());
    }

    @Test
    void otherOptionsAreSkipped() {
        // A nonce (RFC 3971) of 8 bytes, and an unknown option of 16, before the one that is read.
        final var options = "0e01 010203040506" + "ff02 0000000000000000000000000000" + OPTION;
        assertEquals(Optional.of(MAC), NeighborDiscovery
            .parse(frame("2001:db8::a", "2001:db8::1", solicitation(options))).orElseThrow().linkLayerAddress());
    }

    @Test
    void duplicateDetectionHasNoSource() {
        final var frame = frame("::", "ff02::1:ff00:1", solicitation(""));
        assertEquals(inet6("::"), NeighborDiscovery.parse(frame).orElseThrow().sourceAddress());
    }

    @ParameterizedTest
    @CsvSource({
        // index of a byte in the solicitation, its wrong value
        "21, 254",  // hop limit
        "20, 17",   // next header
        "54, 133",  // another message
        "55, 1",    // code
        "56, 0",    // checksum
        "85, 11",   // payload, so that the checksum is wrong
        "29, 1"     // source address, part of the pseudo-header
    })
    void discardedAsRfc4861Demands(final int offset, final int value) {
        assertEquals(Optional.empty(),
            NeighborDiscovery.parse(SampleFrames.with(SampleFrames.SOLICITATION, offset, value)));
    }

    @Test
    void duplicateDetectionMustNotNameTheSender() {
        assertEquals(Optional.empty(), NeighborDiscovery.parse(frame("::", "ff02::1:ff00:1", solicitation(OPTION))));
    }

    @Test
    void duplicateDetectionGoesToTheSolicitedNode() {
        assertEquals(Optional.empty(), NeighborDiscovery.parse(frame("::", "ff02::1", solicitation(""))));
    }

    @Test
    void multicastTargetIsDiscarded() {
        assertEquals(Optional.empty(), NeighborDiscovery.parse(frame("2001:db8::a", "ff02::1",
            "87 00 0000 00000000 ff020000000000000000000000000001")));
    }

    @ParameterizedTest
    @CsvSource({"ff02::1, 60000000, false", "ff02::1, 20000000, true", "2001:db8::1, 60000000, true"})
    void solicitedAdvertisementIsNotMulticast(final String destination, final String flags, final boolean accepted) {
        assertEquals(accepted, NeighborDiscovery.parse(frame("2001:db8::a", destination,
            "88 00 0000" + flags + "20010db800000000000000000000000a")).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "0100 02000000000a, 78, option of 0 bytes where 8 are left",
        "0102 02000000000a, 78, option of 16 bytes where 8 are left",
        "01, 78, option of 0 bytes where 1 are left"
    })
    void optionThatContradictsTheLengthIsMalformed(final String option, final int offset, final String part) {
        final var frame = frame("2001:db8::a", "2001:db8::1", solicitation(option));
        final var fault = assertThrows(MalformedFrameException.class, () -> NeighborDiscovery.parse(frame));
        assertEquals("A neighbor discovery " + part + " at byte " + offset, fault.getMessage());
    }

    @Test
    void shortMessageIsMalformed() {
        final var frame = frame("2001:db8::a", "2001:db8::1", "87 00 0000 00000000 20010db80000000000000000000000");
        final var fault = assertThrows(MalformedFrameException.class, () -> NeighborDiscovery.parse(frame));
        assertEquals(54, fault.offset());
    }

    @Test
    void otherVersionIsMalformed() {
        final var frame = SampleFrames.with(SampleFrames.SOLICITATION, 14, 0x45);
        assertEquals("IP version 4 in an IPv6 frame at byte 14",
            assertThrows(MalformedFrameException.class, () -> NeighborDiscovery.parse(frame)).getMessage());
    }
}
