/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Reads the fields of a frame. The caller requires a whole header first and then reads its fields.
 */
final class FrameReader {
    private static final int INET6_LENGTH = 16;
    private static final int NO_SCOPE = -1;

    private final byte[] bytes;

    FrameReader(final byte[] bytes) {
        this.bytes = requireNonNull(bytes);
    }

    /**
     * Demands that some bytes are there.
     *
     * @param what what they are, for the message
     * @param offset index of the first
     * @param length how many
     * @throws MalformedFrameException if the frame ends before
     */
    void require(final String what, final int offset, final int length) {
        if (!has(offset, length)) {
            throw new MalformedFrameException(
                what + " needs " + length + " bytes, but the frame of " + bytes.length + " bytes ends", bytes.length);
        }
    }

    /**
     * Tells whether some bytes are there.
     */
    boolean has(final int offset, final int length) {
        return bytes.length - offset >= length;
    }

    int unsigned8(final int offset) {
        return Byte.toUnsignedInt(bytes[offset]);
    }

    int unsigned16(final int offset) {
        return unsigned8(offset) << Byte.SIZE | unsigned8(offset + 1);
    }

    int signed32(final int offset) {
        return unsigned16(offset) << Short.SIZE | unsigned16(offset + 2);
    }

    long signed64(final int offset) {
        return (long) signed32(offset) << Integer.SIZE | Integer.toUnsignedLong(signed32(offset + Integer.BYTES));
    }

    MacAddress mac(final int offset) {
        return MacAddress.from(bytes, offset);
    }

    Inet4Address inet4(final int offset) {
        return InetAddresses.fromInteger(Ints.fromBytes(
            bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]));
    }

    Inet6Address inet6(final int offset) {
        try {
            // Not InetAddress.getByAddress, which makes an IPv4 address of an IPv4-mapped one.
            return Inet6Address.getByAddress(null, Arrays.copyOfRange(bytes, offset, offset + INET6_LENGTH), NO_SCOPE);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An array of 16 bytes is always an IPv6 address", e);
        }
    }

    /**
     * Computes the Internet checksum of a part of the frame; see {@link InternetChecksum}.
     */
    int checksum(final int offset, final int length, final int pseudoHeader) {
        return InternetChecksum.of(bytes, offset, length, pseudoHeader);
    }
}
