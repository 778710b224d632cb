/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The heartbeat: an ICMP echo request or its reply (RFC 792), untagged, of 60 bytes. Its payload is a magic number, the
 * nonce of the sender, and zeros.
 *
 * <p>A datapath answers by swapping the addresses and clearing the type. What it need not maintain (time to live, type
 * of service, identification) is therefore not looked at; the checksums are, since they show what was rewritten.
 *
 * @param reply true for a reply, false for a request
 * @param source source address of the frame
 * @param destination destination address of the frame
 * @param sourceAddress source address of the packet
 * @param destinationAddress destination address of the packet
 * @param identifier tells one sender from another, 0 to 65535
 * @param sequence counts the requests of a sender, 0 to 65535
 * @param nonce tells this request from any that another run of the sender sent
 */
public record IcmpEcho(
        boolean reply,
        MacAddress source,
        MacAddress destination,
        Inet4Address sourceAddress,
        Inet4Address destinationAddress,
        int identifier,
        int sequence,
        long nonce) {
    private static final int MAX_UINT16 = 0xFFFF;
    private static final int MAGIC = 0x554E_4453;

    private static final int TYPE_REPLY = 0;
    private static final int TYPE_REQUEST = 8;
    private static final int CHECKSUM_OFFSET = 2;
    private static final int IDENTIFIER_OFFSET = 4;
    private static final int SEQUENCE_OFFSET = 6;
    private static final int MAGIC_OFFSET = 8;
    private static final int NONCE_OFFSET = 12;
    private static final int MIN_MESSAGE_LENGTH = 20;
    private static final int MESSAGE_LENGTH = EthernetFrame.MIN_LENGTH - 14 - Inet4Packet.MIN_HEADER_LENGTH;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the identifier or the sequence number is not in 0 to 65535
     */
    public IcmpEcho {
        requireNonNull(source);
        requireNonNull(destination);
        requireNonNull(sourceAddress);
        requireNonNull(destinationAddress);
        if (identifier < 0 || identifier > MAX_UINT16 || sequence < 0 || sequence > MAX_UINT16) {
            throw new IllegalArgumentException(
                "Identifier " + identifier + " or sequence number " + sequence + " is not in 0..65535");
        }
    }

    /**
     * Makes the frame.
     *
     * @return the frame, of 60 bytes
     */
    public byte[] encode() {
        final var message = ByteBuffer.allocate(MESSAGE_LENGTH)
            .put((byte) (reply ? TYPE_REPLY : TYPE_REQUEST))
            .putShort(IDENTIFIER_OFFSET, (short) identifier)
            .putShort(SEQUENCE_OFFSET, (short) sequence)
            .putInt(MAGIC_OFFSET, MAGIC)
            .putLong(NONCE_OFFSET, nonce);
        message.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(message.array(), 0, MESSAGE_LENGTH, 0));
        return EthernetFrame.encode(destination, new HostKey(0, source), EthernetFrame.TYPE_IPV4,
            Inet4Packet.encode(sourceAddress, destinationAddress, Inet4Packet.PROTOCOL_ICMP, message.array()));
    }

    /**
     * Reads the heartbeat in a frame.
     *
     * @param frame the frame, from its destination address on
     * @return the heartbeat; empty if the frame is none (other traffic, another ping, a tag), or if a checksum is wrong
     * @throws MalformedFrameException if the frame ends too early
     */
    public static Optional<IcmpEcho> parse(final byte[] frame) {
        final var ethernet = EthernetFrame.parse(frame);
        if (ethernet.vlanId() != 0 || ethernet.etherType() != EthernetFrame.TYPE_IPV4) {
            return Optional.empty();
        }
        final var reader = new FrameReader(frame);
        final var packet = Inet4Packet.parse(reader, ethernet.payloadOffset());
        final int start = packet.payloadOffset();
        if (packet.protocol() != Inet4Packet.PROTOCOL_ICMP || packet.fragment() || !packet.checksumRight()
            || packet.payloadLength() < MIN_MESSAGE_LENGTH || reader.signed32(start + MAGIC_OFFSET) != MAGIC
            || reader.checksum(start, packet.payloadLength(), 0) != 0) {
            return Optional.empty();
        }
        final int type = reader.unsigned8(start);
        if (type != TYPE_REPLY && type != TYPE_REQUEST || reader.unsigned8(start + 1) != 0) {
            return Optional.empty();
        }
        return Optional.of(new IcmpEcho(type == TYPE_REPLY, ethernet.source(), ethernet.destination(),
            packet.source(), packet.destination(), reader.unsigned16(start + IDENTIFIER_OFFSET),
            reader.unsigned16(start + SEQUENCE_OFFSET), reader.signed64(start + NONCE_OFFSET)));
    }
}
