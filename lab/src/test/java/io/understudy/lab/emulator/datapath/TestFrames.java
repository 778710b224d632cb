/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Frames for the tests, made by hand.
 */
final class TestFrames {
    static final String A = "020000000001";
    static final String B = "020000000002";
    private static final HexFormat HEX = HexFormat.of();

    private TestFrames() {
        // only functions
    }

    static byte[] hex(final String... parts) {
        return HEX.parseHex(String.join("", parts).replace(" ", ""));
    }

    static byte[] ethernet(final String to, final String from, final String rest) {
        return hex(to, from, rest, "00".repeat(Math.max(0, 46 - rest.length() / 2 + 2)));
    }

    static byte[] rarp(final String mac) {
        return ethernet("ffffffffffff", mac, "8035" + "0001080006040003" + mac + "00000000" + mac + "00000000");
    }

    static byte[] arpRequest(final String mac) {
        return ethernet("ffffffffffff", mac, "0806" + "0001080006040001" + mac + "0a4d0001" + "000000000000"
            + "0a4dfffe");
    }

    /** An echo request from 10.0.0.1 to 10.0.0.2 with right checksums. */
    static byte[] echoRequest() {
        final var frame = hex(B, A, "0800", "4500 0020 0001 4000 4001 0000 0a000001 0a000002",
            "0800 0000 1234 0001 cafe");
        put(frame, 24, checksum(frame, 14, 34));
        put(frame, 36, checksum(frame, 34, frame.length));
        return frame;
    }

    /** A neighbor advertisement of an address, without its checksum. */
    static byte[] neighborAdvertisement() {
        return hex("333300000001", A, "86dd", "60000000 0020 3aff", "fe80000000000000 0000000000000001",
            "ff02000000000000 0000000000000001", "8800 0000 20000000", "fe80000000000000 0000000000000001",
            "0201", A);
    }

    static byte[] tagged(final int vlan, final byte[] frame) {
        return ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putShort((short) 0x8100).putShort((short) vlan)
            .put(frame, 12, frame.length - 12).array();
    }

    static int checksum(final byte[] bytes, final int from, final int to) {
        long sum = 0;
        for (int index = from; index < to; index += 2) {
            sum += (bytes[index] & 0xff) << 8 | bytes[index + 1] & 0xff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }

    static String part(final byte[] frame, final int from, final int length) {
        return HEX.formatHex(frame, from, from + length);
    }

    private static void put(final byte[] frame, final int offset, final int value) {
        frame[offset] = (byte) (value >> 8);
        frame[offset + 1] = (byte) value;
    }
}
