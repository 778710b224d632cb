/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import com.google.common.collect.ImmutableList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The few messages of OpenFlow 1.3 that a direct connection knows. Numbers of sections are those of its 1.3.5.
 */
final class Messages {
    static final int VERSION = 4;
    static final int HEADER = 8;
    static final int LAST_TYPE = 29;

    static final int HELLO = 0;
    static final int ERROR = 1;
    static final int ECHO_REQUEST = 2;
    static final int ECHO_REPLY = 3;
    static final int FEATURES_REQUEST = 5;
    static final int FEATURES_REPLY = 6;
    static final int PACKET_IN = 10;
    static final int PORT_STATUS = 12;
    static final int PACKET_OUT = 13;
    static final int MULTIPART_REQUEST = 18;
    static final int MULTIPART_REPLY = 19;
    static final int BARRIER_REQUEST = 20;
    static final int BARRIER_REPLY = 21;
    static final int SET_ASYNC = 28;

    static final int REASON_DELETE = 1;
    /** Numbers above are reserved ports, LOCAL among them: OFPP_MAX, 7.2.1. */
    static final long LAST_PORT = 0xffff_ff00L;
    /** Size of a port's description (ofp_port, 7.2.1). */
    static final int PORT = 64;
    static final int MULTIPART_HEADER = 16;

    private static final int FEATURES = 32;
    private static final int STATUS = 16 + PORT;
    private static final int PORT_DESCRIPTION = 13;
    private static final int GROUP_COUNTERS = 6;
    /** OFPG_ALL, 7.3.4.2. */
    private static final int ALL_GROUPS = 0xffff_fffc;
    private static final int GROUP_HEADER = 40;
    private static final int BUCKET_COUNTER = 16;
    private static final int MORE = 1;
    private static final int VERSION_BITMAP = 1;
    private static final int NAME_OFFSET = 16;
    private static final int NAME = 16;
    private static final int CONFIG_OFFSET = 32;
    private static final int CONFIG_DOWN = 1;
    private static final int STATE_OFFSET = 36;
    private static final int STATE_LINK_DOWN = 1;
    private static final int STATE_LIVE = 4;
    private static final int COOKIE_OFFSET = 16;
    private static final int MATCH_OFFSET = 24;
    private static final int MATCH_HEADER = 4;
    private static final int OXM_HEADER = 4;
    /** Class OPENFLOW_BASIC, field IN_PORT, four bytes (7.2.3.7). */
    private static final int OXM_IN_PORT = 0x8000_0004;
    private static final int PAD = 2;
    private static final int PACKET_OUT_HEADER = 24;
    private static final int OUTPUT = 16;
    private static final int NO_BUFFER = -1;
    private static final int FROM_CONTROLLER = 0xffff_fffd;

    private Messages() {
        // only functions
    }

    /**
     * The answer to FEATURES_REQUEST (7.3.1).
     *
     * @param datapathId of the bridge
     * @param auxiliaryId zero for a main connection
     */
    record Features(long datapathId, int auxiliaryId) {
    }

    /**
     * A frame that a flow of ours sent to the controller (7.4.1).
     *
     * @param kind of the flow
     * @param port where it came in
     * @param frame the frame
     */
    record PacketIn(FlowKind kind, long port, byte[] frame) {
    }

    static ByteBuf hello() {
        return message(HELLO, 0, HEADER);
    }

    static ByteBuf echoRequest(final int transaction) {
        return message(ECHO_REQUEST, transaction, HEADER);
    }

    static ByteBuf echoReply(final ByteBuf request) {
        return request.copy().setByte(1, ECHO_REPLY);
    }

    static ByteBuf featuresRequest(final int transaction) {
        return message(FEATURES_REQUEST, transaction, HEADER);
    }

    /**
     * Says that no common version was found (7.5.4), in a version that the other end knows.
     */
    static ByteBuf helloFailed(final int version) {
        return message(ERROR, 0, 12).setByte(0, version).writeShort(0).writeShort(0);
    }

    static ByteBuf barrierRequest(final int transaction) {
        return message(BARRIER_REQUEST, transaction, HEADER);
    }

    /**
     * Sends a frame out of a port (7.3.7).
     */
    static ByteBuf packetOut(final int transaction, final long port, final byte[] frame) {
        return message(PACKET_OUT, transaction, PACKET_OUT_HEADER + OUTPUT + frame.length)
            .writeInt(NO_BUFFER).writeInt(FROM_CONTROLLER).writeShort(OUTPUT).writeZero(6)
            .writeShort(0).writeShort(OUTPUT).writeInt((int) port).writeShort(0).writeZero(6)
            .writeBytes(frame);
    }

    /**
     * Wants PORT_STATUS in every role, the packets that flows send for a reason of their own, which copies for learning
     * do not have, and nothing else unasked (7.3.10).
     */
    static ByteBuf setAsync(final int transaction) {
        final int all = 0b111;
        final int sentByFlow = 1 << 1;
        return message(SET_ASYNC, transaction, 32)
            .writeInt(sentByFlow).writeInt(0)
            .writeInt(all).writeInt(all)
            .writeInt(0).writeInt(0);
    }

    /**
     * Asks for the descriptions of all ports (7.3.5.7).
     */
    static ByteBuf portsRequest(final int transaction) {
        return message(MULTIPART_REQUEST, transaction, MULTIPART_HEADER)
            .writeShort(PORT_DESCRIPTION).writeShort(0).writeInt(0);
    }

