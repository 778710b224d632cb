/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static io.understudy.core.frame.SampleFrames.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc1349Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.UdpPort;

/**
 * Replies of DHCP servers. The packets around the messages, with their checksums, are made by pcap4j.
 */
final class DhcpReplyTest {
    private static final String CLIENT = "02:00:00:00:00:0a";
    private static final Inet4Address SERVER4 = (Inet4Address) InetAddresses.forString("192.0.2.1");
    private static final Inet4Address ADDRESS4 = (Inet4Address) InetAddresses.forString("192.0.2.10");
    private static final Inet6Address SERVER6 = (Inet6Address) InetAddresses.forString("fe80::1");
    private static final Inet6Address CLIENT6 = (Inet6Address) InetAddresses.forString("fe80::a");
    private static final Optional<DhcpReply> GRANTED4 =
        Optional.of(new DhcpReply(MacAddress.parse(CLIENT), List.of(ADDRESS4)));

    private static final int HEADERS4 = 14 + 20 + 8;
    private static final int HEADERS6 = 14 + 40 + 8;
    private static final byte[] ACK = Arrays.copyOfRange(SampleFrames.DHCP_ACK, HEADERS4, SampleFrames.DHCP_ACK.length);
    private static final byte[] REPLY =
        Arrays.copyOfRange(SampleFrames.DHCP6_REPLY, HEADERS6, SampleFrames.DHCP6_REPLY.length);
    private static final int OPTIONS = 240;
    private static final String SERVER6_DIGITS = "fe800000000000000000000000000001";
    private static final String ASSOCIATION = "00000001 00000708 00000b40";

    private static byte[] frame4(final int source, final int destination, final byte[] message) {
        return frame(EtherType.IPV4, new IpV4Packet.Builder().version(IpVersion.IPV4)
            .tos(IpV4Rfc1349Tos.newInstance((byte) 0)).ttl((byte) 64).protocol(IpNumber.UDP)
            .srcAddr(SERVER4).dstAddr(ADDRESS4).correctChecksumAtBuild(true).correctLengthAtBuild(true)
            .payloadBuilder(new UdpPacket.Builder()
                .srcPort(UdpPort.getInstance((short) source)).dstPort(UdpPort.getInstance((short) destination))
                .srcAddr(SERVER4).dstAddr(ADDRESS4).correctChecksumAtBuild(true).correctLengthAtBuild(true)
                .payloadBuilder(new UnknownPacket.Builder().rawData(message))));
    }

    private static byte[] frame6(final int source, final int destination, final byte[] message) {
        return frame(EtherType.IPV6, new IpV6Packet.Builder().version(IpVersion.IPV6)
            .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
            .flowLabel(IpV6SimpleFlowLabel.newInstance(0)).nextHeader(IpNumber.UDP).hopLimit((byte) 64)
            .srcAddr(SERVER6).dstAddr(CLIENT6).correctLengthAtBuild(true)
            .payloadBuilder(new UdpPacket.Builder()
                .srcPort(UdpPort.getInstance((short) source)).dstPort(UdpPort.getInstance((short) destination))
                .srcAddr(SERVER6).dstAddr(CLIENT6).correctChecksumAtBuild(true).correctLengthAtBuild(true)
                .payloadBuilder(new UnknownPacket.Builder().rawData(message))));
    }

    private static byte[] frame(final EtherType type, final Packet.Builder packet) {
        return new EthernetPacket.Builder().type(type).paddingAtBuild(true)
            .srcAddr(org.pcap4j.util.MacAddress.getByName("02:00:00:00:00:01"))
            .dstAddr(org.pcap4j.util.MacAddress.getByName(CLIENT)).payloadBuilder(packet).build().getRawData();
    }

    private static Optional<DhcpReply> read4(final byte[] message) {
        return DhcpReply.parse(frame4(67, 68, message));
    }

    private static Optional<DhcpReply> read6(final byte[] message) {
        return DhcpReply.parse(frame6(547, 546, message));
    }

    private static byte[] options4(final String options) {
        final var added = hex(options);
        final var message = Arrays.copyOf(ACK, OPTIONS + added.length);
        System.arraycopy(added, 0, message, OPTIONS, added.length);
        return message;
    }

    private static byte[] option6(final int code, final String content) {
        return hex("%04x%04x".formatted(code, hex(content).length) + content);
    }

