/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.frame.SampleFrames;
import io.understudy.core.model.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a sender whose ARP, neighbor discovery and DHCP messages cannot be read: its frames have an Ethernet
 * header all the same. If nothing were learned from it, they would be flooded and copied for ever, unguarded.
 */
final class MalformedMessagesTest {
    private static final int ETHERNET_HEADER = 14;

    private final ServingGroup serving = ServingGroup.serving();

    private void copied(final byte[] frame, final boolean held) {
        serving.group.copy(Side.PREFERRED, Optional.of(ServingGroup.TRUNK), frame, held, serving.now());
    }

    private static byte[] cut(final byte[] frame, final int length) {
        return Arrays.copyOf(frame, length);
    }

    @Test
    void theirSenderIsLearnedAndTheMessageIsCounted() {
        for (var sample : List.of(SampleFrames.ARP_REQUEST, SampleFrames.SOLICITATION)) {
            final var fresh = ServingGroup.serving();
            fresh.group.copy(Side.PREFERRED, Optional.of(ServingGroup.TRUNK), cut(sample, ETHERNET_HEADER + 10), false,
                fresh.now());
            assertEquals(1, fresh.group.localHosts());
            assertEquals(1, fresh.report().counters().preferred().malformedFrames());
        }
    }

    @Test
    void theFirstMessageOfASenderThatHasMovedIsSentOn() {
        serving.preferred.sent.clear();
        copied(cut(SampleFrames.ARP_REQUEST, ETHERNET_HEADER + 10), true);
        assertEquals(1, serving.preferred.sent.size());
    }

    @Test
    void aFrameWithoutAWholeHeaderTeachesNothing() {
        copied(cut(SampleFrames.ARP_REQUEST, ETHERNET_HEADER - 1), false);
        assertEquals(0, serving.group.localHosts());
        assertEquals(1, serving.report().counters().preferred().malformedFrames());
    }
}
