/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

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
    private static final short GOTO_TABLE = 1;
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
