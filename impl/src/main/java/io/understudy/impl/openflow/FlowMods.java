/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.model.MacAddress;
import java.nio.ByteBuffer;

/**
 * Encodes the few flow-mods (OpenFlow 1.3.5, 7.3.4.1) that a takeover needs, once and in advance. Their transaction ids
 * are filled in when they are sent.
 */
final class FlowMods {
    /** The port of the bridge itself, OFPP_LOCAL (7.2.1). */
    static final long LOCAL = 0xffff_fffeL;

    private static final byte VERSION = 4;
    private static final byte FLOW_MOD = 14;
    private static final byte ADD = 0;
    private static final byte DELETE = 3;
    /** Of no meaning where flows are not named strictly (OFP_DEFAULT_PRIORITY, 7.3.4.1). */
    private static final int DEFAULT_PRIORITY = 0x8000;
    private static final int BODY = 48;
    private static final int ANY = -1;
    private static final short OXM_MATCH = 1;
    private static final int MATCH_HEADER = 4;
    /** Class OPENFLOW_BASIC, field IN_PORT, four bytes (7.2.3.7). */
    private static final int OXM_IN_PORT = 0x8000_0004;
    private static final int OXM_IN_PORT_SIZE = 8;
    /** Field ETH_TYPE, two bytes. */
    private static final int OXM_ETH_TYPE = 0x8000_0a02;
    private static final int OXM_ETH_TYPE_SIZE = 6;
    /** Field ETH_SRC, six bytes and a mask of as many. */
    private static final int OXM_ETH_SRC_MASKED = 0x8000_090c;
    /** Field VLAN_VID, two bytes. */
    private static final int OXM_VLAN_VID = 0x8000_0c02;
    private static final int MOST_OXMS = 64;
    private static final short GOTO_TABLE = 1;
    private static final short APPLY_ACTIONS = 4;
    private static final short POP_VLAN = 18;
    private static final int POP_INSTRUCTION = 16;
    private static final int ALIGNMENT = 8;

    /** A field of one or two bytes (7.2.3.7). */
    enum Field {
        IP_ECN(0x8000_1201), ARP_OP(0x8000_2a02);

        private final int header;

        Field(final int header) {
            this.header = header;
        }

        int header() {
            return header;
        }

        int size() {
            return header & 0xff;
        }
    }

    private FlowMods() {
        // only functions
    }

    /**
     * Adds a flow that sends all that comes into a table on to another.
     */
    static byte[] pass(final int table, final int priority, final FlowKind kind, final int next) {
        final var flow = begin(BODY + ALIGNMENT + ALIGNMENT, kind, table, ADD, priority);
        matchAll(flow);
        return flow.putShort(GOTO_TABLE).putShort((short) ALIGNMENT).put((byte) next).array();
    }

    /**
     * Adds a flow that drops all that comes in at a port.
     */
    static byte[] drop(final int table, final int priority, final FlowKind kind, final long port) {
        final var flow = begin(BODY + 2 * ALIGNMENT, kind, table, ADD, priority);
        matchPort(flow, port);
        return flow.array();
    }

    /**
     * Adds a flow that drops frames of an EtherType in which one more field has a certain value.
     */
    static byte[] drop(final int table, final int priority, final FlowKind kind, final int etherType,
            final Field field, final int value) {
        final var flow = begin(BODY + 2 * ALIGNMENT, kind, table, ADD, priority);
        flow.putShort(OXM_MATCH)
            .putShort((short) (MATCH_HEADER + OXM_ETH_TYPE_SIZE + Integer.BYTES + field.size()))
            .putInt(OXM_ETH_TYPE).putShort((short) etherType).putInt(field.header());
        if (field.size() == 1) {
            flow.put((byte) value);
        } else {
            flow.putShort((short) value);
        }
        return flow.array();
    }

    /**
     * Adds a flow that sends on what comes in at a port, where some bits of its source address have certain values.
     */
    static byte[] pass(final int table, final int priority, final FlowKind kind, final long port,
            final MacAddress source, final MacAddress mask, final int next) {
        return flow(table, priority, kind, inPort(port).put(oxm(OXM_ETH_SRC_MASKED, 2 * MacAddress.LENGTH)
            .put(source.toBytes()).put(mask.toBytes()).flip()), gotoTable(next));
    }