    private static String text(final byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Optional<DhcpReply> granted6(final String... addresses) {
        return Optional.of(new DhcpReply(MacAddress.parse(CLIENT),
            Arrays.stream(addresses).map(InetAddresses::forString).toList()));
    }

    // The samples

    @Test
    void theSamplesAreAsAnotherReaderTakesThem() throws IllegalRawDataException {
        final var frame4 = EthernetPacket.newPacket(SampleFrames.DHCP_ACK, 0, SampleFrames.DHCP_ACK.length);
        assertTrue(frame4.get(IpV4Packet.class).getHeader().hasValidChecksum(false));
        final var udp4 = frame4.get(UdpPacket.class);
        assertTrue(udp4.hasValidChecksum(SERVER4, ADDRESS4, false));
        assertEquals(68, udp4.getHeader().getDstPort().valueAsInt());
        assertArrayEquals(ACK, udp4.getPayload().getRawData());
        final var udp6 = EthernetPacket.newPacket(SampleFrames.DHCP6_REPLY, 0, SampleFrames.DHCP6_REPLY.length)
            .get(UdpPacket.class);
        assertTrue(udp6.hasValidChecksum(SERVER6, CLIENT6, false));
        assertEquals(546, udp6.getHeader().getDstPort().valueAsInt());
        assertArrayEquals(REPLY, udp6.getPayload().getRawData());
    }

    @Test
    void theSamplesAreRead() {
        assertEquals(GRANTED4, DhcpReply.parse(SampleFrames.DHCP_ACK));
        assertEquals(granted6("2001:db8::a"), DhcpReply.parse(SampleFrames.DHCP6_REPLY));
    }

    // DHCP

    @Test
    void theClientIsNamedByTheMessageAndNotByTheFrame() {
        // The frame may be a broadcast (RFC 2131, 4.1).
        final var broadcast = SampleFrames.DHCP_ACK.clone();
        Arrays.fill(broadcast, 0, 6, (byte) 0xff);
        assertEquals(GRANTED4, DhcpReply.parse(broadcast));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8})
    void onlyAnAcknowledgementGrants(final int type) {
        assertEquals(Optional.empty(), read4(options4("35 01 %02x ff".formatted(type))));
    }

