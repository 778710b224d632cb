/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

/**
 * The checksum of the internet protocols, changed together with what it is over (RFC 1624).
 */
final class Checksum {
    private static final int WORD = 0xffff;

    private Checksum() {
        // only functions
    }

    /** The sum of the 16-bit words from one even place to another, not folded. */
    static long sum(final byte[] bytes, final int from, final int to) {
        long sum = 0;
        for (int index = from; index + 1 < to; index += 2) {
            sum += word(bytes, index);
        }
        return sum;
    }

    /** Makes a checksum good again after the words under it had another sum. */
    static void adjust(final byte[] bytes, final int offset, final long before, final long after) {
        long sum = ~word(bytes, offset) & WORD;
        sum += (~fold(before) & WORD) + fold(after);
        final int checksum = (int) (~fold(sum) & WORD);
        bytes[offset] = (byte) (checksum >> Byte.SIZE);
        bytes[offset + 1] = (byte) checksum;
    }

    private static int word(final byte[] bytes, final int index) {
        return (bytes[index] & 0xff) << Byte.SIZE | bytes[index + 1] & 0xff;
    }

    private static long fold(final long sum) {
        long folded = sum;
        while (folded > WORD) {
            folded = (folded & WORD) + (folded >> Short.SIZE);
        }
        return folded;
    }
}
