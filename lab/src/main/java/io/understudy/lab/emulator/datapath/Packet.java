/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.util.Arrays;

/**
 * A frame on its way through a datapath: its bytes, and its fields once they are asked for.
 */
final class Packet {
    private static final int ADDRESSES = 12;
    private static final int TAG = 4;

    private final int inPort;
    private byte[] bytes;
    private long metadata;
    /** Null while it is not known, or no longer. */
    private FrameFields parsed;
    /** Whether somebody else has the bytes as well, so that they must not be changed. */
    private boolean shared = true;

    Packet(final int inPort, final byte[] bytes) {
        this.inPort = inPort;
        this.bytes = bytes;
    }

    /** Another packet that starts as this one is now. */
    Packet copy() {
        shared = true;
        final var copy = new Packet(inPort, bytes);
        copy.metadata = metadata;
        copy.parsed = parsed;
        return copy;
    }

    int inPort() {
        return inPort;
    }

    long metadata() {
        return metadata;
    }

    int length() {
        return bytes.length;
    }

    /** The bytes as they are now; they will not change any more. */
    byte[] share() {
        shared = true;
        return bytes;
    }

    /** The words of all fields; 0 where there is none. */
    long[] fields() {
        return parsed().words();
    }

    void setMetadata(final long value, final long mask) {
        metadata = metadata & ~mask | value & mask;
        parsed = null;
    }

    /** Sets a field. Where the frame has no such field nothing happens, as in Open vSwitch. */
    void set(final MatchReader.Value value) {
        final var field = value.field();
        if (field == Field.METADATA) {
            setMetadata(value.low(), -1);
            return;
        }
        final int offset = parsed().offset(field);
        if (offset < 0) {
            return;
        }
        switch (field) {
            case VLAN_VID -> put(offset, bits(offset, 0x0fff, (int) value.low()));
            case VLAN_PCP -> put(offset, bits(offset, 0xe000, (int) value.low() << 13));
            case IP_DSCP -> put(offset, trafficClass(offset, 0xfc, (int) value.low() << 2));
            case IP_ECN -> put(offset, trafficClass(offset, 0x03, (int) value.low()));
            default -> put(offset, onWire(value));
        }
    }

    /** Adds an empty tag outside of any other one. The specification would copy the values, Open vSwitch does not. */
    void pushVlan(final int type) {
        final var longer = new byte[bytes.length + TAG];
        System.arraycopy(bytes, 0, longer, 0, ADDRESSES);
        longer[ADDRESSES] = (byte) (type >> Byte.SIZE);
        longer[ADDRESSES + 1] = (byte) type;
        System.arraycopy(bytes, ADDRESSES, longer, ADDRESSES + TAG, bytes.length - ADDRESSES);
        replace(longer);
    }

    /** Takes the outer tag away, if there is one. */
    void popVlan() {
        if (fields()[Field.VLAN_VID.slot()] == 0) {
            return;
        }
        final var shorter = new byte[bytes.length - TAG];
        System.arraycopy(bytes, 0, shorter, 0, ADDRESSES);
        System.arraycopy(bytes, ADDRESSES + TAG, shorter, ADDRESSES, shorter.length - ADDRESSES);
        replace(shorter);
    }

    private FrameFields parsed() {
        if (parsed == null) {
            parsed = FrameFields.of(bytes, inPort, metadata);
        }
        return parsed;
    }

    private void replace(final byte[] other) {
        bytes = other;
        shared = false;
        parsed = null;
    }

    private void put(final int offset, final byte[] value) {
        final var layout = parsed;
        if (shared) {
            bytes = bytes.clone();
            shared = false;
        }
        final int from = offset & ~1;
        final int to = Math.min(offset + value.length + 1 & ~1, bytes.length);
        final long before = Checksum.sum(bytes, from, to);
        System.arraycopy(value, 0, bytes, offset, value.length);
        final long after = Checksum.sum(bytes, from, to);
        for (int checksum : layout.checksumsOver(offset)) {
            Checksum.adjust(bytes, checksum, before, after);
        }
        parsed = null;
    }

    private byte[] bits(final int offset, final int mask, final int value) {
        final int word = (bytes[offset] & 0xff) << Byte.SIZE | bytes[offset + 1] & 0xff;
        final int changed = word & ~mask | value & mask;
        return new byte[] {(byte) (changed >> Byte.SIZE), (byte) changed};
    }

    /** The traffic class is the second byte of IPv4; in IPv6 it is half a byte further up. */
    private byte[] trafficClass(final int offset, final int mask, final int value) {
        final int shift = bytes[offset] >> 4 == 6 ? 4 : 0;
        return bits(offset, mask << shift, value << shift);
    }

    private static byte[] onWire(final MatchReader.Value value) {
        final var wire = new byte[value.field().bytes()];
        for (int index = 0; index < wire.length; index++) {
            final int fromEnd = wire.length - 1 - index;
            wire[index] = (byte) (fromEnd < Long.BYTES ? value.low() >> fromEnd * Byte.SIZE
                : value.high() >> (fromEnd - Long.BYTES) * Byte.SIZE);
        }
        return wire;
    }

    @Override
    public String toString() {
        return "port " + inPort + ": " + Arrays.toString(bytes);
    }
}
