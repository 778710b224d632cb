/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import org.junit.jupiter.api.Test;

/**
 * What Understudy sends is what the RFCs say, byte by byte.
 */
final class AnnouncementBytesTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:0a");
    private static final HostKey UNTAGGED = new HostKey(0, MAC);
    private static final Inet4Address INET4 = (Inet4Address) InetAddresses.forString("192.0.2.10");
    private static final Inet6Address INET6 = (Inet6Address) InetAddresses.forString("2001:db8::a");

    @Test
    void rarpUntaggedHas60Bytes() {
        final var frame = RarpAnnouncement.encode(UNTAGGED);
        assertEquals(60, frame.length);
        assertArrayEquals(SampleFrames.RARP, frame);
    }

    @Test
    void rarpTaggedHas64Bytes() {
        final var frame = RarpAnnouncement.encode(new HostKey(100, MAC));
        assertEquals(64, frame.length);
        assertArrayEquals(SampleFrames.RARP_TAGGED, frame);
    }

    @Test
    void aGratuitousArpHasTheseBytes() {
        assertArrayEquals(SampleFrames.GRATUITOUS_ARP, GratuitousArp.encode(UNTAGGED, INET4));
        assertArrayEquals(SampleFrames.GRATUITOUS_ARP_TAGGED, GratuitousArp.encode(new HostKey(4094, MAC), INET4));
    }

    @Test
    void anUnsolicitedNeighborAdvertisementHasTheseBytes() {
        assertArrayEquals(SampleFrames.ADVERTISEMENT, UnsolicitedNeighborAdvertisement.encode(UNTAGGED, INET6));
    }

    @Test
    void aNeighborSolicitationHasTheseBytes() {
        assertArrayEquals(SampleFrames.SOLICITATION, NeighborDiscovery.encodeSolicitation(UNTAGGED, INET6,
            (Inet6Address) InetAddresses.forString("2001:db8::1")));
    }

    @Test
    void anArpRequestHasTheseBytes() {
        assertArrayEquals(SampleFrames.ARP_REQUEST, new ArpPacket(ArpPacket.REQUEST, MAC, INET4, MacAddress.ZERO,
            (Inet4Address) InetAddresses.forString("192.0.2.1")).encode(MacAddress.BROADCAST, UNTAGGED));
    }

    @Test
    void checksumOfTheExampleOfRfc1071() {
        final var example = SampleFrames.hex("0001 f203 f4f5 f6f7");
        assertEquals(~0xDDF2 & 0xFFFF, InternetChecksum.of(example, 0, example.length, 0));
        // An odd number of bytes is padded with a zero byte.
        assertEquals(InternetChecksum.of(SampleFrames.hex("00010200"), 0, 4, 0),
            InternetChecksum.of(SampleFrames.hex("000102ff"), 0, 3, 0));
    }
}
