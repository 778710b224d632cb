/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The frames that probe paths and upstream targets.
 */
final class ProbeFramesTest {
    private static final MacAddress UPLINK = MacAddress.parse("a6:00:00:00:00:01");
    private static final MacAddress TRUNK = MacAddress.parse("aa:00:00:00:00:01");
    private static final MacAddress GATEWAY = MacAddress.parse("02:00:00:00:00:fe");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPathProbeComesBackAsItWasSent(final boolean inward) {
        final var probe = new PathProbe(TRUNK, UPLINK, inward, 0xffff, 0x8123456789abcdefL);
        assertEquals(60, probe.encode().length);
        assertEquals(Optional.of(probe), PathProbe.parse(probe.encode()));
    }

    @Test
    void aPathProbeHasTheEtherTypeOfLocalExperiments() {
        assertEquals("a60000000001aa000000000188b5554e4450010000070000000000000009",
            BaseEncoding.base16().lowerCase().encode(
                Arrays.copyOf(new PathProbe(TRUNK, UPLINK, false, 7, 9).encode(), 30)));
    }

    @Test
    void whatIsNoPathProbeIsNone() {
        final var other = new PathProbe(TRUNK, UPLINK, false, 7, 9).encode();
        other[14] = 0;
        assertEquals(Optional.empty(), PathProbe.parse(other), "somebody else's experiment");
        final var later = new PathProbe(TRUNK, UPLINK, false, 7, 9).encode();
        later[18] = 2;
        assertEquals(Optional.empty(), PathProbe.parse(later), "another version");
        assertEquals(Optional.empty(), PathProbe.parse(RarpAnnouncement.encode(new HostKey(0, TRUNK))));
        assertThrows(MalformedFrameException.class,
            () -> PathProbe.parse(Arrays.copyOf(new PathProbe(TRUNK, UPLINK, false, 7, 9).encode(), 20)));
        assertThrows(IllegalArgumentException.class, () -> new PathProbe(TRUNK, UPLINK, false, 0x10000, 0));
    }

    /** RFC 5227, 2.1.1: the sender's address is zero, so that no neighbour's cache is touched. */
    @Test
    void anAddressIsAskedForByAnArpProbe() {
        assertEquals("ffffffffffff" + "a60000000001" + "0806" + "0001080006040001" + "a60000000001" + "00000000"
            + "000000000000" + "c0000201", BaseEncoding.base16().lowerCase().encode(
                Arrays.copyOf(UpstreamProbe.encode(UPLINK, InetAddresses.forString("192.0.2.1")), 42)));
    }

    /** RFC 4861, 7.2.2: the link-local address is the one of the MAC address (RFC 4291, appendix A). */
    @Test
    void anInet6AddressIsAskedForByASolicitationFromALinkLocalAddress() {
        final var target = (Inet6Address) InetAddresses.forString("2001:db8::1");
        final var asked = NeighborDiscovery.parse(UpstreamProbe.encode(UPLINK, target)).orElseThrow();
        assertEquals(InetAddresses.forString("fe80::a400:ff:fe00:1"), asked.sourceAddress());
        assertEquals(InetAddresses.forString("ff02::1:ff00:1"), asked.destinationAddress());
        assertEquals(target, asked.target());
        assertEquals(Optional.of(UPLINK), asked.linkLayerAddress());
    }

    @Test
    void anAnswerTellsWhoAnswers() {
        final var four = (Inet4Address) InetAddresses.forString("192.0.2.1");
        final var gateway = new HostKey(0, GATEWAY);
        assertEquals(Optional.of(four), UpstreamProbe.answer(new ArpPacket(ArpPacket.REPLY, GATEWAY, four, UPLINK,
            (Inet4Address) InetAddresses.forString("0.0.0.0")).encode(UPLINK, gateway)));
        final var six = (Inet6Address) InetAddresses.forString("2001:db8::1");
        assertEquals(Optional.of(six), UpstreamProbe.answer(UnsolicitedNeighborAdvertisement.encode(gateway, six)));
    }

    @Test
    void aQuestionIsNoAnswer() {
        assertEquals(Optional.empty(), UpstreamProbe.answer(UpstreamProbe.encode(UPLINK,
            InetAddresses.forString("192.0.2.1"))));
        assertEquals(Optional.empty(), UpstreamProbe.answer(UpstreamProbe.encode(UPLINK,
            InetAddresses.forString("2001:db8::1"))));
    }
}
