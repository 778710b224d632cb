/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

/**
 * The Internet checksum: the one's complement of the one's complement sum of 16-bit words (RFC 1071).
 */
final class InternetChecksum {
    private static final int INET4_ADDRESSES_OFFSET = 12;
    private static final int INET4_ADDRESSES_LENGTH = 8;
    private static final int INET6_ADDRESSES_OFFSET = 8;
    private static final int INET6_ADDRESSES_LENGTH = 32;
    private static final int MASK = 0xFFFF;

    private InternetChecksum() {
        // Not to be instantiated
    }

    /**
     * Computes the checksum of some bytes. Over bytes that hold their own right checksum it is 0.
     *
     * @param bytes where the bytes are
     * @param offset index of the first
     * @param length how many; an odd one is padded with a zero byte
     * @param pseudoHeader a sum to begin with, 0 for none
     * @return the checksum, 0 to 65535
     */
    static int of(final byte[] bytes, final int offset, final int length, final int pseudoHeader) {
        return ~sum(bytes, offset, length, pseudoHeader) & MASK;
    }

    /**
     * Sums the pseudo-header of what is in an IPv4 packet (RFC 768).
     *
     * @param bytes where the IPv4 header is
     * @param header index of its first byte
     * @param protocol protocol of the payload
     * @param payloadLength length of the payload
     * @return the sum
     */
    static int inet4PseudoHeader(final byte[] bytes, final int header, final int protocol, final int payloadLength) {
        return sum(bytes, header + INET4_ADDRESSES_OFFSET, INET4_ADDRESSES_LENGTH, payloadLength + protocol);
    }

    /**
     * Sums the pseudo-header of what is in an IPv6 packet (RFC 8200, 8.1).
     *
     * @param bytes where the IPv6 header is
     * @param header index of its first byte
     * @param protocol protocol of the payload
     * @param payloadLength length of the payload
     * @return the sum
     */
    static int inet6PseudoHeader(final byte[] bytes, final int header, final int protocol, final int payloadLength) {
        return sum(bytes, header + INET6_ADDRESSES_OFFSET, INET6_ADDRESSES_LENGTH, payloadLength + protocol);
    }

    private static int sum(final byte[] bytes, final int offset, final int length, final int initial) {
        long sum = initial;
        for (int i = 0; i < length; i++) {
            final int octet = Byte.toUnsignedInt(bytes[offset + i]);
            sum += i % 2 == 0 ? octet << Byte.SIZE : octet;
        }
        while (sum > MASK) {
            sum = (sum & MASK) + (sum >>> Short.SIZE);
        }
        return (int) sum;
    }
}
