/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

/**
 * Counts frames.
 */
final class Counter {
    private long packets;
    private long bytes;

    void add(final long length) {
        packets++;
        bytes += length;
    }

    void addAll(final Counter other) {
        packets += other.packets;
        bytes += other.bytes;
    }

    void reset() {
        packets = 0;
        bytes = 0;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }
}
