/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A MAC address of 48 bits (IEEE 802, EUI-48).
 *
 * @param value the address as a number, the first byte on the wire being the most significant, 0 to 2^48 - 1
 */
public record MacAddress(long value) implements Comparable<MacAddress> {
    /** Number of bytes of an address on the wire. */
    public static final int LENGTH = 6;

    /** The address of all stations, {@code ff:ff:ff:ff:ff:ff}. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    /** The address of no station, {@code 00:00:00:00:00:00}. */
    public static final MacAddress ZERO = new MacAddress(0);

    private static final Pattern NOTATION = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final HexFormat BYTE_FORMAT = HexFormat.ofDelimiter(":");
    private static final long GROUP_BIT = 0x0100_0000_0000L;
    /** 2^64 divided by the golden ratio: a product with it has in its upper half what was in any bit. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value needs more than 48 bits
     */
    public MacAddress {
        if (value < 0 || value > 0xFFFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("A MAC address has 48 bits, not " + Long.toHexString(value));
        }
    }

    /**
     * Reads the notation of the YANG type {@code mac-address}: six bytes in hexadecimal, separated by colons.
     *
     * @param text the text, in either case
     * @return the address
     * @throws IllegalArgumentException if the text is anything else
     */
    public static MacAddress parse(final String text) {
        if (!NOTATION.matcher(requireNonNull(text)).matches()) {
            throw new IllegalArgumentException(
                "Not a MAC address: '" + text + "'; write six bytes as in 02:00:00:00:00:0a");
        }
        return from(BYTE_FORMAT.parseHex(text), 0);
    }

    /**
     * Reads six bytes in the order of the wire.
     *
     * @param bytes where to read
     * @param offset index of the first byte
     * @return the address
     * @throws IndexOutOfBoundsException if fewer than six bytes are left
     */
    public static MacAddress from(final byte[] bytes, final int offset) {
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedInt(bytes[offset + i]);
        }
        return new MacAddress(value);
    }

    /**
     * The address in the order of the wire.
     *
     * @return six bytes, a fresh array
     */
    public byte[] toBytes() {
        final var bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (value >>> (LENGTH - 1 - i) * Byte.SIZE);
        }
        return bytes;
    }

    /**
     * Whether this addresses a group of stations: the individual/group bit of IEEE 802, 8.2.
     *
     * @return true for multicast and broadcast
     */
    public boolean isGroup() {
        return (value & GROUP_BIT) != 0;
    }

    /**
     * Whether all bits are zero.
     *
     * @return true for {@link #ZERO}
     */
    public boolean isZero() {
        return value == 0;
    }

    /**
     * Addresses are given out by patterns. The plain hash of the number lets those which differ in a few bits fall onto
     * each other by the hundred, and a hash table then takes more time and memory.
     */
    static int hash(final long number) {
        return (int) (number * SPREAD >>> Integer.SIZE);
    }

    @Override
    public int hashCode() {
        return hash(value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MacAddress address && value == address.value;
    }

    @Override
    public int compareTo(final MacAddress other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return BYTE_FORMAT.formatHex(toBytes());
    }
}
