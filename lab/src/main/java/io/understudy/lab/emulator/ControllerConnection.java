/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.projectfloodlight.openflow.protocol.OFMessage;

/**
 * A bridge's connection to one controller: opened by the bridge, and opened again when it has ended.
 */
final class ControllerConnection {
    private static final long BACK_OFF = TimeUnit.SECONDS.toNanos(1);
    private static final long INACTIVITY = TimeUnit.SECONDS.toNanos(5);
    private static final int READ_SIZE = 1 << 16;
    private static final int HEADER = 8;
    private static final int LENGTH_OFFSET = 2;
    /** What is read ahead while a message must wait, bytes. */
    private static final int MOST_READ_AHEAD = 4 << 20;
    /** Frames for the controller are dropped while so much of what it was sent is not read, bytes. */
    private static final int MOST_UNSENT = 1 << 20;
    /** No further part of a long answer is made while so much of what was sent is not read, bytes. */
    private static final int MOST_AHEAD = 1 << 18;
    /** Nothing more is taken while so many long answers are not finished. */
    private static final int MOST_ANSWERS = 16;

    private final EmulatedNetwork network;
    private final EmulatedBridge bridge;
    private final InetSocketAddress controller;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_SIZE);
    private final ByteBuf inbound = Unpooled.buffer();
    private final ByteBuf outbound = Unpooled.buffer();
    /** Answers of several messages of which not all parts have been made. */
    private final Deque<Iterator<ByteBuf>> answers = new ArrayDeque<>();
    private Runnable whenAnswered;
    private SocketChannel channel;
    private SelectionKey key;
    private Conversation conversation;
    private long lastHeard;
    private boolean asked;
    private boolean wanted;
    private boolean silent;
    private boolean blocked;
    private boolean flushing;
    private long opened;

    ControllerConnection(final EmulatedNetwork network, final EmulatedBridge bridge,
            final InetSocketAddress controller) {
        this.network = requireNonNull(network);
        this.bridge = requireNonNull(bridge);
        this.controller = requireNonNull(controller);
    }

    /** Serves whoever has connected, until he ends it. */
    void serve(final SocketChannel visitor) throws IOException {
        opened++;
        channel = visitor;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = network.register(channel, 0, this::ready);
        established();
    }

    /** Connects, and tries again until it is told not to. */
    void start() {
        wanted = true;
        if (channel == null) {
            connect();
        }
    }

    /** Ends the connection; the controller is told. */
    void stop() {
        wanted = false;
        end();
    }

    /** Ends the connection; the bridge connects again by its back-off. */
    void drop() {
        end();
    }

    /** Neither reads nor writes any more, without an end; or goes on. */
    void setSilent(final boolean nothing) {
        silent = nothing;
        if (channel != null && channel.isConnected()) {
            if (!silent) {
                lastHeard = network.now();
                process();
                flush();
            }
            setInterest();
        }
    }

    boolean connected() {
        return conversation != null;
    }

    /** What is said on it, or null while there is no connection. */
    Conversation conversation() {
        return conversation;
    }

    /** Whether the controller does not read what it was sent. */
    boolean congested() {
        return outbound.readableBytes() > MOST_UNSENT;
    }

    void send(final OFMessage message) {
        message.writeTo(outbound);
        flushSoon();
    }

    void send(final ByteBuf bytes) {
        outbound.writeBytes(bytes);
        flushSoon();
    }

    /**
     * Sends an answer of several messages, part by part, and what else there is to send in between. A part is made when
     * the controller has read most of what was sent before: an answer may have more parts than memory has room for.
     *
     * @param parts the messages, in their order; made when they are asked for
     */
    void send(final Iterator<ByteBuf> parts) {
        if (answers.isEmpty()) {
            send(parts.next());
        }
        if (parts.hasNext()) {
            answers.add(parts);
            flushSoon();
        }
    }

    /** Does something when all answers have been sent; what comes in meanwhile waits. */
    void whenAnswered(final Runnable action) {
        if (answers.isEmpty()) {
            action.run();
        } else {
            blocked = true;
            whenAnswered = action;
        }
    }

    /** Lets the following messages wait, as a switch does that is busy with one. */
    void block(final long nanos, final Runnable then) {
        blocked = true;
        final long session = opened;
        network.after(nanos, () -> {
            if (session == opened && channel != null) {
                blocked = false;
                then.run();
                process();
                setInterest();
            }
        });
    }

    /** Asks whether the controller is there if nothing was heard of it, and gives up if it does not answer. */
    void watch() {
        if (conversation == null || silent) {
            return;
        }
        final long quiet = network.now() - lastHeard;
        if (quiet > 2 * INACTIVITY) {
            end();
        } else if (quiet > INACTIVITY && !asked) {
            asked = true;
            conversation.askWhetherThere();
        }
    }

    private void connect() {
        if (!wanted || channel != null) {
            return;
        }
        try {
            opened++;
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = network.register(channel, SelectionKey.OP_CONNECT, this::ready);
            if (channel.connect(controller)) {
                established();
            }
        } catch (IOException e) {
            end();
        }
    }

    private void established() {
        lastHeard = network.now();
        asked = false;
        blocked = false;
        conversation = new Conversation(bridge, this);
        setInterest();
        conversation.greet();
    }

    private void ready() {
        try {
            if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
                established();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            end();
        }
    }

    private void read() throws IOException {
        chunk.clear();
        final int count = channel.read(chunk);
        if (count < 0) {
            end();
            return;
        }
        lastHeard = network.now();
        asked = false;
        inbound.writeBytes(chunk.flip());
        process();
        setInterest();
    }

    private void process() {
        while (conversation != null && !blocked && !silent && answers.size() < MOST_ANSWERS
                && inbound.readableBytes() >= HEADER) {
            final int length = inbound.getUnsignedShort(inbound.readerIndex() + LENGTH_OFFSET);
            if (length < HEADER) {
                end();
                return;
            }
            if (inbound.readableBytes() < length) {
                break;
            }
            conversation.take(inbound.readSlice(length));
        }
        inbound.discardSomeReadBytes();
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            network.after(0, () -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        if (channel == null || !channel.isConnected() || silent) {
            return;
        }
        try {
            while (outbound.isReadable()) {
                final int count = channel.write(outbound.nioBuffer());
                if (count == 0) {
                    break;
                }
                outbound.skipBytes(count);
            }
            outbound.discardSomeReadBytes();
            if (!outbound.isReadable()) {
                outbound.clear();
            }
            goOnAnswering();
            setInterest();
        } catch (IOException e) {
            end();
        }
    }

    /** Makes one part: whoever else waits for the network's thread has his turn before the next. */
    private void goOnAnswering() {
        if (answers.isEmpty() || outbound.readableBytes() > MOST_AHEAD) {
            return;
        }
        send(answers.peek().next());
        if (!answers.peek().hasNext()) {
            answers.remove();
            if (answers.isEmpty() && whenAnswered != null) {
                final var action = whenAnswered;
                whenAnswered = null;
                blocked = false;
                action.run();
            }
            process();
        }
    }

    private void setInterest() {
        if (key != null && key.isValid() && conversation != null) {
            final boolean read = !silent && inbound.readableBytes() < MOST_READ_AHEAD;
            final boolean write = !silent && outbound.isReadable();
            key.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
        }
    }

    private void end() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
                channel = null;
            }
            channel = null;
        }
        conversation = null;
        inbound.clear();
        outbound.clear();
        answers.clear();
        whenAnswered = null;
        blocked = false;
        if (wanted) {
            final long session = opened;
            network.after(BACK_OFF, () -> {
                if (session == opened) {
                    connect();
                }
            });
        }
    }
}
