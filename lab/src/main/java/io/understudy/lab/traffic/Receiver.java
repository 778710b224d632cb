/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Listens at a port and notes the frames of one stream at a time. As the port is bound, the host answers nothing, so
 * it stays silent.
 */
final class Receiver {
    /** Two seconds of a thousand frames a second, as the kernel counts their buffers. */
    private static final int BUFFER_BYTES = 2 << 20;

    private final DatagramChannel channel;
    private volatile Expected expected;

    private record Expected(int stream, SequenceLog log) {
    }

    private Receiver(final DatagramChannel channel) {
        this.channel = channel;
    }

    static Receiver start(final int port) throws IOException {
        final var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
        channel.bind(new InetSocketAddress(port));
        final var receiver = new Receiver(channel);
        Thread.ofPlatform().daemon().name("receive " + port).start(receiver::run);
        return receiver;
    }

    /**
     * From now on notes the frames of this stream and no other.
     *
     * @param name name of the stream
     * @return where they are noted
     */
    SequenceLog expect(final String name) {
        final var log = new SequenceLog();
        expected = new Expected(NumberedFrame.streamNumber(name), log);
        return log;
    }

    private void run() {
        final var buffer = ByteBuffer.allocateDirect(2 * NumberedFrame.SIZE);
        try {
            while (true) {
                buffer.clear();
                channel.receive(buffer);
                buffer.flip();
                NumberedFrame.readFrom(buffer).ifPresent(this::onFrame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A port of the meter can no longer be read", e);
        }
    }

    private void onFrame(final NumberedFrame frame) {
        final var current = expected;
        if (current != null && current.stream() == frame.stream()) {
            current.log().add(frame.sequence(), frame.sentNanos());
        }
    }
}
