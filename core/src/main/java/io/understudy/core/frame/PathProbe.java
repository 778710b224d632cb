/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A path probe: a unicast frame that a bridge sends through the other one to itself, under the EtherType that IEEE 802
 * leaves to local experiments. An end marker looks the same, but goes from one bridge to the other, behind all that it
 * has forwarded.
 *
 * <pre>
 *   0        4         5         6          8               16
 *   +--------+---------+---------+----------+---------------+
 *   |  UNDP  | version | inward  | sequence |     nonce     |
 *   +--------+---------+---------+----------+---------------+
 * </pre>
 *
 * @param source address that it is sent from
 * @param destination address that it is sent to, of the same bridge; of an end marker that of the other one
 * @param inward whether it goes from the uplink to the trunk, and not the other way; of an end marker whether it goes
 *     from trunk to trunk, and not from uplink to uplink
 * @param sequence 0 to 65535
 * @param nonce tells it apart from those of others
 */
public record PathProbe(MacAddress source, MacAddress destination, boolean inward, int sequence, long nonce) {
    /** The EtherType, Local Experimental 1 (IEEE 802, 9.2.3). */
    public static final int ETHER_TYPE = 0x88B5;

    private static final int MAX_UINT16 = 0xFFFF;
    private static final int MAGIC = 0x554E_4450;
    private static final int VERSION = 1;
    private static final int LENGTH = 16;
    private static final int VERSION_OFFSET = 4;
    private static final int DIRECTION_OFFSET = 5;
    private static final int SEQUENCE_OFFSET = 6;
    private static final int NONCE_OFFSET = 8;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the sequence number is not in 0 to 65535
     */
    public PathProbe {
        requireNonNull(source);
        requireNonNull(destination);
        if (sequence < 0 || sequence > MAX_UINT16) {
            throw new IllegalArgumentException("Sequence number " + sequence + " is not in 0..65535");
        }
    }

    /**
     * Makes the frame.
     *
     * @return the frame, of 60 bytes
     */
    public byte[] encode() {
        return EthernetFrame.encode(destination, new HostKey(0, source), ETHER_TYPE, ByteBuffer.allocate(LENGTH)
            .putInt(MAGIC)
            .put((byte) VERSION)
            .put((byte) (inward ? 1 : 0))
            .putShort((short) sequence)
            .putLong(nonce)
            .array());
    }

    /**
     * Reads the probe in a frame.
     *
     * @param frame the frame, from its destination address on
     * @return the probe; empty if the frame is none, or one of another version
     * @throws MalformedFrameException if the frame ends too early
     */
    public static Optional<PathProbe> parse(final byte[] frame) {
        final var ethernet = EthernetFrame.parse(frame);
        if (ethernet.etherType() != ETHER_TYPE) {
            return Optional.empty();
        }
        final var reader = new FrameReader(frame);
        final int start = ethernet.payloadOffset();
        reader.require("The path probe", start, LENGTH);
        if (reader.signed32(start) != MAGIC || reader.unsigned8(start + VERSION_OFFSET) != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new PathProbe(ethernet.source(), ethernet.destination(),
            reader.unsigned8(start + DIRECTION_OFFSET) != 0, reader.unsigned16(start + SEQUENCE_OFFSET),
            reader.signed64(start + NONCE_OFFSET)));
    }
}