    /**
     * Adds a flow that takes the tag of what comes in at a port with the VLAN identifier 0, and sends it on.
     */
    static byte[] popPriorityTag(final int table, final int priority, final FlowKind kind, final long port,
            final int next) {
        final var actions = ByteBuffer.allocate(POP_INSTRUCTION).putShort(APPLY_ACTIONS)
            .putShort((short) POP_INSTRUCTION).putInt(0).putShort(POP_VLAN).putShort((short) ALIGNMENT).putInt(0);
        return flow(table, priority, kind, inPort(port).put(priorityTag()), actions.array(), gotoTable(next));
    }

    /**
     * Adds a flow that drops what has a tag with the VLAN identifier 0 and behind it a certain EtherType.
     */
    static byte[] dropPriorityTagged(final int table, final int priority, final FlowKind kind, final int etherType) {
        return flow(table, priority, kind, ByteBuffer.allocate(MOST_OXMS)
            .put(oxm(OXM_ETH_TYPE, Short.BYTES).putShort((short) etherType).flip()).put(priorityTag()));
    }

    private static ByteBuffer inPort(final long port) {
        return ByteBuffer.allocate(MOST_OXMS).put(oxm(OXM_IN_PORT, Integer.BYTES).putInt((int) port).flip());
    }

    /** The VLAN identifier 0 with the bit that says that there is a tag (OFPVID_PRESENT). */
    private static ByteBuffer priorityTag() {
        return oxm(OXM_VLAN_VID, Short.BYTES).putShort((short) 0x1000).flip();
    }

    private static ByteBuffer oxm(final int header, final int payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload).putInt(header);
    }

    private static byte[] gotoTable(final int next) {
        return ByteBuffer.allocate(ALIGNMENT).putShort(GOTO_TABLE).putShort((short) ALIGNMENT).put((byte) next).array();
    }

    private static byte[] flow(final int table, final int priority, final FlowKind kind, final ByteBuffer oxms,
            final byte[]... instructions) {
        final var fields = oxms.flip();
        final int match = MATCH_HEADER + fields.remaining();
        final int padded = (match + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int length = BODY + padded;
        for (var instruction : instructions) {
            length += instruction.length;
        }
        final var flow = begin(length, kind, table, ADD, priority).putShort(OXM_MATCH).putShort((short) match)
            .put(fields).put(new byte[padded - match]);
        for (var instruction : instructions) {
            flow.put(instruction);
        }
        return flow.array();
    }

    /**
     * Removes all flows of a kind from a table.
     */
    static byte[] removeAll(final int table, final FlowKind kind) {
        final var flow = begin(BODY + ALIGNMENT, kind, table, DELETE, DEFAULT_PRIORITY);
        flow.putLong(ALIGNMENT, kind.selector().getValue().longValue());
        flow.putLong(2 * ALIGNMENT, FlowKind.KIND_MASK.getValue().longValue());
        matchAll(flow);
        return flow.array();
    }

    private static ByteBuffer begin(final int length, final FlowKind kind, final int table, final byte command,
            final int priority) {
        return ByteBuffer.allocate(length).put(VERSION).put(FLOW_MOD).putShort((short) length).putInt(0)
            .putLong(kind.cookie().getValue().longValue()).putLong(0)
            .put((byte) table).put(command).putShort((short) 0).putShort((short) 0).putShort((short) priority)
            .putInt(ANY).putInt(ANY).putInt(ANY).putInt(0);
    }

    private static void matchAll(final ByteBuffer flow) {
        flow.putShort(OXM_MATCH).putShort((short) MATCH_HEADER).putInt(0);
    }

    private static void matchPort(final ByteBuffer flow, final long port) {
        flow.putShort(OXM_MATCH).putShort((short) (MATCH_HEADER + OXM_IN_PORT_SIZE)).putInt(OXM_IN_PORT)
            .putInt((int) port).putInt(0);
    }
}
