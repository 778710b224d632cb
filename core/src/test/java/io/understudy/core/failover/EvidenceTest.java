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

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Path probes, upstream targets and the burst that confirms a suspicion, as timing diagrams in virtual time.
 */
final class EvidenceTest {
    private static final List<String> TAKEOVER = List.of("close preferred", "open alternate", "announce alternate");

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    @Test
    void aPrimaryThatForwardsIsNeverTakenForDeadAlthoughConnectionAndPeerLinkAreCut() {
        pair.setPeerLink(false);
        pair.disconnect(PREFERRED);
        pair.run(600_000);
        assertEquals(List.of(), pair.moves());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        assertFalse(pair.bridge(ALTERNATE).gateOpen);
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
    }

    @Test
    void oneThatForwardedWithoutConnectionAndPeerLinkIsReplacedWhenItDies() {
        pair.setPeerLink(false);
        pair.disconnect(PREFERRED);
        pair.run(60_000);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.runToMove("open alternate", 3_000);
        assertTrue(pair.since(died) <= 1_000 + 5 + 60 + 1, () -> pair.since(died) + " ms");
    }

    @Test
    void withoutAPathThatWorkedNobodyIsCertainAndNothingMoves() {
        pair.setPath(false);
        pair.run(60_000);
        assertTrue(pair.reasons().contains("do not come through openflow:1"), pair::reasons);
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(600_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void anOperatorWhoSwitchesTheProbesOffDecidesOnTheRest() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new PathProbeConfiguration(false, 1000, 3)));
        assertEquals("", group.reasons());
        group.bridge(PREFERRED).die();
        group.disconnect(PREFERRED);
        group.runToMove("announce alternate", 20);
    }

    @Test
    void aSecondaryThatReturnsAfterThePrimaryDiedTakesOverWhenItHasWaited() {
        pair.bridge(ALTERNATE).sleep();
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(10_000);
        pair.bridge(ALTERNATE).wake();
        pair.connect(ALTERNATE);
        final long returned = pair.now();
        pair.runToMove("announce alternate", 15_000);
        assertTrue(pair.since(returned) <= 10_000 + 10, () -> pair.since(returned) + " ms");
    }

    @Test
    void aMoveToASecondaryThatSleepsIsCountedAndEndsWhenItCanBeTold() {
        pair.bridge(ALTERNATE).sleep();
        pair.setUplink(PREFERRED, false);
        pair.run(1_100);
        assertEquals(1, pair.state().failovers());
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        pair.bridge(ALTERNATE).wake();
        pair.connect(ALTERNATE);
        pair.run(5_000);
        final var last = pair.state().lastFailover().orElseThrow();
        assertEquals(Cause.PORT_DOWN, last.cause());
        assertTrue(last.gateOpenAt().isPresent(), "the end of the outage is told");
        assertTrue(pair.bridge(ALTERNATE).gateOpen);
    }

    @Test
    void oneDirectionOfThePathIsEnoughToProveThatItForwards() {
        pair.setPeerLink(false);
        pair.disconnect(PREFERRED);
        pair.run(30_000);
        assertEquals(EvidenceState.UP,
            pair.state().bridge(PREFERRED).signs().path().state(PathProbeConfiguration.DEFAULT));
    }

    @Test
    void theDirectConnectionEndsFirstAndTheBurstDecides() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.directConnectionLost(PREFERRED);
        pair.runToMove("open alternate", 100);
        assertTrue(pair.since(died) <= 7, () -> pair.since(died) + " ms");
        assertEquals("close preferred", pair.moves().getFirst());
    }

    @Test
    void signsAgainstALivingBridgeMoveNothing() {
        for (int count = 0; count < 100; count++) {
            pair.directConnectionLost(PREFERRED);
            pair.setPeerCarrier(count % 2 != 0);
            pair.run(count);
        }
        assertEquals(List.of(), pair.moves());
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aPrimaryThatTellsThatItsPeerLinkIsLostLivesHoweverSlowlyItAnswers() {
        for (var first : Side.values()) {
            final var group = PairSimulation.serving(SampleGroup.DEFAULT);
            group.setPeerLink(false);
            group.bridge(ALTERNATE).peer = false;
            group.bridge(PREFERRED).peer = false;
            group.reportPorts(first);
            group.reportPorts(first.other());
            group.bridge(PREFERRED).sleep();
            group.run(40);
            group.bridge(PREFERRED).wake();
            group.run(5_000);
            assertEquals(List.of(), group.moves(), () -> first + " told it first");
        }
    }

    @Test
    void portsThatAreTakenFromElsewhereProveNoLife() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
    }

    @Test
    void aSecondaryThatJustReturnedDoesNotKnowWhetherItsLinksPassProbes() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        pair.run(2_000);
        pair.forget();
        // its links come up after it has connected, and the new primary is slow to answer just then
        pair.bridge(PREFERRED).wake();
        pair.setPath(false);
        pair.setPeerLink(false);
        pair.connect(PREFERRED);
        pair.run(50);
        pair.bridge(ALTERNATE).sleep();
        pair.setPeerCarrier(false);
        pair.run(60);
        pair.bridge(ALTERNATE).wake();
        pair.setPath(true);
        pair.setPeerLink(true);
        pair.setPeerCarrier(true);
        pair.run(5_000);
        assertFalse(pair.moves().contains("close alternate"), () -> pair.moves().toString());
    }

    @Test
    void silenceCountsOnlyIfTheSecondaryWasHeard() {
        // both sleep: the answers of the secondary are what is missing
        pair.bridge(ALTERNATE).sleep();
        pair.bridge(PREFERRED).sleep();
        pair.directConnectionLost(PREFERRED);
        pair.run(900);
        pair.bridge(PREFERRED).wake();
        pair.bridge(ALTERNATE).wake();
        pair.run(5_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void upstreamLostOnThePrimaryAloneMovesTheRole() {
        final var group = upstream(Policy.ANY, 1, 2);
        group.setUpstream(PREFERRED, false);
        final long lost = group.now();
        group.runToMove("announce alternate", 4_000);
        assertTrue(group.since(lost) <= 3_000 + 10, () -> group.since(lost) + " ms");
        assertEquals(TAKEOVER, group.moves(), "fenced first");
        assertEquals(Cause.UPSTREAM_LOST, group.state().lastFailover().orElseThrow().cause());
        assertTrue(group.state().lastFailover().orElseThrow().fencedAt().isPresent());
        group.run(600_000);
        assertFalse(group.moves().contains("open preferred"), "no failback onto a dead switch");
        assertTrue(group.reasons().contains("do not answer on the uplink of openflow:1"), group::reasons);
    }

    @Test
    void aTargetThatDiesForBothMovesNothing() {
        final var group = upstream(Policy.ANY, 1);
        for (int count = 0; count < 50; count++) {
            group.setTarget(SampleGroup.targets(1).iterator().next(), count % 2 != 0);
            group.run(4_000 + 37 * count);
        }
        assertEquals(List.of(), group.moves());
    }

    @Test
    void theNetworkThatDiesBehindBothMovesNothing() {
        final var group = upstream(Policy.ANY, 1, 2);
        group.setUpstream(PREFERRED, false);
        group.setUpstream(ALTERNATE, false);
        group.run(60_000);
        assertEquals(List.of(), group.moves());
        group.setUpstream(ALTERNATE, true);
        group.run(2_000);
        assertEquals(TAKEOVER, group.moves());
    }

    @Test
    void withAnyOneTargetIsEnoughAndWithAllItIsNot() {
        final var any = upstream(Policy.ANY, 1, 2);
        final var all = upstream(Policy.ALL, 1, 2);
        for (var group : List.of(any, all)) {
            group.setTarget(SampleGroup.targets(1).iterator().next(), false);
            group.run(10_000);
            assertEquals(List.of(), group.moves());
        }
        assertFalse(any.reasons().contains("upstream"), any::reasons);
        assertTrue(all.reasons().contains("upstream targets 192.0.2.1 do not answer"), all::reasons);
    }

    @Test
    void anUpstreamLossDoesNotMoveTheRoleFromABridgeThatDoesNotConfirmItsFence() {
        final var group = upstream(Policy.ANY, 1);
        group.bridge(PREFERRED).refusesToClose = true;
        group.setUpstream(PREFERRED, false);
        group.run(20_000);
        assertFalse(group.moves().contains("open alternate"));
        final long tries = group.moves().stream().filter("close preferred"::equals).count();
        assertTrue(tries <= 20, () -> "tried " + tries + " times in 20 s");
        assertTrue(group.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aSecondaryWithoutUpstreamStillReplacesADeadPrimary() {
        final var group = upstream(Policy.ANY, 1);
        group.setTarget(SampleGroup.targets(1).iterator().next(), false);
        group.run(10_000);
        group.bridge(PREFERRED).die();
        group.disconnect(PREFERRED);
        group.runToMove("announce alternate", 20);
    }

    private static PairSimulation upstream(final Policy policy, final int... targets) {
        return PairSimulation.serving(SampleGroup.with(
            new UpstreamConfiguration(SampleGroup.targets(targets), 1000, 3, policy)));
    }

    @Test
    void whatWasAnnouncedToNobodyIsAnnouncedAgainWhenTheWayIsOpen() {
        pair.run(5_000);
        pair.setPath(false);
        pair.switchover();
        pair.runToMove("announce alternate", 1_000);
        pair.run(3_000);
        pair.forget();
        pair.setPath(true);
        pair.run(2_000);
        assertEquals(List.of("announce alternate"), pair.moves());
    }

    @Test
    void soItIsWhenOnlyAnUpstreamTargetCanTell() {
        final var group = upstream(Policy.ANY, 1);
        group.setPath(false);
        group.setUpstream(PREFERRED, false);
        group.setUpstream(ALTERNATE, false);
        group.switchover();
        group.runToMove("announce alternate", 1_000);
        group.run(3_000);
        group.forget();
        group.setUpstream(ALTERNATE, true);
        group.run(2_000);
        assertEquals(List.of("announce alternate"), group.moves());
    }

    @Test
    void aWayThatIsBrokenAndMendedBetweenAnnouncementsIsNoReasonForOne() {
        pair.run(5_000);
        pair.setPath(false);
        pair.run(60_000);
        pair.setPath(true);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aPortThatIsUpAgainBeforeTheFenceWasConfirmedIsNoReasonToMove() {
        pair.setUplink(PREFERRED, false);
        pair.setUplink(PREFERRED, true);
        pair.run(60_000);
        assertEquals(List.of("close preferred", "open preferred", "announce preferred"), pair.moves());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aGateThatIsOpenedWhileItsBridgeIsReadIsNotTakenForClosed() {
        pair.run(5_000);
        pair.setUplink(PREFERRED, false);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(1);
        pair.forget();
        pair.bridge(PREFERRED).wake();
        pair.bridge(PREFERRED).uplink = true;
        pair.connect(PREFERRED);
        for (int millis = 0; millis < 5_000; millis++) {
            pair.run(1);
            assertFalse(pair.bridge(PREFERRED).gateOpen && pair.bridge(ALTERNATE).gateOpen, "both forward");
        }
        assertEquals("open preferred", pair.moves().getFirst(), "the reason to move was gone while it was read");
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }
}
