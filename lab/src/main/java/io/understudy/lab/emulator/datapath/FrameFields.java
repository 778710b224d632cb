/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.Arrays;

/**
 * The fields of a frame and where they lie in it.
 */
final class FrameFields {
    private static final int TYPE_OFFSET = 12;
    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88a8;
    private static final int VLAN_PRESENT = 0x1000;
    /** What stands for the type of a frame that has a length instead of one. */
    private static final int NO_TYPE = 0x05ff;
    private static final int LOWEST_TYPE = 0x0600;
    private static final int ARP = 0x0806;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int ARP_LENGTH = 28;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int NEIGHBOR_LENGTH = 24;
    private static final int SOURCE_OPTION = 1;
    private static final int TARGET_OPTION = 2;
    private static final int[] NONE = {};

    private final byte[] bytes;
    private final long[] words = new long[Field.SLOTS];
    private final int[] offsets = new int[Field.values().length];
    private int network = -1;
    private int transport = -1;
    private int ipChecksum = -1;
    private int transportChecksum = -1;

    private FrameFields(final byte[] bytes) {
        this.bytes = bytes;
        Arrays.fill(offsets, -1);
    }

    static FrameFields of(final byte[] bytes, final int inPort, final long metadata) {
        final var fields = new FrameFields(bytes);
        fields.words[Field.IN_PORT.slot()] = inPort & 0xffff_ffffL;
        fields.words[Field.METADATA.slot()] = metadata;
        if (bytes.length >= ETHERNET) {
            fields.parseEthernet();
        }
        return fields;
    }

    /** The words of all fields; not to be changed. */
    long[] words() {
        return words;
    }

    /** Where a field begins, or -1 if the frame does not have it. */
    int offset(final Field field) {
        return offsets[field.ordinal()];
    }

    /** Where the checksums lie that depend on a field. */
    int[] checksumsOver(final int offset) {
        if (network < 0 || offset < network) {
            return NONE;
        }
        if (offset >= transport) {
            return transportChecksum < 0 ? NONE : new int[] {transportChecksum};
        }
        // Addresses are in the pseudo header; the traffic class is not. ICMP of IPv4 has no pseudo header.
        final boolean address = offset >= network + 8;
        final boolean inner = address && transportChecksum >= 0 && words[Field.IP_PROTO.slot()] != ICMP;
        if (ipChecksum < 0) {
            return inner ? new int[] {transportChecksum} : NONE;
        }
        return inner ? new int[] {ipChecksum, transportChecksum} : new int[] {ipChecksum};
    }

    private void parseEthernet() {
        take(Field.ETH_DST, 0);
        take(Field.ETH_SRC, 6);
        int type = u16(TYPE_OFFSET);
        network = ETHERNET;
        if ((type == VLAN || type == SERVICE_VLAN) && bytes.length >= ETHERNET + TAG) {
            final int tag = u16(ETHERNET);
            put(Field.VLAN_VID, ETHERNET, VLAN_PRESENT | tag & 0xfff);
            put(Field.VLAN_PCP, ETHERNET, tag >> 13);
            network += TAG;
            type = u16(TYPE_OFFSET + TAG);
        }
        put(Field.ETH_TYPE, network - 2, type < LOWEST_TYPE ? NO_TYPE : type);
        transport = bytes.length;
        switch (type) {
            case ARP -> parseArp();
            case IPV4 -> parseIpv4();
            case IPV6 -> parseIpv6();
            default -> { }
        }
    }

    private void parseArp() {
        if (has(network, ARP_LENGTH)) {
            take(Field.ARP_OP, network + 6);
            take(Field.ARP_SHA, network + 8);
            take(Field.ARP_SPA, network + 14);
            take(Field.ARP_THA, network + 18);
            take(Field.ARP_TPA, network + 24);
        }
    }

