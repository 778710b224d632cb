/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.nio.ByteBuffer;

/**
 * The header of an Ethernet frame, with its IEEE 802.1Q tag if it has one. Frames are without their check sequence.
 *
 * @param destination destination address
 * @param source source address
 * @param vlanId VLAN identifier, 0 for a frame that is untagged or priority-tagged (IEEE 802.1Q, 6.9.1)
 * @param etherType what follows the tag: an EtherType, or a length where it is below 1536 (IEEE 802.3, 3.2.6)
 * @param payloadOffset index of the first byte after the header, from 0
 */
public record EthernetFrame(
        MacAddress destination, MacAddress source, int vlanId, int etherType, int payloadOffset) {
    /** EtherType of IPv4. */
    public static final int TYPE_IPV4 = 0x0800;
    /** EtherType of ARP (RFC 826). */
    public static final int TYPE_ARP = 0x0806;
    /** EtherType of Reverse ARP (RFC 903). */
    public static final int TYPE_RARP = 0x8035;
    /** EtherType of the tag of IEEE 802.1Q. */
    public static final int TYPE_VLAN = 0x8100;
    /** EtherType of IPv6. */
    public static final int TYPE_IPV6 = 0x86DD;
    /** EtherType of the service tag of IEEE 802.1ad. */
    public static final int TYPE_SERVICE_VLAN = 0x88A8;

    /** The least length of a frame without a tag, in bytes (IEEE 802.3, 3.2.8, less the check sequence). */
    public static final int MIN_LENGTH = 60;

    private static final int ADDRESSES_LENGTH = 2 * MacAddress.LENGTH;
    private static final int TYPE_LENGTH = 2;
    private static final int TAG_LENGTH = 4;
    private static final int VLAN_MASK = 0x0FFF;

    /** Checks that no address is missing. */
    public EthernetFrame {
        requireNonNull(destination);
        requireNonNull(source);
    }

    /**
     * Reads the header of a frame. Only the outermost tag is read, and only that of IEEE 802.1Q.
     *
     * @param frame the frame
     * @return its header
     * @throws MalformedFrameException if it ends within the header, or has the reserved VLAN identifier 4095
     */
    public static EthernetFrame parse(final byte[] frame) {
        final var reader = new FrameReader(frame);
        reader.require("The Ethernet header", 0, ADDRESSES_LENGTH + TYPE_LENGTH);
        final var destination = reader.mac(0);
        final var source = reader.mac(MacAddress.LENGTH);
        final int outerType = reader.unsigned16(ADDRESSES_LENGTH);
        if (outerType != TYPE_VLAN) {
            return new EthernetFrame(destination, source, 0, outerType, ADDRESSES_LENGTH + TYPE_LENGTH);
        }
        reader.require("The 802.1Q tag", ADDRESSES_LENGTH, TAG_LENGTH + TYPE_LENGTH);
        final int vlanId = reader.unsigned16(ADDRESSES_LENGTH + TYPE_LENGTH) & VLAN_MASK;
        if (vlanId > HostKey.MAX_VLAN_ID) {
            throw new MalformedFrameException("Reserved VLAN identifier " + vlanId, ADDRESSES_LENGTH + TYPE_LENGTH);
        }
        return new EthernetFrame(destination, source, vlanId, reader.unsigned16(ADDRESSES_LENGTH + TAG_LENGTH),
            ADDRESSES_LENGTH + TAG_LENGTH + TYPE_LENGTH);
    }

    /**
     * Reads the VLAN identifier of a tag, of whichever type.
     *
     * @param frame the frame
     * @param offset index of the first byte behind the tag's EtherType
     * @return the identifier, 0 to 4095
     * @throws MalformedFrameException if the frame ends within the tag
     */
    public static int vlanId(final byte[] frame, final int offset) {
        final var reader = new FrameReader(frame);
        reader.require("The tag", offset, TYPE_LENGTH);
        return reader.unsigned16(offset) & VLAN_MASK;
    }

    /**
     * Makes a frame, padded with zeros to its least length: 60 bytes, or 64 with a tag.
     *
     * @param destination destination address
     * @param source which host sends it; a VLAN identifier of 0 gives an untagged frame
     * @param etherType EtherType of the payload
     * @param payload what follows the header
     * @return the frame
     */
    public static byte[] encode(final MacAddress destination, final HostKey source, final int etherType,
            final byte[] payload) {
        final int tagLength = source.vlanId() == 0 ? 0 : TAG_LENGTH;
        final int length = ADDRESSES_LENGTH + tagLength + TYPE_LENGTH + payload.length;
        final var buffer = ByteBuffer.allocate(Math.max(length, MIN_LENGTH + tagLength))
            .put(destination.toBytes())
            .put(source.mac().toBytes());
        if (tagLength > 0) {
            buffer.putShort((short) TYPE_VLAN).putShort((short) source.vlanId());
        }
        return buffer.putShort((short) etherType).put(payload).array();
    }
}
