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
 * An ARP packet for IPv4 over Ethernet (RFC 826).
 *
 * @param operation what is asked or told, 0 to 65535; see the constants
 * @param senderHardware MAC address of the sender
 * @param senderProtocol IPv4 address of the sender; 0.0.0.0 in a probe (RFC 5227, 1.1)
 * @param targetHardware MAC address of the target, meaningless in a request
 * @param targetProtocol IPv4 address of the target
 */
public record ArpPacket(
        int operation,
        MacAddress senderHardware,
        Inet4Address senderProtocol,
        MacAddress targetHardware,
        Inet4Address targetProtocol) {
    /** Operation that asks for the target's MAC address. */
    public static final int REQUEST = 1;
    /** Operation that answers a request. */
    public static final int REPLY = 2;

    static final int REVERSE_REQUEST = 3;

    private static final int LENGTH = 28;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int HARDWARE_LENGTH = MacAddress.LENGTH;
    private static final int PROTOCOL_LENGTH = 4;

    private static final int PROTOCOL_OFFSET = 2;
    private static final int HARDWARE_LENGTH_OFFSET = 4;
    private static final int PROTOCOL_LENGTH_OFFSET = 5;
    private static final int OPERATION_OFFSET = 6;
    private static final int SENDER_OFFSET = 8;
    private static final int TARGET_OFFSET = SENDER_OFFSET + HARDWARE_LENGTH + PROTOCOL_LENGTH;

    /**
     * Checks the operation.
     *
     * @throws IllegalArgumentException if it needs more than 16 bits
     */
    public ArpPacket {
        if (operation < 0 || operation > 0xFFFF) {
            throw new IllegalArgumentException("ARP operation " + operation + " is not in 0..65535");
        }
        requireNonNull(senderHardware);
        requireNonNull(senderProtocol);
        requireNonNull(targetHardware);
        requireNonNull(targetProtocol);
    }

    /**
     * Reads the ARP packet in a frame.
     *
     * @param frame the frame, from its destination address on
     * @return the packet; empty if the frame holds none, or one of other hardware or of another protocol
     * @throws MalformedFrameException if the frame ends too early
     */
    public static Optional<ArpPacket> parse(final byte[] frame) {
        final var header = EthernetFrame.parse(frame);
        if (header.etherType() != EthernetFrame.TYPE_ARP) {
            return Optional.empty();
        }
        final var reader = new FrameReader(frame);
        final int start = header.payloadOffset();
        reader.require("The ARP header", start, SENDER_OFFSET);
        if (reader.unsigned16(start) != HARDWARE_ETHERNET
            || reader.unsigned16(start + PROTOCOL_OFFSET) != EthernetFrame.TYPE_IPV4
            || reader.unsigned8(start + HARDWARE_LENGTH_OFFSET) != HARDWARE_LENGTH
            || reader.unsigned8(start + PROTOCOL_LENGTH_OFFSET) != PROTOCOL_LENGTH) {
            return Optional.empty();
        }
        reader.require("The ARP packet", start, LENGTH);
        return Optional.of(new ArpPacket(
            reader.unsigned16(start + OPERATION_OFFSET),
            reader.mac(start + SENDER_OFFSET),
            reader.inet4(start + SENDER_OFFSET + HARDWARE_LENGTH),
            reader.mac(start + TARGET_OFFSET),
            reader.inet4(start + TARGET_OFFSET + HARDWARE_LENGTH)));
    }

    /**
     * Makes a frame of the packet.
     *
     * @param destination destination address of the frame
     * @param source which host sends it
     * @return the frame, of 60 bytes, or 64 with a tag
     */
    public byte[] encode(final MacAddress destination, final HostKey source) {
        return encode(destination, source, EthernetFrame.TYPE_ARP);
    }

    // RFC 903: Reverse ARP has the format of ARP, and an EtherType of its own.
    byte[] encode(final MacAddress destination, final HostKey source, final int etherType) {
        return EthernetFrame.encode(destination, source, etherType, ByteBuffer.allocate(LENGTH)
            .putShort((short) HARDWARE_ETHERNET)
            .putShort((short) EthernetFrame.TYPE_IPV4)
            .put((byte) HARDWARE_LENGTH)
            .put((byte) PROTOCOL_LENGTH)
            .putShort((short) operation)
            .put(senderHardware.toBytes())
            .put(senderProtocol.getAddress())
            .put(targetHardware.toBytes())
            .put(targetProtocol.getAddress())
            .array());
    }
}
