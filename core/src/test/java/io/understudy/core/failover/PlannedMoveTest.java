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

import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Moves of the role while both bridges live: failback, its damping, switchover, maintenance.
 */
final class PlannedMoveTest {
    private static final List<String> HANDOVER = List.of("close preferred", "open alternate", "announce alternate");
    private static final List<String> FAILBACK = List.of("close alternate", "open preferred", "announce preferred");

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private static void crash(final PairSimulation group) {
        group.bridge(PREFERRED).die();
        group.disconnect(PREFERRED);
        group.run(4_000);
    }

    private static void restore(final PairSimulation group) {
        group.bridge(PREFERRED).wake();
        group.connect(PREFERRED);
    }

    /** The move is given up, for the dead bridge cannot confirm it; the watch of the path begins again with that. */
    @Test
    void aBridgeThatDiesRightBeforeASwitchoverIsReplacedLikeAnyOther() {
        pair.bridge(PREFERRED).die();
        pair.run(5);
        pair.switchover();
        pair.run(100);
        pair.disconnect(PREFERRED);
        pair.runToMove("open alternate", 5_000);
    }

    private static Optional<Optional<String>> done() {
        return Optional.of(Optional.empty());
    }

    @Test
    void thePreferredBridgeIsGivenTheRoleBackAfterTheHoldTime() {
        crash(pair);
        pair.forget();
        restore(pair);
        final long returned = pair.now();
        pair.runToMove("open preferred", 70_000);
        assertTrue(pair.since(returned) >= 60_000 && pair.since(returned) < 61_000,
            () -> pair.since(returned) + " ms");
        pair.run(10);
        assertEquals(FAILBACK, pair.moves().subList(pair.moves().size() - 3, pair.moves().size()));
        assertEquals(Cause.FAILBACK, pair.state().lastFailover().orElseThrow().cause());
    }

    @Test
    void theHoldTimeBeginsAnewWhenTheBridgeFalters() {
        crash(pair);
        restore(pair);
        pair.run(59_000);
        pair.setUplink(PREFERRED, false);
        pair.run(1_000);
        pair.setUplink(PREFERRED, true);
        pair.forget();
        pair.run(59_000);
        assertEquals(List.of(), pair.moves());
        pair.run(2_000);
        assertEquals(FAILBACK, pair.moves());
    }

    @Test
    void manualFailbackNeverHappensByItself() {
        final var group = PairSimulation.serving(SampleGroup.with(new FailbackConfiguration(false, 0)));
        crash(group);
        restore(group);
        group.run(1_000);
        group.forget();
        group.run(3_600_000);
        assertEquals(List.of(), group.moves());
        assertEquals(GroupStatus.Code.PROTECTED, group.status().code());

        final long request = group.switchover();
        group.run(10);
        assertEquals(done(), group.reply(request));
        assertEquals(FAILBACK, group.moves());
    }

