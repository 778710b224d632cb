/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a frame that a bridge did not flood because it may have come round.
 */
final class LoopGuardTest {
    private static final byte[] FRAME = RarpAnnouncement.encode(ServingGroup.HOST);

    private final ServingGroup serving = ServingGroup.serving();

    private void held(final Location at) {
        serving.preferred.sent.clear();
        serving.preferred.sentInward.clear();
        serving.group.copy(Side.PREFERRED, Optional.of(at), FRAME, true, serving.now());
    }

    @Test
    void whatAHostSaysFirstAfterItCameInFromTheNetworkGoesOutOfTheUplinkAndNotBack() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(2_000);
        held(ServingGroup.TRUNK);
        assertEquals(1, serving.preferred.sent.size());
        assertArrayEquals(FRAME, serving.preferred.sent.getFirst());
        assertTrue(serving.preferred.sentInward.isEmpty());
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void whatAHostSaysFirstAfterItMovedAwayGoesToTheTrunkAndNotBack() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(6_000);
        held(Location.UPLINK);
        assertEquals(1, serving.preferred.sentInward.size());
        assertArrayEquals(FRAME, serving.preferred.sentInward.getFirst());
        assertTrue(serving.preferred.sent.isEmpty());
        assertEquals(0, serving.group.localHosts());
    }

    @Test
    void whatAHostSaysFirstBehindAnotherTrunkGoesToAllPortsButThatOne() {
        serving.hear(Side.PREFERRED, Location.trunk(2));
        serving.run(2_000);
        held(ServingGroup.TRUNK);
        assertEquals(1, serving.preferred.sent.size());
        assertTrue(serving.preferred.sentInward.isEmpty(), "this bridge has one trunk");
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void whatItSaysBeforeTheBridgeHasHeardOfTheMoveIsSentOn() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(2_000);
        held(ServingGroup.TRUNK);
        held(ServingGroup.TRUNK);
        assertEquals(1, serving.preferred.sent.size());
    }

    @Test
    void anAnnouncementThatComesBackGoesNoFurther() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.group.announce(error -> { }, serving.now());
        serving.run(100);
        held(Location.UPLINK);
        assertTrue(serving.preferred.sentInward.isEmpty());
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void whatComesRoundThroughTheOtherBridgeGoesNoFurther() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.take(new Event.ChannelUp(Side.ALTERNATE));
        // it returns with an open gate, as it may if it was only cut off
        serving.take(new Event.FlowsRead(Side.ALTERNATE, serving.alternate.readToken, true));
        serving.run(6_000);
        held(Location.UPLINK);
        assertTrue(serving.preferred.sentInward.isEmpty());
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void whileTheOtherBridgeMayForwardAHostIsNotTakenForMovedByAFrameThatCameRound() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        // it returns with an open gate, as it may if it was only cut off
        serving.take(new Event.ChannelUp(Side.ALTERNATE));
        serving.take(new Event.FlowsRead(Side.ALTERNATE, serving.alternate.readToken, true));
        serving.run(6000);
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.closeToken, false));
        serving.hear(Side.PREFERRED, Location.UPLINK);

        assertEquals(List.of(), serving.changes);
    }

    @Test
    void aBridgeThatDoesNotForwardHasNothingSentOn() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.group.copy(Side.ALTERNATE, Optional.of(ServingGroup.TRUNK), FRAME, true, serving.now());
        assertTrue(serving.alternate.sent.isEmpty());
        assertEquals(0, serving.group.localHosts());
    }

    @Test
    void bothBridgesGuardForAsLongAsWeAreThere() {
        serving.run(BridgeDriver.GUARD_SECONDS * 1_000);
        assertTrue(serving.preferred.guardRenewals >= 2, "one may be lost");
        assertEquals(serving.preferred.guardRenewals, serving.alternate.guardRenewals);
    }

    @Test
    void aBridgeThatIsAwayIsNotTold() {
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.run(BridgeDriver.GUARD_SECONDS * 1_000);
        assertEquals(0, serving.alternate.guardRenewals);
    }
}