    private void parseIpv4() {
        if (!has(network, IPV4_HEADER)) {
            return;
        }
        final int length = (bytes[network] & 0xf) * 4;
        if (length < IPV4_HEADER || !has(network, length)) {
            return;
        }
        ipChecksum = network + 10;
        trafficClass(bytes[network + 1] & 0xff);
        take(Field.IP_PROTO, network + 9);
        take(Field.IPV4_SRC, network + 12);
        take(Field.IPV4_DST, network + 16);
        if ((u16(network + 6) & FRAGMENT_OFFSET) == 0) {
            parseTransport(bytes[network + 9] & 0xff, network + length);
        }
    }

    private void parseIpv6() {
        if (!has(network, IPV6_HEADER)) {
            return;
        }
        trafficClass(u16(network) >> 4 & 0xff);
        takeWide(Field.IPV6_SRC, network + 8);
        takeWide(Field.IPV6_DST, network + 24);
        int protocol = bytes[network + 6] & 0xff;
        int next = network + IPV6_HEADER;
        while ((protocol == 0 || protocol == 43 || protocol == 60) && has(next, 8)) {
            protocol = bytes[next] & 0xff;
            next += ((bytes[next + 1] & 0xff) + 1) * 8;
        }
        words[Field.IP_PROTO.slot()] = protocol;
        parseTransport(protocol, next);
    }

    private void parseTransport(final int protocol, final int offset) {
        transport = offset;
        if (protocol == ICMP && has(offset, 4)) {
            transportChecksum = offset + 2;
            take(Field.ICMPV4_TYPE, offset);
            take(Field.ICMPV4_CODE, offset + 1);
        } else if (protocol == ICMPV6 && has(offset, 4)) {
            transportChecksum = offset + 2;
            take(Field.ICMPV6_TYPE, offset);
            take(Field.ICMPV6_CODE, offset + 1);
            parseNeighborDiscovery(bytes[offset] & 0xff, offset);
        } else if (protocol == TCP && has(offset, 20)) {
            transportChecksum = offset + 16;
            take(Field.TCP_SRC, offset);
            take(Field.TCP_DST, offset + 2);
        } else if (protocol == UDP && has(offset, 8)) {
            transportChecksum = u16(offset + 6) == 0 ? -1 : offset + 6;
            take(Field.UDP_SRC, offset);
            take(Field.UDP_DST, offset + 2);
        }
    }

    private void parseNeighborDiscovery(final int type, final int offset) {
        if (type != NEIGHBOR_SOLICITATION && type != NEIGHBOR_ADVERTISEMENT || !has(offset, NEIGHBOR_LENGTH)) {
            return;
        }
        takeWide(Field.IPV6_ND_TARGET, offset + 8);
        int option = offset + NEIGHBOR_LENGTH;
        while (has(option, 8) && bytes[option + 1] != 0) {
            if (bytes[option] == SOURCE_OPTION && type == NEIGHBOR_SOLICITATION) {
                take(Field.IPV6_ND_SLL, option + 2);
            } else if (bytes[option] == TARGET_OPTION && type == NEIGHBOR_ADVERTISEMENT) {
                take(Field.IPV6_ND_TLL, option + 2);
            }
            option += (bytes[option + 1] & 0xff) * 8;
        }
    }

    private void trafficClass(final int value) {
        put(Field.IP_DSCP, network, value >> 2);
        put(Field.IP_ECN, network, value & 3);
    }

    private boolean has(final int offset, final int length) {
        return bytes.length - offset >= length;
    }

    private void put(final Field field, final int offset, final long value) {
        offsets[field.ordinal()] = offset;
        words[field.slot()] = value;
    }

    private void take(final Field field, final int offset) {
        put(field, offset, number(offset, field.bytes()));
    }

    private void takeWide(final Field field, final int offset) {
        put(field, offset, number(offset + Long.BYTES, Long.BYTES));
        words[field.slot() + 1] = number(offset, Long.BYTES);
    }

    private long number(final int offset, final int length) {
        long value = 0;
        for (int index = offset; index < offset + length; index++) {
            value = value << Byte.SIZE | bytes[index] & 0xff;
        }
        return value;
    }

    private int u16(final int offset) {
        return (bytes[offset] & 0xff) << Byte.SIZE | bytes[offset + 1] & 0xff;
    }
}
