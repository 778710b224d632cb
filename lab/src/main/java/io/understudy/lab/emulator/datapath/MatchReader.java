/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.projectfloodlight.openflow.protocol.match.Match;

/**
 * Reads matches and field values from their form on the wire, in which all fields look the same.
 */
final class MatchReader {
    private static final int BASIC = 0x8000;
    private static final int MATCH_HEADER = 4;
    private static final int ARP = 0x0806;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int VLAN_PRESENT = 0x1000;
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;

    private final long[] values = new long[Field.SLOTS];
    private final long[] masks = new long[Field.SLOTS];

    private MatchReader() {
        // see the functions
    }

    /**
     * A field and a value for it.
     *
     * @param field the field
     * @param low its lower 64 bits
     * @param high the bits above
     */
    record Value(Field field, long low, long high) {
    }

    static FlowMatch read(final Match match) throws RefusedException {
        final var buffer = Unpooled.buffer();
        match.writeTo(buffer);
        final int length = buffer.getUnsignedShort(2);
        final var fields = buffer.slice(MATCH_HEADER, length - MATCH_HEADER);
        final var reader = new MatchReader();
        while (fields.isReadable()) {
            reader.readField(fields);
        }
        reader.checkPrerequisites();
        final var shape = new Shape(reader.masks);
        return new FlowMatch(shape, shape.keyOf(reader.values));
    }

    /** Reads one field with its value, without a mask. */
    static Value readValue(final ByteBuf buffer) throws RefusedException {
        final int kind = buffer.readUnsignedShort();
        final int number = buffer.readUnsignedByte();
        final int length = buffer.readUnsignedByte();
        final var field = kind == BASIC ? Field.of(number >> 1) : null;
        if (field == null || (number & 1) != 0 || length != field.bytes()) {
            throw new RefusedException(Refusal.BAD_SET_TYPE);
        }
        final long high = field.wide() ? buffer.readLong() : 0;
        return new Value(field, readLow(buffer, field), high);
    }

    private void readField(final ByteBuf buffer) throws RefusedException {
        final int kind = buffer.readUnsignedShort();
        final int number = buffer.readUnsignedByte();
        buffer.readUnsignedByte();
        final var field = kind == BASIC ? Field.of(number >> 1) : null;
        if (field == null) {
            throw new RefusedException(Refusal.BAD_FIELD);
        }
        final boolean masked = (number & 1) != 0;
        final long high = field.wide() ? buffer.readLong() : 0;
        final long low = readLow(buffer, field);
        final long highMask = !field.wide() ? 0 : masked ? buffer.readLong() : -1;
        final long lowMask = masked ? readLow(buffer, field) : field.full();
        values[field.slot()] = low & lowMask;
        masks[field.slot()] = lowMask;
        if (field.wide()) {
            values[field.slot() + 1] = high & highMask;
            masks[field.slot() + 1] = highMask;
        }
    }

    private static long readLow(final ByteBuf buffer, final Field field) {
        long value = 0;
        for (int count = Math.min(field.bytes(), Long.BYTES); count > 0; count--) {
            value = value << Byte.SIZE | buffer.readUnsignedByte();
        }
        return value;
    }

    private void checkPrerequisites() throws RefusedException {
        for (var field : Field.values()) {
            if (given(field) && !allowed(field)) {
                throw new RefusedException(Refusal.BAD_PREREQUISITE);
            }
        }
    }

    private boolean allowed(final Field field) {
        return switch (field) {
            case IN_PORT, METADATA, ETH_DST, ETH_SRC, ETH_TYPE, VLAN_VID -> true;
            case VLAN_PCP -> (masks[Field.VLAN_VID.slot()] & values[Field.VLAN_VID.slot()] & VLAN_PRESENT) != 0;
            case IP_DSCP, IP_ECN, IP_PROTO -> has(Field.ETH_TYPE, IPV4) || has(Field.ETH_TYPE, IPV6);
            case IPV4_SRC, IPV4_DST -> has(Field.ETH_TYPE, IPV4);
            case IPV6_SRC, IPV6_DST -> has(Field.ETH_TYPE, IPV6);
            case TCP_SRC, TCP_DST -> has(Field.IP_PROTO, TCP);
            case UDP_SRC, UDP_DST -> has(Field.IP_PROTO, UDP);
            case ICMPV4_TYPE, ICMPV4_CODE -> has(Field.ETH_TYPE, IPV4) && has(Field.IP_PROTO, ICMP);
            case ICMPV6_TYPE, ICMPV6_CODE -> has(Field.ETH_TYPE, IPV6) && has(Field.IP_PROTO, ICMPV6);
            case ARP_OP, ARP_SPA, ARP_TPA, ARP_SHA, ARP_THA -> has(Field.ETH_TYPE, ARP);
            case IPV6_ND_TARGET -> has(Field.ICMPV6_TYPE, NEIGHBOR_SOLICITATION)
                || has(Field.ICMPV6_TYPE, NEIGHBOR_ADVERTISEMENT);
            case IPV6_ND_SLL -> has(Field.ICMPV6_TYPE, NEIGHBOR_SOLICITATION);
            case IPV6_ND_TLL -> has(Field.ICMPV6_TYPE, NEIGHBOR_ADVERTISEMENT);
        };
    }

    private boolean given(final Field field) {
        return masks[field.slot()] != 0 || field.wide() && masks[field.slot() + 1] != 0;
    }

    private boolean has(final Field field, final long value) {
        return masks[field.slot()] == field.full() && values[field.slot()] == value;
    }
}
