/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.learning.FrameObserver;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever arrives is either read or refused as malformed; nothing else ever happens.
 */
final class MalformedFramesTest {
    private static final long SEED = 20261123;
    private static final List<Consumer<byte[]>> READERS = List.of(EthernetFrame::parse, ArpPacket::parse,
        NeighborDiscovery::parse, IcmpEcho::parse, DhcpReply::parse, FrameObserver::observe);

    // Returns how many readers refused the frame; any other exception than the one expected fails the test.
    private static int refusals(final byte[] frame) {
        int refusals = 0;
        for (var reader : READERS) {
            try {
                reader.accept(frame.clone());
            } catch (MalformedFrameException fault) {
                assertTrue(fault.offset() >= 0 && fault.offset() <= frame.length,
                    () -> fault.getMessage() + " in a frame of " + frame.length);
                refusals++;
            }
        }
        return refusals;
    }

    static List<byte[]> samples() {
        return SampleFrames.all().toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFrameCutAnywhereThrowsNothing(final byte[] sample) {
        for (int length = 0; length < sample.length; length++) {
            final int refusals = refusals(Arrays.copyOf(sample, length));
            if (length < 14) {
                assertTrue(refusals == READERS.size(), "A frame of " + length + " bytes was read");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFrameWithAnyByteChangedThrowsNothing(final byte[] sample) {
        for (int offset = 0; offset < sample.length; offset++) {
            for (int value = 0; value <= 0xFF; value++) {
                refusals(SampleFrames.with(sample, offset, value));
            }
        }
    }

    @Test
    void aRandomFrameThrowsNothing() {
        final var random = new Random(SEED);
        final var samples = samples();
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            final var frame = new byte[random.nextInt(330)];
            random.nextBytes(frame);
            // Most start as a valid frame does, so that the inner parsers see them.
            final var sample = samples.get(random.nextInt(samples.size()));
            System.arraycopy(sample, 0, frame, 0, Math.min(frame.length, random.nextInt(sample.length)));
            refused += refusals(frame);
        }
        assertTrue(refused > 0, "Not one random frame was refused");
    }
}
