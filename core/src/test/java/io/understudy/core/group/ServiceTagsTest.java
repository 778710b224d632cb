/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What becomes of frames with a service tag.
 */
final class ServiceTagsTest {
    /** So many sources are remembered at most. */
    private static final int MOST = 256;
    private static final MacAddress MAC = new MacAddress(0x0200_0000_0033L);
    private static final HostKey SOURCE = new HostKey(10, MAC);

    private final ServingGroup serving = ServingGroup.serving();

    private static byte[] tagged(final int type, final MacAddress mac) {
        final var frame = RarpAnnouncement.encode(new HostKey(10, mac));
        frame[12] = (byte) (type >> 8);
        frame[13] = (byte) type;
        return frame;
    }

    private void copied(final byte[] frame, final boolean held) {
        serving.group.copy(Side.PREFERRED, Optional.of(ServingGroup.TRUNK), frame, held, serving.now());
    }

    @Test
    void theirSourceIsHeldBackByBothBridgesAndNotLearned() {
        copied(tagged(0x88a8, MAC), false);
        assertEquals(List.of(SOURCE), serving.preferred.heldBack);
        assertEquals(List.of(SOURCE), serving.alternate.heldBack);
        assertEquals(0, serving.group.localHosts());
    }

    @Test
    void whatIsHeldBackOfThemIsNotSentOn() {
        serving.preferred.sent.clear();
        copied(tagged(0x88a8, MAC), true);
        assertTrue(serving.preferred.sent.isEmpty());
    }

    @Test
    void aBridgeIsToldAgainBeforeItForgetsAndNotForEachFrame() {
        copied(tagged(0x88a8, MAC), false);
        copied(tagged(0x88a8, MAC), true);
        assertEquals(1, serving.preferred.heldBack.size());
        serving.run(BridgeDriver.GUARD_SECONDS * 1000L / 2);
        copied(tagged(0x88a8, MAC), true);
        assertEquals(2, serving.preferred.heldBack.size());
    }

    @Test
    void aHostWithTheSameAddressIsLearnedAndHeardFromTheFirstFrameOn() {
        copied(tagged(0x88a8, MAC), false);
        serving.preferred.sent.clear();
        copied(tagged(0x8100, MAC), true);
        assertEquals(1, serving.group.localHosts());
        assertEquals(1, serving.preferred.sent.size());
    }

    @Test
    void manySourcesTakeNoMoreRoomThanAFew() {
        for (int host = 0; host <= MOST; host++) {
            copied(tagged(0x88a8, new MacAddress(0x0200_0001_0000L + host)), false);
        }
        copied(tagged(0x88a8, new MacAddress(0x0200_0001_0000L)), false);
        assertEquals(MOST + 2, serving.preferred.heldBack.size(), "the first was let go and is told again");
    }
}
