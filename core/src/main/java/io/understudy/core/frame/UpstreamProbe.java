/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Probes of an upstream target: an ARP probe, which claims no address of its own (RFC 5227, 2.1.1), or a neighbor
 * solicitation from the link-local address that belongs to the sender's MAC address (RFC 4861, 7.2.2; RFC 4291,
 * appendix A), for the answer to one without a source address goes to everybody.
 */
public final class UpstreamProbe {
    private static final Inet4Address UNSPECIFIED = InetAddresses.fromInteger(0);
    private static final int INET6_LENGTH = 16;
    private static final int UNIVERSAL_BIT = 0x02;
    private static final int INTERFACE_OFFSET = 8;
    private static final int HALF = 3;

    private UpstreamProbe() {
        // only functions
    }

    /**
     * Makes the frame that asks for a target.
     *
     * @param sender address that it is sent from, and that the answer goes to
     * @param target the address asked for
     * @return the frame
     */
    public static byte[] encode(final MacAddress sender, final InetAddress target) {
        final var host = new HostKey(0, sender);
        return switch (target) {
            case Inet4Address address -> new ArpPacket(ArpPacket.REQUEST, sender, UNSPECIFIED, MacAddress.ZERO, address)
                .encode(MacAddress.BROADCAST, host);
            case Inet6Address address -> NeighborDiscovery.encodeSolicitation(host, linkLocal(sender), address);
            default -> throw new IllegalArgumentException(target + " is neither an IPv4 nor an IPv6 address");
        };
    }

    /**
     * Reads who answers.
     *
     * @param frame a frame, from its destination address on
     * @return the address that the sender of an ARP reply or a neighbor advertisement claims; empty if the frame is
     *     neither, or comes from another VLAN than the untagged one, in which the question was asked
     * @throws MalformedFrameException if the frame ends too early
     */
    public static Optional<InetAddress> answer(final byte[] frame) {
        if (EthernetFrame.parse(frame).vlanId() != 0) {
            return Optional.empty();
        }
        final var arp = ArpPacket.parse(frame);
        if (arp.isPresent()) {
            return arp.filter(packet -> packet.operation() == ArpPacket.REPLY).map(ArpPacket::senderProtocol);
        }
        return NeighborDiscovery.parse(frame).filter(NeighborDiscovery::advertisement).map(NeighborDiscovery::target);
    }

    private static Inet6Address linkLocal(final MacAddress mac) {
        final var octets = mac.toBytes();
        final var address = new byte[INET6_LENGTH];
        address[0] = (byte) 0xfe;
        address[1] = (byte) 0x80;
        System.arraycopy(octets, 0, address, INTERFACE_OFFSET, HALF);
        address[INTERFACE_OFFSET] ^= UNIVERSAL_BIT;
        address[INTERFACE_OFFSET + HALF] = (byte) 0xff;
        address[INTERFACE_OFFSET + HALF + 1] = (byte) 0xfe;
        System.arraycopy(octets, HALF, address, INTERFACE_OFFSET + HALF + 2, HALF);
        try {
            return Inet6Address.getByAddress(null, address, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An array of 16 bytes is always an IPv6 address", e);
        }
    }
}
