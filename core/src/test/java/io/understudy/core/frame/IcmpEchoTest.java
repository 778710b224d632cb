/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IcmpEchoTest {
    private static final MacAddress ONE = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress TWO = MacAddress.parse("02:00:00:00:00:02");
    private static final Inet4Address INET_ONE = (Inet4Address) InetAddresses.forString("192.0.2.1");
    private static final Inet4Address INET_TWO = (Inet4Address) InetAddresses.forString("192.0.2.2");
    private static final IcmpEcho REQUEST =
        new IcmpEcho(false, ONE, TWO, INET_ONE, INET_TWO, 0x1234, 0x5678, 0x0102_0304_0506_0708L);

    @Test
    void anEchoRequestHasTheseBytes() {
        assertArrayEquals(SampleFrames.ECHO_REQUEST, REQUEST.encode());
    }

    @Test
    void anEchoRequestIsRead() {
        assertEquals(Optional.of(REQUEST), IcmpEcho.parse(SampleFrames.ECHO_REQUEST));
    }

    @Test
    void readsTheReplyThatADatapathMakes() {
        assertEquals(Optional.of(new IcmpEcho(true, TWO, ONE, INET_TWO, INET_ONE, 0x1234, 0x5678,
            0x0102_0304_0506_0708L)), IcmpEcho.parse(SampleFrames.ECHO_REPLY));
    }

    @Test
    void readsTheReplyWithAnotherTimeToLiveServiceAndIdentification() {
        final var packet = SampleFrames.hex("""
            020000000001 020000000002 0800
            45 b8 002e 9abc 0000 3f 01 5c57 c0000202 c0000201
            00 00 ed9d 1234 5678 554e4453 0102030405060708 000000000000""");
        assertEquals(IcmpEcho.parse(SampleFrames.ECHO_REPLY), IcmpEcho.parse(packet));
    }

    @Test
    void readsBehindIpOptions() {
        // Two NOPs, NOP, end of options.
        final var packet = SampleFrames.hex("""
            020000000001 020000000002 0800
            46 00 0032 0000 4000 40 01 b3c6 c0000202 c0000201 01010100
            00 00 ed9d 1234 5678 554e4453 0102030405060708 000000000000""");
        assertEquals(IcmpEcho.parse(SampleFrames.ECHO_REPLY), IcmpEcho.parse(packet));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 0x86",   // EtherType
        "20, 0x20",   // a fragment: the header checksum is wrong then, too
        "22, 63",     // time to live without a new checksum
        "23, 17",     // protocol
        "24, 0",      // header checksum
        "26, 193",    // source address
        "34, 13",     // ICMP type
        "35, 1",      // ICMP code
        "36, 0",      // ICMP checksum
        "41, 0x79",   // sequence number without a new checksum
        "42, 0",      // magic number
        "53, 9"       // nonce
    })
    void anyOtherOrDamagedFrameIsNoHeartbeat(final int offset, final int value) {
        assertEquals(Optional.empty(), IcmpEcho.parse(SampleFrames.with(SampleFrames.ECHO_REPLY, offset, value)));
    }

    @Test
    void pingOfAnotherIsNoHeartbeat() {
        final var packet = Inet4Packet.encode(INET_ONE, INET_TWO, Inet4Packet.PROTOCOL_ICMP,
            SampleFrames.hex("0800 f7fd 0001 0001"));
        assertEquals(Optional.empty(), IcmpEcho.parse(
            EthernetFrame.encode(TWO, new HostKey(0, ONE), EthernetFrame.TYPE_IPV4, packet)));
    }

    @Test
    void fragmentWithRightChecksumsIsNoHeartbeat() {
        final var packet = SampleFrames.hex("""
            020000000001 020000000002 0800
            45 00 002e 0000 2000 40 01 d6cb c0000202 c0000201
            00 00 ed9d 1234 5678 554e4453 0102030405060708 000000000000""");
        assertEquals(Optional.empty(), IcmpEcho.parse(packet));
    }

    @Test
    void tagIsNoHeartbeat() {
        final var payload = Arrays.copyOfRange(SampleFrames.ECHO_REPLY, 14, 60);
        assertEquals(Optional.empty(), IcmpEcho.parse(
            EthernetFrame.encode(ONE, new HostKey(3, TWO), EthernetFrame.TYPE_IPV4, payload)));
    }

    @ParameterizedTest
    @CsvSource({"14, 0x65", "14, 0x44", "14, 0x4f", "17, 47", "16, 1"})
    void headerThatContradictsTheFrameIsMalformed(final int offset, final int value) {
        final var frame = SampleFrames.with(Arrays.copyOf(SampleFrames.ECHO_REPLY, 60), offset, value);
        if (value == 0x4F) {
            // A header of 60 bytes in a packet of 46.
            assertEquals("An IPv4 header of 60 bytes in a packet of 46 at byte 14",
                assertThrows(MalformedFrameException.class, () -> IcmpEcho.parse(frame)).getMessage());
        } else {
            assertThrows(MalformedFrameException.class, () -> IcmpEcho.parse(frame));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void identifierAndSequenceHave16Bits(final int value) {
        assertThrows(IllegalArgumentException.class,
            () -> new IcmpEcho(false, ONE, TWO, INET_ONE, INET_TWO, value, 0, 0));
        assertThrows(IllegalArgumentException.class,
            () -> new IcmpEcho(false, ONE, TWO, INET_ONE, INET_TWO, 0, value, 0));
    }
}
