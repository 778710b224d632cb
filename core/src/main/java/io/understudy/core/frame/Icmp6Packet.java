/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An ICMPv6 message that follows the IPv6 header at once (RFC 8200, section 3, and RFC 4443, 2.1).
 *
 * @param source source address
 * @param destination destination address
 * @param hopLimit hop limit, 0 to 255
 * @param type type of the message, 0 to 255
 * @param code code of the message, 0 to 255
 * @param checksumRight whether the checksum is right
 * @param start index of the message's first byte in the frame
 * @param length length of the message in bytes, 4 or more
 */
record Icmp6Packet(
        Inet6Address source,
        Inet6Address destination,
        int hopLimit,
        int type,
        int code,
        boolean checksumRight,
        int start,
        int length) {
    static final int MAX_HOP_LIMIT = 255;

    private static final int CHECKSUM_OFFSET = 2;
    private static final int MIN_LENGTH = 4;

    /**
     * Reads the ICMPv6 message in a frame.
     *
     * @param frame the frame
     * @return the message; empty if there is none, or not directly after the IPv6 header
     * @throws MalformedFrameException if the frame ends too early
     */
    static Optional<Icmp6Packet> parse(final byte[] frame) {
        final var ethernet = EthernetFrame.parse(frame);
        if (ethernet.etherType() != EthernetFrame.TYPE_IPV6) {
            return Optional.empty();
        }
        final var reader = new FrameReader(frame);
        final var packet = Inet6Packet.parse(reader, ethernet.payloadOffset());
        if (packet.nextHeader() != Inet6Packet.NEXT_HEADER_ICMP6) {
            return Optional.empty();
        }
        final int start = packet.payloadOffset();
        final int length = packet.payloadLength();
        if (length < MIN_LENGTH) {
            throw new MalformedFrameException("An ICMPv6 message of " + length + " bytes", start);
        }
        reader.require("The ICMPv6 message", start, length);
        final int pseudoHeader = InternetChecksum.inet6PseudoHeader(
            frame, ethernet.payloadOffset(), Inet6Packet.NEXT_HEADER_ICMP6, length);
        return Optional.of(new Icmp6Packet(
            packet.source(),
            packet.destination(),
            packet.hopLimit(),
            reader.unsigned8(start),
            reader.unsigned8(start + 1),
            reader.checksum(start, length, pseudoHeader) == 0,
            start,
            length));
    }

    /**
     * Makes a frame of a message.
     *
     * @param destinationMac destination address of the frame
     * @param host which host sends it
     * @param source source address of the packet
     * @param destination destination address of the packet
     * @param message the message, whose checksum field is zero
     * @return the frame, with the hop limit 255 and the right checksum
     */
    static byte[] encode(final MacAddress destinationMac, final HostKey host, final Inet6Address source,
            final Inet6Address destination, final byte[] message) {
        final var packet = Inet6Packet.encode(source, destination, Inet6Packet.NEXT_HEADER_ICMP6, MAX_HOP_LIMIT,
            message);
        final int pseudoHeader =
            InternetChecksum.inet6PseudoHeader(packet, 0, Inet6Packet.NEXT_HEADER_ICMP6, message.length);
        final int checksum = InternetChecksum.of(packet, Inet6Packet.HEADER_LENGTH, message.length, pseudoHeader);
        ByteBuffer.wrap(packet).putShort(Inet6Packet.HEADER_LENGTH + CHECKSUM_OFFSET, (short) checksum);
        return EthernetFrame.encode(destinationMac, host, EthernetFrame.TYPE_IPV6, packet);
    }
}
