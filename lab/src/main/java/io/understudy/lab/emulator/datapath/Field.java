/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

/**
 * The fields of a frame that can be matched and set, with their numbers on the wire (OXM class OPENFLOW_BASIC).
 */
enum Field {
    IN_PORT(0, 32, 0),
    METADATA(2, 64, 1),
    ETH_DST(3, 48, 2),
    ETH_SRC(4, 48, 3),
    ETH_TYPE(5, 16, 4),
    /** 0 for an untagged frame, else the identifier with bit 0x1000. */
    VLAN_VID(6, 13, 5),
    VLAN_PCP(7, 3, 6),
    IP_DSCP(8, 6, 7),
    IP_ECN(9, 2, 8),
    IP_PROTO(10, 8, 9),
    IPV4_SRC(11, 32, 10),
    IPV4_DST(12, 32, 11),
    TCP_SRC(13, 16, 12),
    TCP_DST(14, 16, 13),
    UDP_SRC(15, 16, 14),
    UDP_DST(16, 16, 15),
    ICMPV4_TYPE(19, 8, 16),
    ICMPV4_CODE(20, 8, 17),
    ARP_OP(21, 16, 18),
    ARP_SPA(22, 32, 19),
    ARP_TPA(23, 32, 20),
    ARP_SHA(24, 48, 21),
    ARP_THA(25, 48, 22),
    IPV6_SRC(26, 128, 23),
    IPV6_DST(27, 128, 25),
    ICMPV6_TYPE(29, 8, 27),
    ICMPV6_CODE(30, 8, 28),
    IPV6_ND_TARGET(31, 128, 29),
    IPV6_ND_SLL(32, 48, 31),
    IPV6_ND_TLL(33, 48, 32);

    /** The number of words that hold all fields of a frame. */
    static final int SLOTS = 33;

    private static final Field[] BY_NUMBER = new Field[64];

    static {
        for (var field : values()) {
            BY_NUMBER[field.number] = field;
        }
    }

    private final int number;
    private final int bits;
    private final int slot;

    Field(final int number, final int bits, final int slot) {
        this.number = number;
        this.bits = bits;
        this.slot = slot;
    }

    /**
     * Finds a field.
     *
     * @param number its number on the wire
     * @return the field, or null if it is not known
     */
    static Field of(final int number) {
        return number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /**
     * Returns where the field lies among the words of a frame; its lowest word, if it has two.
     *
     * @return an index, with the higher word at the next one
     */
    int slot() {
        return slot;
    }

    /**
     * Returns whether it takes two words.
     *
     * @return true for the addresses of IPv6
     */
    boolean wide() {
        return bits > Long.SIZE;
    }

    /**
     * Returns its length on the wire.
     *
     * @return bytes
     */
    int bytes() {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /**
     * Returns the mask of an exact value in its lowest word.
     *
     * @return all its bits
     */
    long full() {
        return bits >= Long.SIZE ? -1 : (1L << bits) - 1;
    }
}
