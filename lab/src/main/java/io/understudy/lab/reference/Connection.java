/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFMessage;

/**
 * A bridge's connection: cuts what comes into messages, and sends without ever waiting.
 */
final class Connection {
    private static final int READ_SIZE = 1 << 16;
    private static final int HEADER_SIZE = 8;
    private static final int LENGTH_OFFSET = 2;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_SIZE);
    private final ByteBuf inbound = Unpooled.buffer();
    private final Deque<ByteBuffer> outbound = new ArrayDeque<>();

    Connection(final SocketChannel channel, final SelectionKey key) throws IOException {
        this.channel = requireNonNull(channel);
        this.key = requireNonNull(key);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Reads what has come.
     *
     * @return the messages that are complete
     * @throws IOException if the connection has ended, or carries something else than OpenFlow
     */
    List<OFMessage> read() throws IOException {
        chunk.clear();
        if (channel.read(chunk) < 0) {
            throw new EOFException("closed by the bridge");
        }
        inbound.writeBytes(chunk.flip());
        final var messages = new ArrayList<OFMessage>();
        while (inbound.readableBytes() >= HEADER_SIZE
                && inbound.readableBytes() >= inbound.getUnsignedShort(inbound.readerIndex() + LENGTH_OFFSET)) {
            messages.add(decode(inbound));
        }
        inbound.discardReadBytes();
        return messages;
    }

    static OFMessage decode(final ByteBuf buffer) throws IOException {
        try {
            return OFFactories.getGenericReader().readFrom(buffer);
        } catch (OFParseError e) {
            throw new IOException("not readable as OpenFlow", e);
        }
    }

    /**
     * Sends bytes, or keeps them until the connection takes them.
     *
     * @param bytes the bytes; their position is not moved
     * @throws IOException if the connection has ended
     */
    void send(final ByteBuffer bytes) throws IOException {
        outbound.add(bytes.duplicate());
        flush();
    }

    /**
     * Sends what the connection did not take before.
     *
     * @throws IOException if the connection has ended
     */
    void flush() throws IOException {
        while (!outbound.isEmpty()) {
            channel.write(outbound.peek());
            if (outbound.peek().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            outbound.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }
}
