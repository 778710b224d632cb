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
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is waited for, tried again or due: it happens at its time, not before and not with the next occasion.
 */
final class OverdueTest {
    private static final long MILLI = 1_000_000;

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private Step at(final GroupState state, final long time) {
        return FailoverMachine.step(state, new Event.Tick(time), time);
    }

    private static void assertReplied(final PairSimulation group, final long request, final String error) {
        assertEquals(Optional.of(Optional.of(error)), group.reply(request));
    }

    @Test
    void whatForwardedIsStoppedFromAnnouncingWhenTheOtherIsOpened() {
        pair.switchover();
        pair.run(1);
        final long deadline = ((Transition.Draining) pair.state().transition()).deadline();
        final var opening = at(pair.state(), deadline);
        assertEquals(List.of(new Command.OpenGate(ALTERNATE, opening.state().bridge(ALTERNATE).gateControl().token()),
            new Command.StopAnnouncing(PREFERRED)), opening.commands());
    }

    @Test
    void aFenceIsWaitedForOnceMoreAfterAPauseOfOurOwn() {
        pair.bridge(PREFERRED).sleep();
        pair.switchover();
        final var fencing = pair.state();
        final long deadline = pair.now() + Timing.FENCE;
        assertTrue(at(fencing, deadline - 1).state().transition() instanceof Transition.Fencing);
        assertEquals(Transition.NONE, at(fencing, deadline).state().transition());
        assertEquals(Transition.NONE, at(fencing, deadline + Timing.FENCE).state().transition());

        final long late = deadline + Timing.FENCE + 1;
        final var renewed = at(fencing, late);
        assertTrue(renewed.state().transition() instanceof Transition.Fencing, "the answer may lie unread");
        assertTrue(at(renewed.state(), late + Timing.FENCE - 1).state().transition() instanceof Transition.Fencing);
        assertEquals(Transition.NONE, at(renewed.state(), late + Timing.FENCE).state().transition());
        assertEquals(Transition.NONE, at(renewed.state(), late + 10 * Timing.FENCE).state().transition(), "once");
    }

    @Test
    void anOpeningIsWaitedForOnceMoreAfterAPauseOfOurOwn() {
        pair.bridge(ALTERNATE).stall();
        pair.switchover();
        pair.run(1);
        assertTrue(at(pair.state(), pair.now() + Timing.DRAIN - 1).state().transition() instanceof Transition.Draining);
        pair.run(1);
        final var opening = pair.state();
        final long deadline = pair.now() + Timing.OPEN;
        assertTrue(at(opening, deadline - 1).state().transition() instanceof Transition.Opening);
        assertFalse(at(opening, deadline).state().transition() instanceof Transition.Opening);

        final long late = deadline + Timing.FENCE + 1;
        final var renewed = at(opening, late);
        assertTrue(at(renewed.state(), late + Timing.FENCE - 1).state().transition() instanceof Transition.Opening);
        assertFalse(at(renewed.state(), late + Timing.FENCE).state().transition() instanceof Transition.Opening);
    }

    @Test
    void anOpeningThatIsNotConfirmedInASecondFails() {
        pair.bridge(ALTERNATE).stall();
        final long request = pair.switchover();
        pair.run(1_001);
        assertEquals(Optional.empty(), pair.reply(request));
        pair.run(1);
        assertReplied(pair, request, "openflow:2 did not open its gate: no answer within 1000 ms");
        assertEquals(List.of("close preferred", "open alternate", "close alternate"), pair.moves());
        pair.run(50);
        pair.bridge(ALTERNATE).moveOn();
        pair.run(5_000);
        assertTrue(pair.bridge(ALTERNATE).gateOpen, "it did not confirm that it closed either, so the role stays");
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aSwitchoverEndsIfTheOldPrimaryDisconnects() {
        pair.bridge(PREFERRED).sleep();
        final long request = pair.switchover();
        pair.disconnect(PREFERRED);
        assertReplied(pair, request, "the role stays: openflow:1 did not confirm that its gate is closed:"
            + " it lost its OpenFlow connection");
        assertEquals(List.of("close preferred"), pair.moves(), "what is not connected cannot be told to open");
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
    }

    @Test
    void aSwitchoverEndsIfTheNewPrimaryDisconnects() {
        pair.bridge(PREFERRED).stall();
        final long request = pair.switchover();
        pair.disconnect(ALTERNATE);
        assertReplied(pair, request, "the role stays: openflow:2 lost its OpenFlow connection");
        assertEquals(List.of("close preferred", "open preferred"), pair.moves());
        pair.bridge(PREFERRED).moveOn();
        pair.run(5);
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aMoveAwayFromALostLinkEndsToo() {
        pair.bridge(PREFERRED).stall();
        pair.setUplink(PREFERRED, false);
        pair.disconnect(ALTERNATE);
        assertEquals(List.of("close preferred", "open preferred"), pair.moves());
    }

    @Test
    void whatStillForwardsIsToldToCloseAgainAndAgainWhileItIsConnected() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).uplink = false;
        pair.reportPorts(PREFERRED);
        pair.bridge(PREFERRED).uplink = true;
        pair.run(1_001);
        assertEquals(1 + 1_000 / 50, pair.moves().stream().filter("close preferred"::equals).count(),
            () -> pair.moves().toString());
        pair.forget();
        pair.disconnect(PREFERRED);
        pair.run(1_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void anUpstreamMoveThatFailedIsTriedAgainASecondLater() {
        final var group = PairSimulation.serving(SampleGroup.with(
            new UpstreamConfiguration(SampleGroup.targets(1), 1000, 3, Policy.ANY)));
        group.bridge(PREFERRED).refusesToClose = true;
        group.setUpstream(PREFERRED, false);
        group.runToMove("open preferred", 5_000);
        final long failed = group.now();
        group.forget();
        group.runToMove("close preferred", 2_000);
        assertEquals(1_000, group.since(failed));
    }

    @Test
    void aSecondaryThatDidNotCloseIsToldAgainASecondLater() {
        pair.bridge(ALTERNATE).refusesToClose = true;
        pair.disconnect(ALTERNATE);
        pair.bridge(ALTERNATE).gateOpen = true;
        pair.setPath(false);
        pair.connect(ALTERNATE);
        pair.run(100);
        assertEquals(List.of("close alternate", "close alternate"), pair.moves(), "before and after it was read");
        final long told = pair.now() - 99 * MILLI;
        pair.forget();
        pair.runToMove("close alternate", 2_000);
        assertEquals(1_001, pair.since(told), "a second after the refusal");
    }

    @Test
    void aPrimaryThatDidNotOpenIsToldAgainASecondLater() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).refusesToOpen = true;
        pair.switchover();
        pair.run(2);
        final long refused = pair.now();
        pair.forget();
        pair.runToMove("open preferred", 2_000);
        assertEquals(1_000, pair.since(refused));
    }

