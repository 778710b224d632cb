/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static io.understudy.core.evidence.EvidenceState.DOWN;
import static io.understudy.core.evidence.EvidenceState.UNKNOWN;
import static io.understudy.core.evidence.EvidenceState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the links of a bridge with two trunks say about whether it carries traffic, and whether one was lost.
 */
final class PortsTest {
    private static final Ports ALL_UP = ports(UP, UP, UP, UP);

    private static Ports ports(final EvidenceState uplink, final EvidenceState trunk, final EvidenceState otherTrunk,
            final EvidenceState peer) {
        return new Ports(uplink, ImmutableList.of(trunk, otherTrunk), peer);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # uplink, trunk, other trunk, carrying
        UP,      UP,      UP,      UP
        UP,      UP,      DOWN,    UP
        UP,      DOWN,    UP,      UP
        UP,      DOWN,    UNKNOWN, UNKNOWN
        UP,      UNKNOWN, UNKNOWN, UNKNOWN
        UP,      DOWN,    DOWN,    DOWN
        DOWN,    UP,      UP,      DOWN
        DOWN,    UNKNOWN, UNKNOWN, DOWN
        UNKNOWN, UP,      UP,      UNKNOWN
        UNKNOWN, DOWN,    DOWN,    DOWN
        UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN""")
    void trafficNeedsTheUplinkAndOneTrunk(final EvidenceState uplink, final EvidenceState trunk,
            final EvidenceState otherTrunk, final EvidenceState carrying) {
        assertEquals(carrying, ports(uplink, trunk, otherTrunk, UP).carrying());
        assertEquals(carrying, ports(uplink, trunk, otherTrunk, DOWN).carrying(), "the peer port does not matter");
    }

    @Test
    void aBridgeThatWasNotReadMayCarryTraffic() {
        assertEquals(UNKNOWN, Ports.unknown().carrying());
        assertEquals(UNKNOWN, Ports.unknown().peer());
    }

    @Test
    void eachLinkThatGoesDownIsALoss() {
        assertTrue(ports(DOWN, UP, UP, UP).lostSince(ALL_UP));
        assertTrue(ports(UP, DOWN, UP, UP).lostSince(ALL_UP));
        assertTrue(ports(UP, UP, DOWN, UP).lostSince(ALL_UP));
        assertTrue(ports(UP, UP, UP, DOWN).lostSince(ALL_UP));
    }

    @Test
    void whatWasDownBeforeIsNoNewLoss() {
        final var allDown = ports(DOWN, DOWN, DOWN, DOWN);
        assertFalse(allDown.lostSince(allDown));
        assertFalse(ALL_UP.lostSince(allDown));
        assertFalse(ALL_UP.lostSince(ALL_UP));
        assertTrue(ports(DOWN, DOWN, DOWN, UP).lostSince(ports(DOWN, UP, DOWN, UP)), "but one of them was not");
    }

    @Test
    void whatIsFoundDownWhenABridgeIsReadFirstIsALoss() {
        assertTrue(ports(DOWN, UP, UP, UP).lostSince(Ports.unknown()));
        assertTrue(ports(UP, UP, DOWN, UP).lostSince(Ports.unknown()), "one trunk more than was known of");
        assertFalse(ALL_UP.lostSince(Ports.unknown()));
        assertFalse(ports(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN).lostSince(ALL_UP), "what is not known is not lost");
    }
}
