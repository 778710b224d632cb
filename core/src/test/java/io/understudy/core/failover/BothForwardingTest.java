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

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A bridge that was taken for dead forwards again, as timing diagrams in virtual time.
 */
final class BothForwardingTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private void replaceASleeperThatForwardsAgainBeforeItReads() {
        pair.bridge(PREFERRED).sleep();
        pair.runToMove("announce alternate", 2_000);
        pair.run(10_000);
        pair.forget();
        pair.bridge(PREFERRED).stall();
        pair.bridge(PREFERRED).wake();
    }

    @Test
    void aSleeperThatCannotBeReachedAndForwardsWhenItWakesGetsTheRoleBack() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        pair.run(60_000);
        pair.forget();
        pair.bridge(PREFERRED).wake();
        final long woke = pair.now();
        assertTrue(pair.bridge(PREFERRED).gateOpen, "both forward now");
        pair.runToMove("close alternate", 1_100);
        pair.run(1);
        assertTrue(pair.since(woke) <= 1_003, () -> "both forwarded for " + pair.since(woke) + " ms");
        assertFalse(pair.bridge(ALTERNATE).gateOpen);
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertEquals(Cause.BOTH_FORWARDING, pair.state().lastFailover().orElseThrow().cause());

        pair.run(1_000);
        pair.forget();
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertEquals(List.of("announce preferred"), pair.moves(), "before, nobody could announce on its uplink");
    }

    @Test
    void aSleeperThatForwardsBeforeItReadsThatItMustCloseIsNoReasonToInterruptThePrimary() {
        replaceASleeperThatForwardsAgainBeforeItReads();
        final long woke = pair.now();
        while (pair.state().bridge(PREFERRED).signs().path().outward().receivedAt() < woke) {
            pair.run(1);
        }
        pair.run(20);
        pair.bridge(PREFERRED).moveOn();
        pair.run(10_000);
        assertFalse(pair.moves().contains("close alternate"), () -> pair.moves().toString());
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertEquals(1, pair.state().failovers());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void oneThatGoesOnForwardingWithoutReadingIsGivenTheRole() {
        replaceASleeperThatForwardsAgainBeforeItReads();
        pair.runToMove("close alternate", 2_200);
    }

    @Test
    void aBridgeThatForwardsBesideThePrimaryAndCanBeReachedIsClosedBeforeThePrimaryOpensAgain() {
        pair.bridge(PREFERRED).sleep();
        pair.runToMove("announce alternate", 2_000);
        pair.forget();
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).wake();
        pair.run(100);
        pair.bridge(PREFERRED).refusesToClose = false;
        pair.run(5_000);
        assertEquals("close alternate", pair.moves().getFirst(), () -> pair.moves().toString());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    /** The oldest probe that may still come through a bridge does so just now. */
    private void probeArrivesThrough(final Side side) {
        pair.step(arrival(side));
    }

    private Event arrival(final Side side) {
        final long number = pair.state().bridge(side).signs().path().outward().open().requests().getFirst().number();
        return new Event.PathProbeArrived(side.other(), PathDirection.OUTWARD, (int) number & 0xffff,
            Nonce.OUTWARD_PROBE.of(pair.state().life().seed(), side.other(), number));
    }

    /** The preferred bridge was replaced, can be reached again, and was told a moment ago to close its gate. */
    private void reconnectASleeper() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        pair.run(5_000);
        pair.forget();
        pair.bridge(PREFERRED).wake();
        pair.bridge(PREFERRED).stall();
        pair.connect(PREFERRED);
        assertEquals(List.of("close preferred"), pair.moves());
    }

    @Test
    void oneThatIsAboutToCloseIsToldAgainAndHasTheTimeOfAFence() {
        reconnectASleeper();
        probeArrivesThrough(PREFERRED);
        assertEquals(List.of("close preferred", "close preferred"), pair.moves(), "told again, at the same moment");
        final var told = pair.state();
        pair.run(49);
        probeArrivesThrough(PREFERRED);
        assertEquals(List.of("close preferred", "close preferred"), pair.moves(), "it has time to read that");
        assertEquals(told.primary(), pair.state().primary());
        pair.run(1);
        probeArrivesThrough(PREFERRED);
        assertEquals(List.of("close preferred", "close preferred", "close alternate", "close preferred"), pair.moves());
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertTrue(pair.log().contains(new Command.Record(Severity.CRITICAL, "both bridges forward: openflow:1 was"
            + " taken for dead and is not; the gate of openflow:2 is being closed")), () -> pair.log().toString());
    }

    @Test
    void itIsWaitedForAsLongAsAnyFence() {
        reconnectASleeper();
        probeArrivesThrough(PREFERRED);
        pair.run(50);
        probeArrivesThrough(PREFERRED);
        pair.run(49);
        assertEquals(GroupStatus.Code.FAILING_OVER, pair.status().code());
        probeArrivesThrough(PREFERRED);
        assertEquals(GroupStatus.Code.FAILING_OVER, pair.status().code(), "that is what is being mended");
        pair.run(1);
        assertTrue(pair.log().contains(new Command.Record(Severity.CRITICAL, "the role stays: openflow:1 did not"
            + " confirm that its gate is closed: no answer within 50 ms")), () -> pair.log().toString());
    }

    @Test
    void thePrimaryOpensAgainWhenTheOtherOneHasConfirmed() {
        reconnectASleeper();
        probeArrivesThrough(PREFERRED);
        pair.run(50);
        probeArrivesThrough(PREFERRED);
        pair.bridge(PREFERRED).moveOn();
        pair.runToMove("announce alternate", 10);
        assertEquals(Cause.BOTH_FORWARDING, pair.state().lastFailover().orElseThrow().cause());
        assertEquals("both bridges forwarded", pair.state().lastFailover().orElseThrow().detail());
        pair.run(5_000);
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertTrue(pair.bridge(ALTERNATE).gateOpen);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void onesOwnAnnouncementIsStoppedWhenTheOtherOneHasTheRole() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        final var found = FailoverMachine.step(pair.state(), arrival(PREFERRED), pair.now());
        assertTrue(found.commands().contains(new Command.StopAnnouncing(ALTERNATE)), () -> found.toString());
        assertEquals(Optional.of(PREFERRED), found.state().primary());
    }

    private static PairSimulation probedSeldom(final int heartbeatMillis) {
        final var group = PairSimulation.serving(SampleGroup.with(
            new HeartbeatConfiguration(heartbeatMillis, 3, 20), new PathProbeConfiguration(true, 30_000, 3)));
        group.bridge(PREFERRED).sleep();
        group.disconnect(PREFERRED);
        group.runToMove("announce alternate", 20);
        group.run(40_000);
        return group;
    }

    @Test
    void oneThatAnswersAgainIsProbedAtOnce() {
        final var group = probedSeldom(1000);
        group.forget();
        group.bridge(PREFERRED).wake();
        final long woke = group.now();
        group.runToMove("close alternate", 30_000);
        assertTrue(group.since(woke) <= 1_003, () -> group.since(woke) + " ms");
    }

    @Test
    void butNotWithEveryAnswer() {
        final var group = probedSeldom(10);
        group.bridge(PREFERRED).gateOpen = false;
        group.bridge(PREFERRED).wake();
        group.run(100);
        final long before = group.state().bridge(PREFERRED).signs().path().outward().sent();
        group.run(1_000);
        final long sent = group.state().bridge(PREFERRED).signs().path().outward().sent() - before;
        assertTrue(sent >= 10 && sent <= 20, () -> sent + " probes in a second");
    }

    @Test
    void theOneThatForwardsIsNotProbedWithEveryAnswer() {
        final long before = pair.state().bridge(PREFERRED).signs().path().outward().sent();
        pair.run(10_000);
        assertEquals(before + 10, pair.state().bridge(PREFERRED).signs().path().outward().sent());
    }

    @Test
    void anOperatorIsToldThatTheOldPrimaryForwardsAgainBeforeTheNewOneDoes() {
        final long request = pair.switchover();
        pair.run(1);
        pair.bridge(ALTERNATE).stall();
        pair.disconnect(PREFERRED);
        pair.bridge(PREFERRED).gateOpen = true;
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.connect(PREFERRED);
        pair.run(5);
        assertEquals(Optional.empty(), pair.reply(request));
        probeArrivesThrough(PREFERRED);
        assertEquals(Optional.of(Optional.of("openflow:1 forwards although it was taken for dead")),
            pair.reply(request));
    }
}
