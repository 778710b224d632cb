/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a DHCP server grants a client, as the client is told it: a DHCPACK (RFC 2131) or a Reply of DHCPv6 (RFC 8415).
 * What goes to a relay agent on its way is none.
 *
 * @param client MAC address of the client
 * @param addresses the addresses that it may use from now on
 */
public record DhcpReply(MacAddress client, List<InetAddress> addresses) {
    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;
    private static final int SERVER_PORT6 = 547;
    private static final int CLIENT_PORT6 = 546;

    /** Copies the list. */
    public DhcpReply {
        requireNonNull(client);
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads the reply in a frame.
     *
     * @param frame the frame, from its destination address on
     * @return the reply; empty if the frame holds none, and if it is an offer, a refusal or a part of a packet only
     * @throws MalformedFrameException if the packet, the message or an option of it ends too early
     */
    public static Optional<DhcpReply> parse(final byte[] frame) {
        final var found = UdpDatagram.parse(frame);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        final var datagram = found.orElseThrow();
        final var ethernet = EthernetFrame.parse(frame);
        final var reader = new FrameReader(frame);
        if (ethernet.etherType() == EthernetFrame.TYPE_IPV4 && datagram.isBetween(SERVER_PORT, CLIENT_PORT)) {
            return DhcpAcknowledgement.parse(reader, datagram)
                .map(granted -> new DhcpReply(granted.client(), List.of(granted.address())));
        }
        if (ethernet.etherType() == EthernetFrame.TYPE_IPV6 && datagram.isBetween(SERVER_PORT6, CLIENT_PORT6)) {
            // The message names its client by a DUID, which need not hold a MAC address (RFC 8415, 11).
            final var addresses = Dhcp6Message.addresses(reader, datagram);
            return addresses.isEmpty() ? Optional.empty()
                : Optional.of(new DhcpReply(ethernet.destination(), addresses));
        }
        return Optional.empty();
    }
}
