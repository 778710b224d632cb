/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * The header of an IPv4 packet (RFC 791, 3.1).
 *
 * @param source source address
 * @param destination destination address
 * @param protocol protocol of the payload, 0 to 255
 * @param fragment whether this is a part of a packet only
 * @param checksumRight whether the header's checksum is right
 * @param payloadOffset index of the payload's first byte in the frame
 * @param payloadLength length of the payload in bytes
 */
record Inet4Packet(
        Inet4Address source,
        Inet4Address destination,
        int protocol,
        boolean fragment,
        boolean checksumRight,
        int payloadOffset,
        int payloadLength) {
    static final int PROTOCOL_ICMP = 1;
    static final int PROTOCOL_UDP = 17;
    static final int MIN_HEADER_LENGTH = 20;
    static final int PROTOCOL_OFFSET = 9;

    private static final int VERSION = 4;
    private static final int LENGTH_OFFSET = 2;
    private static final int FRAGMENT_OFFSET = 6;
    private static final int TIME_TO_LIVE_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 10;
    private static final int SOURCE_OFFSET = 12;
    private static final int DESTINATION_OFFSET = 16;
    private static final int FRAGMENT_MASK = 0x3FFF;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int TIME_TO_LIVE = 64;

    /**
     * Reads a header.
     *
     * @param reader the frame
     * @param header index of the header's first byte
     * @return the header
     * @throws MalformedFrameException if the frame ends before the packet does, or the header contradicts itself
     */
    static Inet4Packet parse(final FrameReader reader, final int header) {
        reader.require("The IPv4 header", header, MIN_HEADER_LENGTH);
        final int version = reader.unsigned8(header) >>> 4;
        final int headerLength = (reader.unsigned8(header) & 0x0F) * Integer.BYTES;
        final int length = reader.unsigned16(header + LENGTH_OFFSET);
        if (version != VERSION) {
            throw new MalformedFrameException("IP version " + version + " in an IPv4 frame", header);
        }
        if (headerLength < MIN_HEADER_LENGTH || headerLength > length) {
            throw new MalformedFrameException(
                "An IPv4 header of " + headerLength + " bytes in a packet of " + length, header);
        }
        reader.require("The IPv4 packet", header, length);
        return new Inet4Packet(
            reader.inet4(header + SOURCE_OFFSET),
            reader.inet4(header + DESTINATION_OFFSET),
            reader.unsigned8(header + PROTOCOL_OFFSET),
            (reader.unsigned16(header + FRAGMENT_OFFSET) & FRAGMENT_MASK) != 0,
            reader.checksum(header, headerLength, 0) == 0,
            header + headerLength,
            length - headerLength);
    }

    /**
     * Makes a packet that is not to be fragmented, and so needs no identification (RFC 6864, 4.1).
     *
     * @param source source address
     * @param destination destination address
     * @param protocol protocol of the payload
     * @param payload the payload
     * @return the packet
     */
    static byte[] encode(final Inet4Address source, final Inet4Address destination, final int protocol,
            final byte[] payload) {
        final var packet = ByteBuffer.allocate(MIN_HEADER_LENGTH + payload.length)
            .put((byte) (VERSION << 4 | MIN_HEADER_LENGTH / Integer.BYTES))
            .putShort(LENGTH_OFFSET, (short) (MIN_HEADER_LENGTH + payload.length))
            .putShort(FRAGMENT_OFFSET, (short) DO_NOT_FRAGMENT)
            .put(TIME_TO_LIVE_OFFSET, (byte) TIME_TO_LIVE)
            .put(PROTOCOL_OFFSET, (byte) protocol)
            .put(SOURCE_OFFSET, source.getAddress())
            .put(DESTINATION_OFFSET, destination.getAddress())
            .put(MIN_HEADER_LENGTH, payload);
        packet.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(packet.array(), 0, MIN_HEADER_LENGTH, 0));
        return packet.array();
    }
}
