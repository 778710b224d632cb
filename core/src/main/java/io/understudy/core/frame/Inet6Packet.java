/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import java.net.Inet6Address;
import java.nio.ByteBuffer;

/**
 * The header of an IPv6 packet (RFC 8200, section 3), without extension headers.
 *
 * @param source source address
 * @param destination destination address
 * @param nextHeader what follows the header, 0 to 255
 * @param hopLimit hop limit, 0 to 255
 * @param payloadOffset index of the payload's first byte in the frame
 * @param payloadLength length of the payload in bytes; the frame may end before it does
 */
record Inet6Packet(
        Inet6Address source,
        Inet6Address destination,
        int nextHeader,
        int hopLimit,
        int payloadOffset,
        int payloadLength) {
    static final int HEADER_LENGTH = 40;
    static final int NEXT_HEADER_UDP = 17;
    static final int NEXT_HEADER_ICMP6 = 58;

    private static final int VERSION = 6;
    private static final int LENGTH_OFFSET = 4;
    private static final int NEXT_HEADER_OFFSET = 6;
    private static final int HOP_LIMIT_OFFSET = 7;
    private static final int SOURCE_OFFSET = 8;
    private static final int DESTINATION_OFFSET = 24;

    /**
     * Reads a header.
     *
     * @param reader the frame
     * @param header index of the header's first byte
     * @return the header
     * @throws MalformedFrameException if the frame ends within the header, or it is not one of IPv6
     */
    static Inet6Packet parse(final FrameReader reader, final int header) {
        reader.require("The IPv6 header", header, HEADER_LENGTH);
        final int version = reader.unsigned8(header) >>> 4;
        if (version != VERSION) {
            throw new MalformedFrameException("IP version " + version + " in an IPv6 frame", header);
        }
        return new Inet6Packet(
            reader.inet6(header + SOURCE_OFFSET),
            reader.inet6(header + DESTINATION_OFFSET),
            reader.unsigned8(header + NEXT_HEADER_OFFSET),
            reader.unsigned8(header + HOP_LIMIT_OFFSET),
            header + HEADER_LENGTH,
            reader.unsigned16(header + LENGTH_OFFSET));
    }

    /**
     * Makes a packet.
     *
     * @param source source address
     * @param destination destination address
     * @param nextHeader what the payload is
     * @param hopLimit hop limit, 0 to 255
     * @param payload the payload
     * @return the packet
     */
    static byte[] encode(final Inet6Address source, final Inet6Address destination, final int nextHeader,
            final int hopLimit, final byte[] payload) {
        return ByteBuffer.allocate(HEADER_LENGTH + payload.length)
            .put((byte) (VERSION << 4))
            .position(LENGTH_OFFSET).putShort((short) payload.length)
            .put((byte) nextHeader)
            .put((byte) hopLimit)
            .put(source.getAddress())
            .put(destination.getAddress())
            .put(payload)
            .array();
    }
}
