/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.understudy.lab.emulator.datapath.FlowTables;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * Tells what each table can do (7.3.5.5 of the specification): every table the same. Written by hand, for openflowj
 * does not pad the properties as others expect it.
 */
final class TableFeatures {
    private static final int MULTIPART_REPLY = 19;
    private static final int TABLE_FEATURES = 12;
    private static final int MORE = 1;
    private static final int MESSAGE_HEADER = 16;
    private static final int NAME = 32;
    private static final int MOST_IN_ONE = 60_000;
    private static final int PADDING = 8;
    private static final int ID = 4;
    private static final int BASIC = 0x8000;

    private static final int INSTRUCTIONS = 0;
    private static final int NEXT_TABLES = 2;
    private static final int WRITE_ACTIONS = 4;
    private static final int APPLY_ACTIONS = 6;
    private static final int MATCH = 8;
    private static final int WILDCARDS = 10;
    private static final int WRITE_SET_FIELD = 12;
    private static final int APPLY_SET_FIELD = 14;

    /** Go to table, write metadata, write, apply and clear actions, meter. */
    private static final int[] INSTRUCTION_TYPES = {1, 2, 3, 4, 5, 6};
    /** Output, push and pop VLAN, queue, group, set field. */
    private static final int[] ACTION_TYPES = {0, 17, 18, 21, 22, 25};
    /** Numbers of fields and their lengths in bytes. */
    private static final int[][] FIELDS = {{0, 4}, {2, 8}, {3, 6}, {4, 6}, {5, 2}, {6, 2}, {7, 1}, {8, 1}, {9, 1},
        {10, 1}, {11, 4}, {12, 4}, {13, 2}, {14, 2}, {15, 2}, {16, 2}, {19, 1}, {20, 1}, {21, 2}, {22, 4}, {23, 4},
        {24, 6}, {25, 6}, {26, 16}, {27, 16}, {29, 1}, {30, 1}, {31, 16}, {32, 6}, {33, 6}};

    private TableFeatures() {
        // only a function
    }

    static void send(final long transaction, final int maxEntries, final Consumer<ByteBuf> send) {
        var part = Unpooled.buffer();
        for (int table = 0; table < FlowTables.COUNT; table++) {
            final var features = features(table, maxEntries);
            if (part.readableBytes() + features.readableBytes() > MOST_IN_ONE) {
                send.accept(message(transaction, MORE, part));
                part = Unpooled.buffer();
            }
            part.writeBytes(features);
        }
        send.accept(message(transaction, 0, part));
    }

    private static ByteBuf message(final long transaction, final int flags, final ByteBuf body) {
        return Unpooled.buffer(MESSAGE_HEADER + body.readableBytes()).writeByte(OFVersion.OF_13.getWireVersion())
            .writeByte(MULTIPART_REPLY).writeShort(MESSAGE_HEADER + body.readableBytes()).writeInt((int) transaction)
            .writeShort(TABLE_FEATURES).writeShort(flags).writeZero(4).writeBytes(body);
    }

    private static ByteBuf features(final int table, final int maxEntries) {
        final var name = ("table" + table).getBytes(StandardCharsets.US_ASCII);
        final var buffer = Unpooled.buffer().writeShort(0).writeByte(table).writeZero(5).writeBytes(name)
            .writeZero(NAME - name.length).writeLong(-1).writeLong(-1).writeInt(0).writeInt(maxEntries);
        final boolean last = table == FlowTables.COUNT - 1;
        types(buffer, INSTRUCTIONS, last ? IntStream.of(INSTRUCTION_TYPES).skip(1).toArray() : INSTRUCTION_TYPES);
        final int start = begin(buffer, NEXT_TABLES);
        IntStream.range(table + 1, FlowTables.COUNT).forEach(buffer::writeByte);
        end(buffer, start);
        types(buffer, WRITE_ACTIONS, ACTION_TYPES);
        types(buffer, APPLY_ACTIONS, ACTION_TYPES);
        fields(buffer, MATCH);
        fields(buffer, WILDCARDS);
        fields(buffer, WRITE_SET_FIELD);
        fields(buffer, APPLY_SET_FIELD);
        return buffer.setShort(0, buffer.readableBytes());
    }

    private static void types(final ByteBuf buffer, final int property, final int[] types) {
        final int start = begin(buffer, property);
        IntStream.of(types).forEach(type -> buffer.writeShort(type).writeShort(ID));
        end(buffer, start);
    }

    private static void fields(final ByteBuf buffer, final int property) {
        final int start = begin(buffer, property);
        for (var field : FIELDS) {
            buffer.writeShort(BASIC).writeByte(field[0] << 1).writeByte(field[1]);
        }
        end(buffer, start);
    }

    private static int begin(final ByteBuf buffer, final int property) {
        final int start = buffer.writerIndex();
        buffer.writeShort(property).writeShort(0);
        return start;
    }

    private static void end(final ByteBuf buffer, final int start) {
        final int length = buffer.writerIndex() - start;
        buffer.setShort(start + 2, length);
        buffer.writeZero(-length & PADDING - 1);
    }
}
