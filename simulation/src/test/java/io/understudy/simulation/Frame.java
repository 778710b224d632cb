/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.Side;

/**
 * A frame on its way: its bytes, and what switches read of them.
 */
final class Frame {
    /** More bridges and switches than any way without a loop has. */
    static final int MAX_HOPS = 24;

    private static final long GROUP_BIT = 0x0100_0000_0000L;
    private static final int SOURCE_OFFSET = 6;
    private static final int TYPE_OFFSET = 12;
    private static final int TYPE_VLAN = 0x8100;

    private final byte[] bytes;
    private final long destination;
    private final long source;
    private final int vlan;
    private final int type;
    private final int hops;
    /** By which bridges' flows it was forwarded so far, as bits of {@link Side}. */
    private final int passed;
    private final boolean announcement;
    private final boolean replayed;

    Frame(final byte[] bytes) {
        this(bytes, false);
    }

    /** A frame that somebody sends again. */
    static Frame again(final byte[] bytes) {
        return new Frame(bytes, false, true);
    }

    /**
     * Makes a frame of bytes.
     *
     * @param announcement whether the controller announces its source by it
     */
    Frame(final byte[] bytes, final boolean announcement) {
        this(bytes, announcement, false);
    }

    private Frame(final byte[] bytes, final boolean announcement, final boolean replayed) {
        this.bytes = bytes;
        destination = address(bytes, 0);
        source = address(bytes, SOURCE_OFFSET);
        final int outer = unsigned16(bytes, TYPE_OFFSET);
        vlan = outer == TYPE_VLAN ? unsigned16(bytes, TYPE_OFFSET + 2) & 0xfff : 0;
        type = outer == TYPE_VLAN ? unsigned16(bytes, TYPE_OFFSET + 4) : outer;
        hops = 0;
        passed = 0;
        this.announcement = announcement;
        this.replayed = replayed;
    }

    private Frame(final Frame before, final int bridges) {
        bytes = before.bytes;
        destination = before.destination;
        source = before.source;
        vlan = before.vlan;
        type = before.type;
        hops = before.hops + 1;
        passed = bridges;
        announcement = before.announcement;
        replayed = before.replayed;
    }

    /** The same frame one switch further. */
    Frame further() {
        return new Frame(this, passed);
    }

    /** The same frame behind a bridge whose flows forwarded it. */
    Frame behind(final Side bridge) {
        return new Frame(this, passed | 1 << bridge.ordinal());
    }

    /** The same frame, sent on by the controller. */
    Frame sentOn() {
        return new Frame(this, 0);
    }

    /** Whether flows of a bridge have forwarded it. */
    boolean hasPassed() {
        return passed != 0;
    }

    byte[] bytes() {
        return bytes;
    }

    long destination() {
        return destination;
    }

    long source() {
        return source;
    }

    int vlan() {
        return vlan;
    }

    /** The EtherType behind the tag, if there is one. */
    int type() {
        return type;
    }

    int hops() {
        return hops;
    }

    /** Whether the controller announces a station by it. */
    boolean isAnnouncement() {
        return announcement;
    }

    /** Whether somebody sends it again who is not its source. */
    boolean isReplayed() {
        return replayed;
    }

    boolean isToGroup() {
        return (destination & GROUP_BIT) != 0;
    }

    /** VLAN and destination in one number. */
    long destinationKey() {
        return key(vlan, destination);
    }

    /** VLAN and source in one number. */
    long sourceKey() {
        return key(vlan, source);
    }

    static long key(final int vlan, final long address) {
        return (long) vlan << 48 | address;
    }

    private static long address(final byte[] bytes, final int offset) {
        long value = 0;
        for (int index = offset; index < offset + 6; index++) {
            value = value << 8 | bytes[index] & 0xff;
        }
        return value;
    }

    private static int unsigned16(final byte[] bytes, final int offset) {
        return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    }

    @Override
    public String toString() {
        return String.format("%x > %x, type %x", sourceKey(), destinationKey(), type);
    }
}
