/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What operators are answered, word by word, and what of their requests is found in the event log.
 */
final class OperatorRequestTest {
    private static final String MOVING = "the role is moving already; try again when it has settled";

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private void assertRefused(final String reason, final long request) {
        assertEquals(Optional.of(Optional.of(reason)), pair.reply(request));
    }

    private void assertDone(final long request) {
        assertEquals(Optional.of(Optional.empty()), pair.reply(request));
    }

    private long switchover(final Side to, final String reason) {
        return pair.request(number -> new Event.SwitchoverRequested(number, Optional.of(to), reason));
    }

    private boolean isLogged(final Severity severity, final String text) {
        return pair.log().contains(new Command.Record(severity, text));
    }

    @Test
    void theReasonOfAnOperatorIsKept() {
        final long request = switchover(ALTERNATE, "new switch");
        pair.run(5);
        assertDone(request);
        assertEquals("switchover by an operator: new switch", pair.state().lastFailover().orElseThrow().detail());
        assertTrue(isLogged(Severity.INFO, "openflow:2 forwards now in place of openflow:1: switchover by an operator:"
            + " new switch; decided 0.0 ms after the first sign, gate open 3.0 ms later"),
            () -> pair.log().toString());
    }

    @Test
    void aBlankReasonIsLeftOut() {
        switchover(ALTERNATE, " ");
        pair.run(5);
        assertEquals("switchover by an operator", pair.state().lastFailover().orElseThrow().detail());
    }

    @Test
    void whyTheOtherBridgeCannotTakeOverIsSaid() {
        pair.disconnect(ALTERNATE);
        assertRefused("openflow:2 cannot take over: it is not connected", pair.switchover());
        pair.connect(ALTERNATE);
        assertRefused("openflow:2 cannot take over: it is not programmed yet", pair.switchover());
        pair.run(100);
        pair.maintenance(ALTERNATE, true);
        assertRefused("openflow:2 cannot take over: it is in maintenance", pair.switchover());
        pair.maintenance(ALTERNATE, false);
        pair.setTrunk(ALTERNATE, false);
        assertRefused("openflow:2 cannot take over: its uplink or its last trunk is down", pair.switchover());
        pair.setTrunk(ALTERNATE, true);
        assertEquals(List.of("close alternate", "announce preferred"), pair.moves(), "it was fenced and that was all");
    }

    @Test
    void whatTheOtherBridgeRefusedIsSaid() {
        pair.bridge(ALTERNATE).refusesProgram = true;
        pair.disconnect(ALTERNATE);
        pair.connect(ALTERNATE);
        pair.run(500);
        assertRefused("openflow:2 cannot take over: openflow:2 could not be programmed: table full",
            pair.switchover());
    }

    @Test
    void aGateThatMayBeOpenKeepsTheRoleAway() {
        pair.bridge(ALTERNATE).refusesToClose = true;
        pair.disconnect(ALTERNATE);
        pair.bridge(ALTERNATE).gateOpen = true;
        pair.connect(ALTERNATE);
        while (pair.state().bridge(ALTERNATE).channel() != Channel.READY) {
            pair.run(1);
        }
        assertRefused("openflow:2 cannot take over: its gate is not known to be closed", pair.switchover());
    }

    @Test
    void aPrimaryThatCannotBeToldToCloseKeepsTheRole() {
        pair.disconnect(PREFERRED);
        assertRefused("openflow:1 is not connected, so its gate cannot be closed;"
            + " opening the other one as well would make a loop", pair.maintenance(PREFERRED, true));
        assertFalse(pair.state().bridge(PREFERRED).maintenance());
    }

    @Test
    void whileTheRoleMovesNothingElseIsBegun() {
        pair.switchover();
        assertRefused(MOVING, pair.switchover());
        assertRefused(MOVING, pair.maintenance(PREFERRED, true));
        pair.run(1);
        assertTrue(pair.state().transition() instanceof Transition.Draining, "the second part of the way");
        assertRefused(MOVING, pair.switchover());
        pair.run(1);
        assertTrue(pair.state().transition() instanceof Transition.Opening, "the last part of the way");
        assertRefused(MOVING, pair.switchover());
        pair.run(5);
        assertEquals(Optional.of(ALTERNATE), pair.state().primary());
    }

    @Test
    void maintenanceThatIsOnItsWayIsNeitherAskedForTwiceNorTakenBack() {
        final long first = pair.maintenance(PREFERRED, true);
        assertRefused(MOVING, pair.maintenance(PREFERRED, true));
        pair.run(1);
        assertRefused(MOVING, pair.maintenance(PREFERRED, false));
        pair.run(5);
        assertDone(first);
        assertTrue(pair.state().bridge(PREFERRED).maintenance());
    }

    @Test
    void whileTheRoleMovesForAnotherReasonTheOtherBridgeMayGoIntoMaintenance() {
        pair.switchover();
        pair.run(2);
        assertDone(pair.maintenance(PREFERRED, true));
        pair.run(5);
        assertEquals(Optional.of(ALTERNATE), pair.state().primary());
        assertTrue(pair.state().bridge(PREFERRED).maintenance());
    }

    @Test
    void maintenanceIsRecordedInTheEventLog() {
        assertDone(pair.maintenance(ALTERNATE, true));
        assertTrue(isLogged(Severity.INFO, "openflow:2 is in maintenance"), () -> pair.log().toString());
        assertDone(pair.maintenance(ALTERNATE, false));
        assertTrue(isLogged(Severity.INFO, "openflow:2 is back from maintenance"), () -> pair.log().toString());
    }

    @Test
    void nothingIsAnnouncedWhileNoGateIsOpen() {
        pair.switchover();
        assertRefused("no bridge forwards now, so there is no uplink to announce on",
            pair.request(Event.AnnouncementRequested::new));
        pair.run(5);
        assertDone(pair.request(Event.AnnouncementRequested::new));
        assertEquals("announce alternate", pair.moves().getLast());
    }

    @Test
    void aSwitchoverToWhereTheRoleIsChangesNothing() {
        assertDone(switchover(PREFERRED, ""));
        pair.run(5_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(List.of(), pair.log());
    }
}
