/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.packet.ArpPacket.ArpHeader;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV4EchoPacket;
import org.pcap4j.packet.IcmpV4EchoReplyPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IcmpV6NeighborSolicitationPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6NeighborDiscoveryTargetLinkLayerAddressOption;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.EtherType;

/**
 * A parser that others wrote reads the frames as they are meant.
 */
final class IndependentParserTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:5e:10:20:0a");
    private static final MacAddress OTHER = MacAddress.parse("02:00:5e:10:20:0b");
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final Inet4Address INET4 = (Inet4Address) InetAddresses.forString("198.51.100.77");
    private static final Inet4Address OTHER_INET4 = (Inet4Address) InetAddresses.forString("198.51.100.78");

    // The type and the offset of what follows the header, after the header itself was checked.
    private record Content(EthernetPacket packet, EtherType type, int offset) {
    }

    private static Content content(final byte[] frame, final int vlanId, final String destination)
            throws IllegalRawDataException {
        final var packet = EthernetPacket.newPacket(frame, 0, frame.length);
        assertEquals(destination, packet.getHeader().getDstAddr().toString());
        assertEquals(MAC.toString(), packet.getHeader().getSrcAddr().toString());
        final var tag = packet.get(Dot1qVlanTagPacket.class);
        if (vlanId == 0) {
            assertEquals(null, tag);
            return new Content(packet, packet.getHeader().getType(), 14);
        }
        assertEquals(EtherType.DOT1Q_VLAN_TAGGED_FRAMES, packet.getHeader().getType());
        assertEquals(vlanId, tag.getHeader().getVidAsInt());
        assertEquals(0, tag.getHeader().getPriority());
        assertFalse(tag.getHeader().getCfi());
        return new Content(packet, tag.getHeader().getType(), 18);
    }

    private static void assertArp(final ArpHeader arp, final ArpOperation operation, final InetAddress address,
            final MacAddress target) {
        assertEquals(1, arp.getHardwareType().value().intValue());
        assertEquals(EtherType.IPV4, arp.getProtocolType());
        assertEquals(6, arp.getHardwareAddrLengthAsInt());
        assertEquals(4, arp.getProtocolAddrLengthAsInt());
        assertEquals(operation, arp.getOperation());
        assertEquals(MAC.toString(), arp.getSrcHardwareAddr().toString());
        assertEquals(address, arp.getSrcProtocolAddr());
        assertEquals(target.toString(), arp.getDstHardwareAddr().toString());
        assertEquals(address, arp.getDstProtocolAddr());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4094})
    void pcap4jReadsTheReverseArp(final int vlanId) throws IllegalRawDataException {
        final var frame = RarpAnnouncement.encode(new HostKey(vlanId, MAC));
        final var content = content(frame, vlanId, BROADCAST);
        assertEquals(EtherType.RARP, content.type());
        final var arp = org.pcap4j.packet.ArpPacket.newPacket(frame, content.offset(), frame.length - content.offset());
        assertArp(arp.getHeader(), ArpOperation.REQUEST_REVERSE, InetAddresses.forString("0.0.0.0"), MAC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4094})
    void pcap4jReadsTheGratuitousArp(final int vlanId) throws IllegalRawDataException {
        final var content = content(GratuitousArp.encode(new HostKey(vlanId, MAC), INET4), vlanId, BROADCAST);
        assertEquals(EtherType.ARP, content.type());
        assertArp(content.packet().get(org.pcap4j.packet.ArpPacket.class).getHeader(), ArpOperation.REQUEST, INET4,
            MacAddress.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 2001:db8::1", "0, fe80::ffff:ffff:ffff:ffff", "7, 2001:db8:1:2:3:4:5:6", "4094, ::ffff:192.0.2.1"})
    void pcap4jReadsTheNeighborAdvertisement(final int vlanId, final String text) throws IllegalRawDataException {
        final var bytes = text.startsWith("::ffff")
            ? SampleFrames.hex("00000000 00000000 0000ffff c0000201") : InetAddresses.forString(text).getAddress();
        final var address = new FrameReader(bytes).inet6(0);
        final var packet = content(UnsolicitedNeighborAdvertisement.encode(new HostKey(vlanId, MAC), address), vlanId,
            "33:33:00:00:00:01").packet();

        final var inet6 = packet.get(IpV6Packet.class).getHeader();
        assertEquals(address, inet6.getSrcAddr());
        assertEquals(InetAddresses.forString("ff02::1"), inet6.getDstAddr());
        assertEquals(255, inet6.getHopLimitAsInt());
        assertTrue(packet.get(IcmpV6CommonPacket.class)
            .hasValidChecksum(inet6.getSrcAddr(), inet6.getDstAddr(), false));
        final var message = packet.get(IcmpV6NeighborAdvertisementPacket.class).getHeader();
        assertEquals(address, message.getTargetAddress());
        assertFalse(message.getSolicitedFlag());
        assertTrue(message.getOverrideFlag());
        assertFalse(message.getRouterFlag());
        assertEquals(1, message.getOptions().size());
        final var option = assertInstanceOf(IpV6NeighborDiscoveryTargetLinkLayerAddressOption.class,
            message.getOptions().getFirst());
        assertEquals(MAC, MacAddress.from(option.getLinkLayerAddress(), 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4094})
    void pcap4jReadsTheNeighborSolicitation(final int vlanId) throws IllegalRawDataException {
        final var source = (Inet6Address) InetAddresses.forString("2001:db8::1");
        final var target = (Inet6Address) InetAddresses.forString("2001:db8::12:3456");
        final var packet = content(NeighborDiscovery.encodeSolicitation(new HostKey(vlanId, MAC), source, target),
            vlanId, "33:33:ff:12:34:56").packet();

        final var inet6 = packet.get(IpV6Packet.class).getHeader();
        assertEquals(source, inet6.getSrcAddr());
        assertEquals(InetAddresses.forString("ff02::1:ff12:3456"), inet6.getDstAddr());
        assertEquals(255, inet6.getHopLimitAsInt());
        assertTrue(packet.get(IcmpV6CommonPacket.class)
            .hasValidChecksum(inet6.getSrcAddr(), inet6.getDstAddr(), false));
        assertEquals(target, packet.get(IcmpV6NeighborSolicitationPacket.class).getHeader().getTargetAddress());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 65535, -1", "65535, 1, 72623859790382856", "32768, 32767, -9223372036854775808"})
    void pcap4jReadsTheEchoRequest(final int identifier, final int sequence, final long nonce)
            throws IllegalRawDataException {
        final var request = new IcmpEcho(false, MAC, OTHER, INET4, OTHER_INET4, identifier, sequence, nonce).encode();
        assertEquals(60, request.length);
        final var packet = content(request, 0, OTHER.toString()).packet();
        assertHeaders(packet);
        final var echo = packet.get(IcmpV4EchoPacket.class).getHeader();
        assertEquals(identifier, echo.getIdentifierAsInt());
        assertEquals(sequence, echo.getSequenceNumberAsInt());

        final var reply = new IcmpEcho(true, MAC, OTHER, INET4, OTHER_INET4, identifier, sequence, nonce).encode();
        final var replied = content(reply, 0, OTHER.toString()).packet();
        assertHeaders(replied);
        assertEquals(identifier, replied.get(IcmpV4EchoReplyPacket.class).getHeader().getIdentifierAsInt());
    }

    private static void assertHeaders(final EthernetPacket packet) {
        final var inet4 = packet.get(IpV4Packet.class).getHeader();
        assertTrue(inet4.hasValidChecksum(false));
        assertEquals(INET4, inet4.getSrcAddr());
        assertEquals(OTHER_INET4, inet4.getDstAddr());
        assertEquals(46, inet4.getTotalLengthAsInt());
        assertTrue(packet.get(IcmpV4CommonPacket.class).hasValidChecksum(false));
    }
}
