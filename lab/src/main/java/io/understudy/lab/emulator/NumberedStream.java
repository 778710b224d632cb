/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;

/**
 * Numbered frames from one host to another, one after the other in equal steps. A hole in the numbers is an outage.
 */
public final class NumberedStream implements AutoCloseable {
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final EmulatedNetwork network;
    private final HostSet from;
    private final String source;
    private final String destination;
    private final int stream;
    private final long stepNanos;
    private final BitSet arrived = new BitSet();
    private long sent;
    private long duplicated;
    private long last = -1;
    private boolean flowing = true;

    NumberedStream(final EmulatedNetwork network, final HostSet from, final int fromHost, final HostSet to,
            final int toHost, final int stream, final long stepNanos) {
        this.network = requireNonNull(network);
        this.from = requireNonNull(from);
        source = from.host(fromHost).mac();
        destination = to.host(toHost).mac();
        this.stream = stream;
        this.stepNanos = stepNanos;
        to.expect(stream, this);
        network.run(this::next);
    }

    /**
     * How many frames were sent.
     *
     * @return the number
     */
    public long sent() {
        return network.call(() -> sent);
    }

    /**
     * How many of them arrived.
     *
     * @return the number
     */
    public long received() {
        return network.call(() -> (long) arrived.cardinality());
    }

    /**
     * How many arrived again.
     *
     * @return the number
     */
    public long duplicated() {
        return network.call(() -> duplicated);
    }

    /**
     * The number of the frame that arrived last.
     *
     * @return the number, counted from 0; -1 if none has
     */
    public long last() {
        return network.call(() -> last);
    }

    /**
     * The longest hole in the numbers that arrived, in the sender's time.
     *
     * @return milliseconds; 0 if nothing was lost between two frames that arrived
     */
    public double longestHoleMillis() {
        return network.call(() -> {
            int longest = 0;
            int before = arrived.nextSetBit(0);
            while (before >= 0) {
                final int next = arrived.nextSetBit(before + 1);
                longest = Math.max(longest, next - before - 1);
                before = next;
            }
            return longest * (stepNanos / NANOS_PER_MILLISECOND);
        });
    }

    @Override
    public void close() {
        network.run(() -> flowing = false);
    }

    void arrived(final long number) {
        if (arrived.get((int) number)) {
            duplicated++;
        }
        arrived.set((int) number);
        last = number;
    }

    private void next() {
        if (flowing) {
            from.port().send(Frames.numbered(source, destination, stream, sent++));
            network.after(stepNanos, this::next);
        }
    }
}
