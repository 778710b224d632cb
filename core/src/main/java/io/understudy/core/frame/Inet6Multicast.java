/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import io.understudy.core.model.MacAddress;
import java.net.Inet6Address;

/**
 * Multicast addresses of IPv6 and the MAC addresses that they map to.
 */
final class Inet6Multicast {
    private static final byte[] PREFIX = {(byte) 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xFF};
    private static final long MULTICAST_MAC = 0x3333_0000_0000L;
    private static final int MAC_SUFFIX_OFFSET = 12;

    private Inet6Multicast() {
        // Not to be instantiated
    }

    /**
     * The solicited-node multicast address of an address: ff02::1:ff00:0/104 and its low 24 bits (RFC 4291, 2.7.1).
     */
    static Inet6Address solicitedNode(final Inet6Address address) {
        final var bytes = address.getAddress();
        System.arraycopy(PREFIX, 0, bytes, 0, PREFIX.length);
        return new FrameReader(bytes).inet6(0);
    }

    /**
     * The MAC address of a multicast address: 33:33 and its low 32 bits (RFC 2464, section 7).
     */
    static MacAddress mac(final Inet6Address group) {
        final var suffix = new FrameReader(group.getAddress()).signed32(MAC_SUFFIX_OFFSET);
        return new MacAddress(MULTICAST_MAC | Integer.toUnsignedLong(suffix));
    }
}
