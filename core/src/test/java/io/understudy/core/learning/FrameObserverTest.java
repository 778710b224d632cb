/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.learning;

import static io.understudy.core.frame.SampleFrames.hex;
import static io.understudy.core.frame.SampleFrames.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.net.InetAddresses;
import io.understudy.core.frame.ArpPacket;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.frame.NeighborDiscovery;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.frame.SampleFrames;
import io.understudy.core.frame.UnsolicitedNeighborAdvertisement;
import io.understudy.core.learning.Observation.Lease;
import io.understudy.core.learning.Observation.Peer;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameObserverTest {
    private static final MacAddress HOST_MAC = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress ROUTER_MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final HostKey HOST = new HostKey(0, HOST_MAC);
    private static final HostKey ROUTER = new HostKey(0, ROUTER_MAC);
    private static final InetAddress HOST_INET4 = InetAddresses.forString("192.0.2.10");
    private static final InetAddress ROUTER_INET4 = InetAddresses.forString("192.0.2.1");
    private static final InetAddress HOST_INET6 = InetAddresses.forString("2001:db8::a");
    private static final InetAddress ROUTER_INET6 = InetAddresses.forString("2001:db8::1");

    private static void assertObserved(final byte[] frame, final HostKey source, final List<InetAddress> addresses,
            final Peer peer) {
        assertEquals(Optional.of(new Observation(source, addresses, Optional.ofNullable(peer))),
            FrameObserver.observe(frame));
    }

    private static byte[] arp(final int operation, final String sender, final String target, final MacAddress
            destination) {
        return new ArpPacket(operation, HOST_MAC, (Inet4Address) InetAddresses.forString(sender), destination,
            (Inet4Address) InetAddresses.forString(target)).encode(destination, HOST);
    }

    @Test
    void arpRequestNamesTheAskerAndWhomItAsksFor() {
        assertObserved(SampleFrames.ARP_REQUEST, HOST, List.of(HOST_INET4), new Peer(ROUTER_INET4, Optional.empty()));
    }

    @Test
    void arpReplyNamesBoth() {
        assertObserved(SampleFrames.ARP_REPLY, ROUTER, List.of(ROUTER_INET4),
            new Peer(HOST_INET4, Optional.of(HOST_MAC)));
    }

    @Test
    void unicastArpRequestShowsThatTheTargetIsKnown() {
        assertObserved(arp(ArpPacket.REQUEST, "192.0.2.10", "192.0.2.1", ROUTER_MAC), HOST, List.of(HOST_INET4),
            new Peer(ROUTER_INET4, Optional.of(ROUTER_MAC)));
    }

    @ParameterizedTest
    @ValueSource(ints = {ArpPacket.REQUEST, ArpPacket.REPLY})
    void gratuitousArpHasNoPeer(final int operation) {
        assertObserved(arp(operation, "192.0.2.10", "192.0.2.10", MacAddress.BROADCAST), HOST, List.of(HOST_INET4),
            null);
    }

    @Test
    void arpProbeClaimsNothing() {
        assertObserved(SampleFrames.ARP_PROBE, HOST, List.of(), null);
    }

    @Test
    void vlanIsPartOfTheHost() {
        assertObserved(SampleFrames.GRATUITOUS_ARP_TAGGED, new HostKey(4094, HOST_MAC), List.of(HOST_INET4), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "255.255.255.255", "127.0.0.1"})
    void impossibleAddressIsNotTaken(final String address) {
        assertObserved(arp(ArpPacket.REQUEST, address, "192.0.2.1", MacAddress.BROADCAST), HOST, List.of(), null);
        assertObserved(arp(ArpPacket.REQUEST, "192.0.2.10", address, MacAddress.BROADCAST), HOST, List.of(HOST_INET4),
            null);
    }

    @Test
    void arpOnBehalfOfAnotherSaysNothing() {
        // The sender's hardware address in the ARP packet starts at byte 22.
        assertObserved(with(SampleFrames.ARP_REQUEST, 27, 0x0B), HOST, List.of(), null);
    }

    @Test
    void inverseArpSaysNothing() {
        assertObserved(arp(8, "192.0.2.10", "192.0.2.1", MacAddress.BROADCAST), HOST, List.of(), null);
    }

    @Test
    void solicitationNamesTheAskerAndWhomItAsksFor() {
        assertObserved(SampleFrames.SOLICITATION, HOST, List.of(HOST_INET6), new Peer(ROUTER_INET6, Optional.empty()));
    }

    @Test
    void unsolicitedAdvertisementHasNoPeer() {
        assertObserved(SampleFrames.ADVERTISEMENT, HOST, List.of(HOST_INET6), null);
    }

    @Test
    void solicitedAdvertisementNamesBoth() {
        // To 2001:db8::1 at 02:00:00:00:00:01, the solicited flag set.
        assertObserved(hex("""
            020000000001 02000000000a 86dd
            60000000 0020 3a ff 20010db800000000000000000000000a 20010db8000000000000000000000001
            88 00 8a59 60000000 20010db800000000000000000000000a 02 01 02000000000a"""),
            HOST, List.of(HOST_INET6), new Peer(ROUTER_INET6, Optional.of(ROUTER_MAC)));
    }

    @Test
    void duplicateDetectionClaimsNothing() {
        // From :: without an option.
        assertObserved(hex("""
            3333ff00000a 02000000000a 86dd
            60000000 0018 3a ff 00000000000000000000000000000000 ff0200000000000000000001ff00000a
            87 00 4cdb 00000000 20010db800000000000000000000000a"""), HOST, List.of(), null);
    }

    @Test
    void neighborDiscoveryOnBehalfOfAnotherSaysNothing() {
        final var frame = UnsolicitedNeighborAdvertisement.encode(HOST, (Inet6Address) HOST_INET6);
        // Another station sends the frame on, and the option still names the host.
        assertObserved(with(frame, 11, 1), ROUTER, List.of(), null);
    }

    @Test
    void neighborDiscoveryWithAWrongChecksumSaysNothing() {
        assertObserved(with(SampleFrames.SOLICITATION, 56, 0), HOST, List.of(), null);
    }

    @Test
    void aDhcpReplyNamesTheServerAndGrantsTheClientItsAddress() {
        final var lease4 = new Lease(HOST, List.of(HOST_INET4));
        final var lease6 = new Lease(HOST, List.of(HOST_INET6));
        assertEquals(Optional.of(new Observation(ROUTER, List.of(), Optional.empty(), Optional.of(lease4))),
            FrameObserver.observe(SampleFrames.DHCP_ACK));
        assertEquals(Optional.of(new Observation(ROUTER, List.of(), Optional.empty(), Optional.of(lease6))),
            FrameObserver.observe(SampleFrames.DHCP6_REPLY));
    }

    @Test
    void aDhcpReplyGrantsInTheVlanOfItsFrame() {
        for (var sample : List.of(SampleFrames.DHCP_ACK, SampleFrames.DHCP6_REPLY)) {
            final var observation = FrameObserver.observe(tagged(sample, 7)).orElseThrow();
            assertEquals(new HostKey(7, ROUTER_MAC), observation.source());
            assertEquals(new HostKey(7, HOST_MAC), observation.lease().orElseThrow().holder());
        }
    }

    private static byte[] tagged(final byte[] frame, final int vlanId) {
        return ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putShort((short) 0x8100)
            .putShort((short) vlanId).put(frame, 12, frame.length - 12).array();
    }

    @Test
    void aDhcpReplyWithoutAnAddressGrantsNothing() {
        // The answer to a DHCPINFORM (RFC 2131, 4.3.5). "Your address" starts at byte 58; no checksum of the datagram.
        var frame = SampleFrames.DHCP_ACK;
        for (int offset : List.of(40, 41, 58, 60, 61)) {
            frame = with(frame, offset, 0);
        }
        assertObserved(frame, ROUTER, List.of(), null);
    }

    @ParameterizedTest
    @CsvSource({
        "0800",
        "0800 4500 0099 0000 4000 40 06 0000 cb007101 cb007102",
        "0800 4500 001c 0000 4000 40 11 0000 cb007101 cb007102 0043 0044 0008 0000",
        "0800 4500 0014 0000 4000 40 11 0000 cb007101 cb007102",
        "86dd 60000000 0000 3b 40 20010db8000000000000000000000063 20010db8000000000000000000000064",
        "0026 4242 03",
        "88cc 0207",
        "9000"
    })
    void anyOtherFrameNamesItsSourceOnly(final String rest) {
        assertObserved(hex("020000000001 02000000000a" + rest), HOST, List.of(), null);
    }

    @Test
    void rarpAnnouncementNamesItsSourceOnly() {
        assertObserved(RarpAnnouncement.encode(new HostKey(9, HOST_MAC)), new HostKey(9, HOST_MAC), List.of(), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffff", "01005e000001", "333300000001", "000000000000"})
    void groupAndZeroAreNoHosts(final String source) {
        assertEquals(Optional.empty(), FrameObserver.observe(hex("020000000001" + source + "0800")));
    }

    @Test
    void serviceTagIsNotObserved() {
        assertEquals(Optional.empty(), FrameObserver.observe(hex("020000000001 02000000000a 88a8 0005 0800")));
    }

    @Test
    void truncatedMessagesAreMalformed() {
        for (var sample : List.of(SampleFrames.ARP_REQUEST, SampleFrames.SOLICITATION)) {
            final int end = sample == SampleFrames.ARP_REQUEST ? 42 : sample.length;
            for (int length = 0; length < end; length++) {
                final var truncated = Arrays.copyOf(sample, length);
                assertThrows(MalformedFrameException.class, () -> FrameObserver.observe(truncated));
            }
        }
    }

    @Test
    void solicitationOfOurOwnIsReadBack() {
        assertObserved(NeighborDiscovery.encodeSolicitation(new HostKey(3, HOST_MAC), (Inet6Address) HOST_INET6,
            (Inet6Address) ROUTER_INET6), new HostKey(3, HOST_MAC), List.of(HOST_INET6),
            new Peer(ROUTER_INET6, Optional.empty()));
    }
}
