/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import java.util.Optional;

/**
 * A UDP datagram (RFC 768) that follows the IP header at once.
 *
 * @param sourcePort source port, 0 to 65535
 * @param destinationPort destination port, 0 to 65535
 * @param start index of the payload's first byte in the frame
 * @param end index of the byte after the payload
 */
record UdpDatagram(int sourcePort, int destinationPort, int start, int end) {
    private static final int HEADER_LENGTH = 8;
    private static final int DESTINATION_OFFSET = 2;
    private static final int LENGTH_OFFSET = 4;
    private static final int CHECKSUM_OFFSET = 6;

    /**
     * Reads the datagram in a frame.
     *
     * @param frame the frame
     * @return the datagram; empty if there is none, or a part of one only, or one that a receiver must discard for its
     *     checksum (RFC 1122, 4.1.3.4; RFC 8200, 8.1)
     * @throws MalformedFrameException if the packet or the datagram ends too early or contradicts itself
     */
    static Optional<UdpDatagram> parse(final byte[] frame) {
        final var ethernet = EthernetFrame.parse(frame);
        final var reader = new FrameReader(frame);
        return switch (ethernet.etherType()) {
            case EthernetFrame.TYPE_IPV4 -> parseInet4(frame, reader, ethernet.payloadOffset());
            case EthernetFrame.TYPE_IPV6 -> parseInet6(frame, reader, ethernet.payloadOffset());
            default -> Optional.empty();
        };
    }

    private static Optional<UdpDatagram> parseInet4(final byte[] frame, final FrameReader reader, final int header) {
        // What is not UDP is none of our business, however it looks.
        if (!reader.has(header, Inet4Packet.MIN_HEADER_LENGTH)
            || reader.unsigned8(header + Inet4Packet.PROTOCOL_OFFSET) != Inet4Packet.PROTOCOL_UDP) {
            return Optional.empty();
        }
        final var packet = Inet4Packet.parse(reader, header);
        final int start = packet.payloadOffset();
        final int length = packet.payloadLength();
        if (packet.fragment() || !packet.checksumRight() || length < HEADER_LENGTH) {
            return Optional.empty();
        }
        final int datagramLength = length(reader, start, length);
        return datagram(reader, start, datagramLength, true, InternetChecksum.inet4PseudoHeader(
            frame, header, Inet4Packet.PROTOCOL_UDP, datagramLength));
    }

    private static Optional<UdpDatagram> parseInet6(final byte[] frame, final FrameReader reader, final int header) {
        final var packet = Inet6Packet.parse(reader, header);
        final int start = packet.payloadOffset();
        final int length = packet.payloadLength();
        if (packet.nextHeader() != Inet6Packet.NEXT_HEADER_UDP || length < HEADER_LENGTH) {
            return Optional.empty();
        }
        reader.require("The UDP datagram", start, length);
        final int datagramLength = length(reader, start, length);
        return datagram(reader, start, datagramLength, false, InternetChecksum.inet6PseudoHeader(
            frame, header, Inet6Packet.NEXT_HEADER_UDP, datagramLength));
    }

    boolean isBetween(final int source, final int destination) {
        return sourcePort == source && destinationPort == destination;
    }

    private static int length(final FrameReader reader, final int start, final int available) {
        final int length = reader.unsigned16(start + LENGTH_OFFSET);
        if (length < HEADER_LENGTH || length > available) {
            throw new MalformedFrameException(
                "A UDP datagram of " + length + " bytes where " + available + " are left", start + LENGTH_OFFSET);
        }
        return length;
    }

    private static Optional<UdpDatagram> datagram(final FrameReader reader, final int start, final int length,
            final boolean mayBeUnchecked, final int pseudoHeader) {
        final boolean unchecked = reader.unsigned16(start + CHECKSUM_OFFSET) == 0;
        if (unchecked ? !mayBeUnchecked : reader.checksum(start, length, pseudoHeader) != 0) {
            return Optional.empty();
        }
        return Optional.of(new UdpDatagram(reader.unsigned16(start), reader.unsigned16(start + DESTINATION_OFFSET),
            start + HEADER_LENGTH, start + length));
    }
}