    @Test
    void dampingHoldsFailbackDownButNeverATakeover() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new FailbackConfiguration(true, 1), new DampingConfiguration(3, 300, 100)));
        crash(group);
        restore(group);
        group.run(5_000);
        assertEquals(Optional.of(PREFERRED), group.state().primary(), "the first failback is free");
        crash(group);
        assertEquals(3, group.state().failovers());
        restore(group);
        group.run(1_000);
        group.forget();
        group.run(90_000);
        assertEquals(List.of(), group.moves(), "held down");

        group.bridge(ALTERNATE).die();
        group.disconnect(ALTERNATE);
        group.run(4_000);
        assertEquals(List.of("open preferred", "announce preferred"), group.moves(),
            "a takeover from a dead bridge is never held down");
    }

    @Test
    void theHoldDownEnds() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new FailbackConfiguration(true, 1), new DampingConfiguration(1, 300, 100)));
        crash(group);
        final long failedOver = group.state().lastFailover().orElseThrow().gateOpenAt().orElseThrow();
        restore(group);
        group.run(1_000);
        group.runToMove("open preferred", 120_000);
        assertTrue(group.since(failedOver) >= 100_000 && group.since(failedOver) < 101_000,
            () -> group.since(failedOver) + " ms");
    }

    @Test
    void aSwitchoverClosesFirst() {
        final long asked = pair.now();
        final long request = pair.switchover();
        assertEquals(List.of("close preferred"), pair.moves());
        pair.runToMove("announce alternate", 20);
        assertEquals(HANDOVER, pair.moves());
        assertTrue(pair.since(asked) <= 3, () -> pair.since(asked) + " ms");
        assertEquals(done(), pair.reply(request));
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertTrue(pair.bridge(ALTERNATE).gateOpen);
    }

    @Test
    void aSwitchoverGivesUpIfTheFenceIsNotConfirmed() {
        pair.bridge(PREFERRED).sleep();
        final long request = pair.switchover();
        pair.run(49);
        assertEquals(Optional.empty(), pair.reply(request));
        pair.run(2);
        assertEquals(List.of("close preferred", "open preferred"), pair.moves(), "the role stays");
        assertTrue(pair.reply(request).orElseThrow().orElseThrow().contains("no answer within 50 ms"));
        pair.bridge(PREFERRED).wake();
        pair.run(2_000);
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aSwitchoverGivesUpIfTheFenceIsRefused() {
        pair.bridge(PREFERRED).refusesToClose = true;
        final long request = pair.switchover();
        pair.run(5);
        assertEquals(List.of("close preferred", "open preferred", "announce preferred"), pair.moves());
        assertTrue(pair.reply(request).orElseThrow().orElseThrow().contains("table full"));
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
    }

    @Test
    void aRefusedGateSendsTheRoleBack() {
        pair.bridge(ALTERNATE).refusesToOpen = true;
        final long request = pair.switchover();
        pair.run(10);
        assertEquals(List.of("close preferred", "open alternate", "close alternate", "open preferred",
            "announce preferred"), pair.moves());
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        assertEquals(Cause.TAKEOVER_FAILED, pair.state().lastFailover().orElseThrow().cause());
        final var error = pair.reply(request).orElseThrow().orElseThrow();
        assertTrue(error.contains("openflow:2 did not open its gate: table full"), error);
        assertTrue(pair.reasons().contains("openflow:2 did not open its gate"), pair::reasons);
    }

    @Test
    void aNewPrimaryThatVanishesBeforeTheCommandReachesItHandsBackWhenItReturns() {
        pair.switchover();
        pair.runToMove("open alternate", 20);
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        pair.connect(ALTERNATE);
        pair.run(100);
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        assertFalse(pair.bridge(ALTERNATE).gateOpen);
        assertEquals("announce preferred", pair.moves().getLast());
    }

    @Test
    void aNewPrimaryThatVanishesBeforeItConfirmsMayForward() {
        final long request = pair.switchover();
        pair.runToOpenGate(ALTERNATE);
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        assertFalse(pair.moves().contains("open preferred"), "the command may have reached it, and it answers"
            + " heartbeats");
        assertTrue(pair.reply(request).orElseThrow().isPresent());

        pair.forget();
        pair.connect(ALTERNATE);
        pair.run(5_000);
        assertTrue(pair.bridge(ALTERNATE).gateOpen);
        assertEquals(List.of("open alternate", "announce alternate"), pair.moves(),
            "its gate may be open by half, and nobody has announced");
        pair.checkAllAnswered();
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aNewPrimaryThatDiesBeforeItConfirmsIsReplaced() {
        pair.switchover();
        pair.runToMove("open alternate", 20);
        pair.bridge(ALTERNATE).die();
        pair.disconnect(ALTERNATE);
        pair.runToMove("open preferred", 4_000);
        pair.run(5);
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aSwitchoverToThePrimaryIsDoneAlready() {
        final long request = pair.request(number ->
            new Event.SwitchoverRequested(number, Optional.of(PREFERRED), ""));
        assertEquals(done(), pair.reply(request));
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aSwitchoverIsRefusedWithTheReason() {
        final long first = pair.switchover();
        final long second = pair.switchover();
        assertTrue(pair.reply(second).orElseThrow().orElseThrow().contains("moving already"));
        pair.run(2_000);
        assertEquals(done(), pair.reply(first));

        pair.setUplink(PREFERRED, false);
        final long third = pair.switchover();
        assertTrue(pair.reply(third).orElseThrow().orElseThrow()
            .contains("openflow:1 cannot take over: its uplink or its last trunk is down"));

        pair.disconnect(PREFERRED);
        final long fourth = pair.switchover();
        assertTrue(pair.reply(fourth).orElseThrow().orElseThrow().contains("it is not connected"));
        pair.checkAllAnswered();
    }

    @Test
    void aSwitchoverAwayFromAnUncontrolledPrimaryIsRefused() {
        pair.disconnect(PREFERRED);
        final long request = pair.switchover();
        assertTrue(pair.reply(request).orElseThrow().orElseThrow().contains("its gate cannot be closed"));
        pair.run(5_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void requestsBeforeTheFirstPromotionAreRefused() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        final long switchover = group.switchover();
        final long announce = group.request(Event.AnnouncementRequested::new);
        assertTrue(group.reply(switchover).orElseThrow().orElseThrow().contains("no bridge forwards yet"));
        assertTrue(group.reply(announce).orElseThrow().orElseThrow().contains("no bridge forwards now"));
    }

    @Test
    void hostsAreAnnouncedOnRequest() {
        final long request = pair.request(Event.AnnouncementRequested::new);
        assertEquals(done(), pair.reply(request));
        assertEquals(List.of("announce preferred"), pair.moves());
    }

    @Test
    void maintenanceOfThePrimaryHandsOverFirst() {
        final long request = pair.maintenance(PREFERRED, true);
        pair.run(10);
        assertEquals(HANDOVER, pair.moves());
        assertEquals(done(), pair.reply(request));
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        assertTrue(pair.reasons().contains("openflow:1 is in maintenance"), pair::reasons);

        pair.forget();
        pair.run(300_000);
        assertEquals(List.of(), pair.moves(), "no failback into maintenance");

        pair.maintenance(PREFERRED, false);
        pair.run(61_000);
        assertEquals(FAILBACK, pair.moves());
        pair.checkAllAnswered();
    }

    @Test
    void maintenanceCannotBeTakenBackHalfWay() {
        final long first = pair.maintenance(PREFERRED, true);
        final long second = pair.maintenance(PREFERRED, false);
        assertTrue(pair.reply(second).orElseThrow().orElseThrow().contains("moving already"));
        pair.run(10);
        assertEquals(done(), pair.reply(first));
        assertTrue(pair.state().bridge(PREFERRED).maintenance());
    }

    @Test
    void maintenanceThatFailsLeavesThePrimaryInService() {
        pair.bridge(ALTERNATE).refusesToOpen = true;
        final long request = pair.maintenance(PREFERRED, true);
        pair.run(5_000);
        assertTrue(pair.reply(request).orElseThrow().isPresent(), "the operator is told that it failed");
        assertFalse(pair.state().bridge(PREFERRED).maintenance());
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void maintenanceThatCannotFenceLeavesThePrimaryInService() {
        pair.bridge(PREFERRED).refusesToClose = true;
        final long request = pair.maintenance(PREFERRED, true);
        pair.run(5_000);
        assertTrue(pair.reply(request).orElseThrow().isPresent(), "the operator is told that it failed");
        assertFalse(pair.state().bridge(PREFERRED).maintenance());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void maintenanceOfTheSecondaryKeepsTheRoleAwayFromIt() {
        final long request = pair.maintenance(ALTERNATE, true);
        assertEquals(done(), pair.reply(request));
        pair.setUplink(PREFERRED, false);
        pair.run(5_000);
        assertEquals(List.of(), pair.moves());

        final long refused = pair.maintenance(PREFERRED, true);
        assertTrue(pair.reply(refused).orElseThrow().orElseThrow().contains("openflow:2 cannot take over: it is in"
            + " maintenance"));
        pair.maintenance(ALTERNATE, false);
        pair.run(10);
        assertEquals(HANDOVER, pair.moves());
    }

    @Test
    void newTimersApplyAtOnce() {
        pair.step(new Event.ConfigurationChanged(SampleGroup.with(new HeartbeatConfiguration(100, 3, 20))));
        pair.run(2_000);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.runToMove("open alternate", 2_000);
        assertTrue(pair.since(died) <= 451, () -> pair.since(died) + " ms");
    }

    @Test
    void aShorterIntervalDoesNotWaitForTheEndOfALongerOne() {
        final var slow = PairSimulation.serving(SampleGroup.with(new HeartbeatConfiguration(60_000, 3, 0),
            new PathProbeConfiguration(true, 60_000, 3)));
        slow.step(new Event.ConfigurationChanged(SampleGroup.with(new HeartbeatConfiguration(100, 3, 0),
            new PathProbeConfiguration(true, 100, 3))));
        slow.bridge(PREFERRED).sleep();
        final long died = slow.now();
        slow.runToMove("open alternate", 120_000);
        assertTrue(slow.since(died) <= 1_000, () -> slow.since(died) + " ms");
    }

    @Test
    void afterAPauseOfOurOwnTheAnswerIsWaitedForOnceMore() {
        pair.switchover();
        pair.run(2);
        final var opening = pair.state();
        assertTrue(opening.transition() instanceof Transition.Opening, "the old gate is closed");
        final var late = FailoverMachine.step(opening, new Event.Tick(pair.now() + Timing.OPEN),
            pair.now() + 5 * Timing.OPEN);
        assertTrue(late.state().transition() instanceof Transition.Opening, "the answer may lie unread");
        final long token = opening.bridge(ALTERNATE).gateControl().token();
        final var answered = FailoverMachine.step(late.state(), new Event.GateChanged(ALTERNATE, token, true),
            pair.now() + 5 * Timing.OPEN + 1);
        assertEquals(Gate.OPEN, answered.state().bridge(ALTERNATE).gate());
        final var silent = FailoverMachine.step(late.state(), new Event.Tick(late.nextTick()),
            pair.now() + 7 * Timing.OPEN);
        assertFalse(silent.state().transition() instanceof Transition.Opening, "but only once");
    }
}
