/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the frames of one stream at an even rate. After a stall of the machine it goes on at that rate and does not
 * make up for what it missed: a burst would overflow the queues on the way, and what is lost there is no fault of the
 * bridges. Each frame carries its real send time.
 */
final class Sender {
    /** So many frames may be made up for: less than any queue on the way holds. */
    private static final int LONGEST_BURST = 10;

    private final int stream;
    private final long periodNanos;
    private final DatagramChannel channel;
    private final InetSocketAddress destination;
    private final Thread thread;
    private volatile boolean stopped;
    private long sent;
    private long firstNanos;
    private long lastNanos;

    private Sender(final String name, final DatagramChannel channel, final InetSocketAddress destination,
            final int rate) {
        this.channel = channel;
        this.destination = destination;
        stream = NumberedFrame.streamNumber(name);
        periodNanos = TimeUnit.SECONDS.toNanos(1) / rate;
        thread = Thread.ofPlatform().daemon().name("send " + name).unstarted(this::run);
    }

    static Sender start(final String name, final InetSocketAddress destination, final int rate) throws IOException {
        final var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        final var sender = new Sender(name, channel, destination, rate);
        sender.thread.start();
        return sender;
    }

    Transmission stop() throws IOException, InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
        channel.close();
        return new Transmission(sent, firstNanos, lastNanos);
    }

    private void run() {
        final var buffer = ByteBuffer.allocateDirect(NumberedFrame.SIZE);
        long due = System.nanoTime();
        while (!stopped) {
            final long ahead = due - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
                continue;
            }
            lastNanos = System.nanoTime();
            due = Math.max(due, lastNanos - LONGEST_BURST * periodNanos) + periodNanos;
            if (sent == 0) {
                firstNanos = lastNanos;
            }
            new NumberedFrame(stream, sent, lastNanos).writeTo(buffer);
            sent++;
            transmit(buffer);
        }
    }

    private void transmit(final ByteBuffer buffer) {
        try {
            channel.send(buffer, destination);
        } catch (IOException e) {
            // The interface has no carrier, for instance: the frame counts as sent and is lost, as on a real network.
            return;
        }
    }
}
