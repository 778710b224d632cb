/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The payload of every datagram of the meter.
 *
 * @param stream which stream it belongs to
 * @param sequence number of the datagram, from 0
 * @param sentNanos {@link System#nanoTime()} of the sender, which is one clock for all processes of a machine
 */
record NumberedFrame(int stream, long sequence, long sentNanos) {
    /**
     * Size of the payload in bytes.
     */
    static final int SIZE = 24;

    private static final int MAGIC = 0x55535459;

    /**
     * The number that stands for a stream in the payload.
     *
     * @param name name of the stream
     * @return the number
     */
    static int streamNumber(final String name) {
        return name.hashCode();
    }

    void writeTo(final ByteBuffer buffer) {
        buffer.clear().putInt(MAGIC).putInt(stream).putLong(sequence).putLong(sentNanos).flip();
    }

    static Optional<NumberedFrame> readFrom(final ByteBuffer buffer) {
        if (buffer.remaining() != SIZE || buffer.getInt() != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new NumberedFrame(buffer.getInt(), buffer.getLong(), buffer.getLong()));
    }
}
