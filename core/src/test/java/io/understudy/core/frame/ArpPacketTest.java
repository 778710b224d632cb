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
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArpPacketTest {
    private static final ArpPacket REPLY = new ArpPacket(ArpPacket.REPLY,
        MacAddress.parse("02:00:00:00:00:01"), (Inet4Address) InetAddresses.forString("192.0.2.1"),
        MacAddress.parse("02:00:00:00:00:0a"), (Inet4Address) InetAddresses.forString("192.0.2.10"));

    @Test
    void anArpReplyIsRead() {
        assertEquals(Optional.of(REPLY), ArpPacket.parse(SampleFrames.ARP_REPLY));
    }

    @Test
    void readsWhatItWrites() {
        final var key = new HostKey(12, REPLY.senderHardware());
        assertEquals(Optional.of(REPLY), ArpPacket.parse(REPLY.encode(REPLY.targetHardware(), key)));
    }

    @Test
    void aFrameWithoutPaddingIsRead() {
        assertEquals(Optional.of(REPLY), ArpPacket.parse(Arrays.copyOf(SampleFrames.ARP_REPLY, 14 + 28)));
    }

    @Test
    void reverseArpIsNotArp() {
        assertEquals(Optional.empty(), ArpPacket.parse(SampleFrames.RARP));
    }

    @ParameterizedTest
    @CsvSource({"15, 6", "16, 0x86", "18, 8", "19, 16"})
    void otherHardwareAndProtocolsAreNotRead(final int offset, final int value) {
        assertEquals(Optional.empty(),
            ArpPacket.parse(SampleFrames.with(SampleFrames.ARP_REPLY, offset, value)));
    }

    @Test
    void anOperationOfMoreThan16BitsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ArpPacket(0x10000, REPLY.senderHardware(),
            REPLY.senderProtocol(), REPLY.targetHardware(), REPLY.targetProtocol()));
    }
}