    /**
     * Tells whether the sender of a HELLO speaks 1.3: its bitmap says so, or else its version is as high (7.5.1).
     */
    static boolean speaksOurVersion(final ByteBuf hello) {
        int offset = HEADER;
        while (offset + HEADER <= hello.readableBytes()) {
            final int type = hello.getUnsignedShort(offset);
            final int length = hello.getUnsignedShort(offset + 2);
            if (length < HEADER) {
                throw new MalformedMessageException("a HELLO has an element of length " + length);
            }
            if (type == VERSION_BITMAP) {
                return (hello.getInt(offset + 4) & 1 << VERSION) != 0;
            }
            // Elements are padded to multiples of eight bytes.
            offset += length + 7 & ~7;
        }
        return hello.getUnsignedByte(0) >= VERSION;
    }

    static Features features(final ByteBuf reply) {
        atLeast(reply, FEATURES, "FEATURES_REPLY");
        return new Features(reply.getLong(HEADER), reply.getUnsignedByte(21));
    }

    /**
     * Reads a PACKET_IN, if a flow sent it that is for this connection: heartbeats and probes, not what is learned.
     */
    static Optional<PacketIn> packetIn(final ByteBuf message) {
        atLeast(message, MATCH_OFFSET + MATCH_HEADER + OXM_HEADER, "PACKET_IN");
        final var kind = FlowKind.of(message.getLong(COOKIE_OFFSET))
            .filter(known -> known == FlowKind.HEARTBEAT || known == FlowKind.PROBE);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        final int matchLength = message.getUnsignedShort(MATCH_OFFSET + 2);
        final int data = MATCH_OFFSET + (matchLength + HEADER - 1 & -HEADER) + PAD;
        atLeast(message, data, "PACKET_IN");
        int field = MATCH_OFFSET + MATCH_HEADER;
        while (field + OXM_HEADER <= MATCH_OFFSET + matchLength) {
            if (message.getInt(field) == OXM_IN_PORT) {
                final var frame = new byte[message.readableBytes() - data];
                message.getBytes(data, frame);
                return Optional.of(new PacketIn(kind.orElseThrow(), message.getUnsignedInt(field + OXM_HEADER),
                    frame));
            }
            field += OXM_HEADER + message.getUnsignedByte(field + OXM_HEADER - 1);
        }
        throw new MalformedMessageException("a PACKET_IN does not tell where the packet came in");
    }

    /**
     * Asks for the counters of all groups (7.3.5.9).
     */
    static ByteBuf groupCountersRequest(final int transaction) {
        return message(MULTIPART_REQUEST, transaction, MULTIPART_HEADER + 8)
            .writeShort(GROUP_COUNTERS).writeShort(0).writeInt(0).writeInt(ALL_GROUPS).writeInt(0);
    }

    static boolean isPorts(final ByteBuf reply) {
        return isMultipart(reply, PORT_DESCRIPTION);
    }

    static boolean isGroupCounters(final ByteBuf reply) {
        return isMultipart(reply, GROUP_COUNTERS);
    }

    private static boolean isMultipart(final ByteBuf reply, final int type) {
        atLeast(reply, MULTIPART_HEADER, "MULTIPART_REPLY");
        return reply.getUnsignedShort(HEADER) == type;
    }

    /**
     * Reads the counters of groups.
     *
     * @param groups takes of each group by its number the packets of its buckets
     */
    static void groupCounters(final ByteBuf reply, final BiConsumer<Integer, ImmutableList<Long>> groups) {
        int at = MULTIPART_HEADER;
        while (at < reply.readableBytes()) {
            final int length = at + 2 <= reply.readableBytes() ? reply.getUnsignedShort(at) : 0;
            if (length < GROUP_HEADER || at + length > reply.readableBytes()) {
                throw new MalformedMessageException("the counters of a group have a length of " + length);
            }
            final var packets = ImmutableList.<Long>builder();
            for (int bucket = at + GROUP_HEADER; bucket + BUCKET_COUNTER <= at + length; bucket += BUCKET_COUNTER) {
                packets.add(reply.getLong(bucket));
            }
            groups.accept(reply.getInt(at + 4), packets.build());
            at += length;
        }
    }

    static boolean hasMore(final ByteBuf reply) {
        return (reply.getUnsignedShort(HEADER + 2) & MORE) != 0;
    }

    static void checkPortStatus(final ByteBuf status) {
        atLeast(status, STATUS, "PORT_STATUS");
    }

    static long portNumber(final ByteBuf message, final int port) {
        return message.getUnsignedInt(port);
    }

    static PortDirectory.Entry port(final ByteBuf message, final int port) {
        int length = 0;
        while (length < NAME && message.getByte(port + NAME_OFFSET + length) != 0) {
            length++;
        }
        final var name = message.toString(port + NAME_OFFSET, length, StandardCharsets.UTF_8);
        final int state = message.getInt(port + STATE_OFFSET);
        final boolean down = (state & STATE_LINK_DOWN) != 0
            || (message.getInt(port + CONFIG_OFFSET) & CONFIG_DOWN) != 0;
        return new PortDirectory.Entry(name, !down, (state & STATE_LIVE) != 0);
    }

    private static void atLeast(final ByteBuf message, final int length, final String name) {
        if (message.readableBytes() < length) {
            throw new MalformedMessageException("a " + name + " has only " + message.readableBytes() + " bytes");
        }
    }

    private static ByteBuf message(final int type, final int transaction, final int length) {
        return Unpooled.buffer(length).writeByte(VERSION).writeByte(type).writeShort(length).writeInt(transaction);
    }
}