    @ParameterizedTest
    @CsvSource({"67, 67", "68, 67", "68, 68", "53, 68", "547, 546"})
    void onlyWhatAServerSendsToAClientCounts(final int source, final int destination) {
        assertEquals(Optional.empty(), DhcpReply.parse(frame4(source, destination, ACK)));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 6", "2, 8", "236, 0"})
    void neitherRequestsNorOtherHardwareNorPlainBootpCount(final int offset, final int value) {
        assertEquals(Optional.empty(), read4(SampleFrames.with(ACK, offset, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 35 01 05", "33 04 00000e10 35 01 05 ff", "52 00 35 01 05 ff 35 01"})
    void theTypeMayStandAnywhereAmongTheOptions(final String options) {
        assertEquals(GRANTED4, read4(options4(options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff 35 01 05", "00", "35 02 05 05 ff", "33 03 350105 ff"})
    void withoutATypeNothingIsGranted(final String options) {
        assertEquals(Optional.empty(), read4(options4(options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"35", "33 04 00000e", "33 ff 35 01 05"})
    void anOptionThatIsCutIsMalformed(final String options) {
        final var frame = frame4(67, 68, options4(options));
        final var fault = assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
        assertEquals(HEADERS4 + OPTIONS, fault.offset());
    }

    @Test
    void aMessageThatIsCutIsMalformed() {
        for (int length = 0; length < OPTIONS; length++) {
            final var frame = frame4(67, 68, Arrays.copyOf(ACK, length));
            assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
        }
    }

    // DHCPv6

    @Test
    void allValidAddressesAreGranted() {
        final var address = "20010db8000000000000000000000%03x 00000000 %08x";
        final var one = text(option6(5, address.formatted(1, 1))) + text(option6(5, address.formatted(2, 0)))
            + text(option6(13, "0000"));
        final var two = text(option6(5, address.formatted(3, 0xffff_ffff) + text(option6(13, "0000"))));
        final var message = hex("07 000001" + text(option6(3, ASSOCIATION + one)) + text(option6(23, SERVER6_DIGITS))
            + text(option6(3, ASSOCIATION + two)));
        assertEquals(granted6("2001:db8::1", "2001:db8::3"), read6(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 13})
    void onlyAReplyGrants(final int type) {
        assertEquals(Optional.empty(), read6(SampleFrames.with(REPLY, 0, type)));
    }

    @ParameterizedTest
    @CsvSource({"547, 547", "546, 547", "53, 546", "67, 68"})
    void onlyWhatAServerSendsToAClientCounts6(final int source, final int destination) {
        assertEquals(Optional.empty(), DhcpReply.parse(frame6(source, destination, REPLY)));
    }

    @Test
    void prefixesAndTemporaryAddressesAreNotGranted() {
        final var address = "20010db8000000000000000000000001 00000001 00000001";
        final var temporary = text(option6(4, "00000001" + text(option6(5, address))));
        final var prefix = text(option6(25, ASSOCIATION + text(option6(26, "00000001 00000001 38" + "00".repeat(16)))));
        assertEquals(Optional.empty(), read6(hex("07 000001" + temporary + prefix)));
        assertEquals(Optional.empty(), read6(hex("07 000001")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0003", "0003 0001", "0003 0004 00000001",
        "0003 000f 00000001 00000708 00000b40 000500",
        "0003 0014 00000001 00000708 00000b40 0005 0004 00000000", "0003 0010 00000001 00000708 00000b40 0005 0001"})
    void anOptionThatIsCutIsMalformed6(final String options) {
        final var frame = frame6(547, 546, hex("07 000001" + options));
        assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
    }

    // UDP and IP

    @Test
    void aWrongChecksumSaysNothing() {
        for (int offset : List.of(HEADERS4 - 2, HEADERS4 + 20, 26)) {
            assertEquals(Optional.empty(), DhcpReply.parse(SampleFrames.with(SampleFrames.DHCP_ACK, offset, 0x77)));
        }
        for (int offset : List.of(HEADERS6 - 2, HEADERS6 + 50)) {
            assertEquals(Optional.empty(), DhcpReply.parse(SampleFrames.with(SampleFrames.DHCP6_REPLY, offset, 0x77)));
        }
    }

    @Test
    void theChecksumMayBeMissingInIpv4Only() {
        assertEquals(GRANTED4, DhcpReply.parse(unchecked(SampleFrames.DHCP_ACK, HEADERS4)));
        assertEquals(Optional.empty(), DhcpReply.parse(unchecked(SampleFrames.DHCP6_REPLY, HEADERS6)));
    }

    private static byte[] unchecked(final byte[] frame, final int payload) {
        return SampleFrames.with(SampleFrames.with(frame, payload - 2, 0), payload - 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"0x20, 0", "0, 1", "0x3f, 0xff"})
    void aFragmentSaysNothing(final String flags, final String offset) {
        final var fragment = SampleFrames.with(SampleFrames.with(SampleFrames.DHCP_ACK, 20, Integer.decode(flags)), 21,
            Integer.decode(offset));
        assertEquals(Optional.empty(), DhcpReply.parse(fragment));
    }

    @Test
    void aPacketThatIsCutIsMalformed() {
        for (int length = 34; length < SampleFrames.DHCP_ACK.length; length++) {
            final var frame = Arrays.copyOf(SampleFrames.DHCP_ACK, length);
            assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
        }
        for (int length = 0; length < SampleFrames.DHCP6_REPLY.length; length++) {
            final var frame = Arrays.copyOf(SampleFrames.DHCP6_REPLY, length);
            assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
        }
    }

    @ParameterizedTest
    @CsvSource({"0x00, 0x07", "0x01, 0x0f"})
    void aDatagramThatContradictsThePacketIsMalformed(final String high, final String low) {
        final var frame = SampleFrames.with(SampleFrames.with(SampleFrames.DHCP_ACK, HEADERS4 - 4,
            Integer.decode(high)), HEADERS4 - 3, Integer.decode(low));
        assertThrows(MalformedFrameException.class, () -> DhcpReply.parse(frame));
    }

    @Test
    void paddingBehindThePacketIsNotRead() {
        assertEquals(GRANTED4, DhcpReply.parse(Arrays.copyOf(SampleFrames.DHCP_ACK, SampleFrames.DHCP_ACK.length + 9)));
    }
}