    @Test
    void aBridgeThatCouldNotBeProgrammedIsReadAgainASecondLater() {
        pair.bridge(ALTERNATE).refusesProgram = true;
        pair.disconnect(ALTERNATE);
        pair.connect(ALTERNATE);
        while (pair.state().bridge(ALTERNATE).channel() != Channel.FAILED) {
            pair.run(1);
        }
        final long failed = pair.now();
        while (pair.state().bridge(ALTERNATE).channel() == Channel.FAILED) {
            pair.run(1);
        }
        assertEquals(1_000, pair.since(failed));
        assertEquals(Channel.READING, pair.state().bridge(ALTERNATE).channel());
    }

    @Test
    void aSingleBridgeServesAtTheEndOfTheGrace() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        final long started = group.now();
        group.connect(ALTERNATE);
        group.bridge(PREFERRED).sleep();
        group.runToMove("open alternate", 12_000);
        assertEquals(10_000, group.since(started));
        assertEquals("first promotion; openflow:1 neither connects nor answers heartbeats nor forwards",
            ((Transition.Opening) group.state().transition()).decision().detail());
    }

    @Test
    void theFailbackIsAtTheEndOfTheHoldTime() {
        final var group = PairSimulation.serving(SampleGroup.with(new FailbackConfiguration(true, 7)));
        group.switchover();
        group.run(5);
        assertEquals("openflow:2", group.state().name(group.state().primary().orElseThrow()));
        final long healthy = group.state().restraint().preferredHealthySince();
        group.runToMove("close alternate", 10_000);
        assertEquals(7_000, group.since(healthy));
        assertEquals("openflow:1 was healthy for 7 s",
            ((Transition.Fencing) group.state().transition()).decision().detail());
    }

    @Test
    void aFailbackThatFailedIsTriedAgainASecondLater() {
        final var group = PairSimulation.serving(SampleGroup.with(new FailbackConfiguration(true, 0)));
        group.bridge(ALTERNATE).refusesToClose = true;
        group.switchover();
        group.runToMove("close alternate", 1_000);
        group.runToMove("open alternate", 1_000);
        group.run(1);
        final long failed = group.now();
        group.forget();
        group.runToMove("close alternate", 2_000);
        assertEquals(1_000, group.since(failed));
    }

    @Test
    void theFailbackIsAtTheEndOfTheHoldDown() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new FailbackConfiguration(true, 1), new DampingConfiguration(1, 300, 100)));
        group.setUplink(PREFERRED, false);
        group.run(5);
        final long moved = group.state().lastFailover().orElseThrow().gateOpenAt().orElseThrow();
        group.setUplink(PREFERRED, true);
        group.runToMove("close alternate", 120_000);
        assertEquals(100_000, group.since(moved));
    }

    @Test
    void aSecondaryThatReturnsKnowsAtTheEndOfTheGraceThatNothingPassesThroughThePrimary() {
        pair.bridge(ALTERNATE).sleep();
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(10_000);
        pair.bridge(ALTERNATE).wake();
        pair.connect(ALTERNATE);
        pair.run(100);
        final long watched = pair.state().bridge(PREFERRED).signs().path().watchedSince();
        pair.runToMove("open alternate", 15_000);
        assertEquals(10_000, pair.since(watched));
    }
}
