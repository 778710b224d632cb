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

import io.understudy.core.evidence.Inquiry;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens when a bridge, a link or a connection is lost, as timing diagrams in virtual time.
 */
final class FailoverMachineTest {
    private static final List<String> TAKEOVER = List.of("close preferred", "open alternate", "announce alternate");
    private static final String FENCED_RETURN = "close preferred";
    /** For the barrier that tells that all answers were read, ms. */
    private static final int ROUND_TRIP = 1;
    /** Three checks that follow a hard sign, 2 ms apart, and that barrier. */
    private static final int QUICK_BURST = 3 * 2 + ROUND_TRIP;

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    @ParameterizedTest(name = "interval {0} ms, multiplier {1}, dies {2} ms after the grid")
    @CsvSource({"1000, 3, 0", "1000, 3, 2", "1000, 3, 499", "1000, 3, 501", "1000, 3, 999",
        "100, 3, 2", "100, 2, 50", "10, 3, 2", "10, 10, 7", "5000, 2, 2"})
    void aSilentDeathIsFoundOneBurstAfterTheFirstMiss(final int interval, final int multiplier, final int phase) {
        final var group = PairSimulation.serving(
            SampleGroup.with(new HeartbeatConfiguration(interval, multiplier, 20)));
        group.run(phase);
        group.bridge(PREFERRED).die();
        final long died = group.now();

        group.runToMove("open alternate", (multiplier + 2L) * interval + 200);

        final double burst = 3.0 * 20;
        final double bound = interval + 5 + burst + ROUND_TRIP;
        assertTrue(group.since(died) <= bound, () -> "took " + group.since(died) + " ms, allowed are " + bound);
        assertTrue(group.since(died) > burst, "and three checks were waited for");
        group.run(5);
        assertEquals(TAKEOVER, group.moves(), "told to close before the other opens");
        assertEquals(Optional.of(ALTERNATE), group.state().primary());
        assertEquals(Cause.BRIDGE_LOST, group.state().lastFailover().orElseThrow().cause());
    }

    @ParameterizedTest(name = "interval {0} ms, multiplier {1}, dies {2} ms after the grid")
    @CsvSource({"1000, 3, 0", "1000, 3, 2", "1000, 3, 499", "1000, 3, 501", "1000, 3, 999",
        "100, 3, 2", "100, 2, 50", "10, 3, 2", "10, 10, 7", "5000, 2, 2"})
    void withoutConfirmationThePlainMissesDecide(final int interval, final int multiplier, final int phase) {
        final var group = PairSimulation.serving(SampleGroup.with(new HeartbeatConfiguration(interval, multiplier, 0),
            new PathProbeConfiguration(false, 1000, 3)));
        group.run(phase);
        group.bridge(PREFERRED).die();
        final long died = group.now();

        group.runToMove("open alternate", (multiplier + 2L) * interval + 200);

        final double bound = (multiplier + 0.5) * interval + ROUND_TRIP + 100;
        assertTrue(group.since(died) <= bound + 1, () -> "took " + group.since(died) + " ms, allowed are " + bound);
        assertTrue(group.since(died) > (multiplier - 1.0) * interval, "and it was not hasty");
    }

    @Test
    void aDeadBridgeWhoseConnectionBreaksIsReplacedAfterAQuickBurst() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.disconnect(PREFERRED);

        pair.runToMove("open alternate", 4_000);

        assertTrue(pair.since(died) <= QUICK_BURST, () -> pair.since(died) + " ms");
        pair.run(5);
        assertEquals(List.of("open alternate", "announce alternate"), pair.moves());
        assertTrue(pair.reasons().contains("openflow:1 is not connected"), pair::reasons);
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
    }

    @Test
    void aFailoverTellsHowLongEachOfItsPhasesTook() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(10_000);
        final var last = pair.state().lastFailover().orElseThrow();
        assertTrue(last.suspectedAt() < last.detectedAt(), "the connection was lost first");
        assertEquals(1_000_000, last.gateOpenAt().orElseThrow() - last.detectedAt());
        assertEquals(last.gateOpenAt(), last.firstAnnouncementAt());
        assertEquals(800_000_000, last.lastAnnouncementAt().orElseThrow() - last.gateOpenAt().orElseThrow());
        assertEquals(3, last.hostsAnnounced());
        pair.step(new Event.AnnouncementSeen(ALTERNATE, 1));
        assertEquals(2, pair.state().lastFailover().orElseThrow().hostsAnnounced());
        assertTrue(last.fencedAt().isEmpty(), "it could not be reached");
        assertEquals(1, pair.state().failovers());
    }

    @Test
    void aLostConnectionAloneMovesNothing() {
        pair.disconnect(PREFERRED);
        pair.run(600_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        assertTrue(pair.reasons().contains("answers heartbeats: it goes on without control"), pair::reasons);
        assertTrue(pair.bridge(PREFERRED).gateOpen);

        pair.connect(PREFERRED);
        pair.run(3_000);
        assertEquals(List.of("announce preferred"), pair.moves(), "it is taken back as it is");
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aBrokenPeerLinkMovesNothing() {
        pair.setPeerLink(false);
        pair.run(600_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        assertTrue(pair.reasons().contains("the peer link is broken"), pair::reasons);
        assertEquals(Optional.of(Verdict.PEER_LINK_BROKEN), pair.state().judgement().map(Judgement::verdict));

        pair.setPeerLink(true);
        pair.run(3_000);
        assertEquals(Optional.of(Verdict.KEEP), pair.state().judgement().map(Judgement::verdict));
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertEquals("", pair.reasons());
    }

    @Test
    void aBridgeThatDiesBehindABrokenPeerLinkIsFoundByTheNextInquiry() {
        pair.setPeerLink(false);
        pair.run(60_000);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.runToMove("open alternate", 3_000);
        assertTrue(pair.since(died) <= 1_102, () -> pair.since(died) + " ms");
        pair.run(5);
        assertEquals(TAKEOVER, pair.moves());
    }

    @Test
    void oneLateAnswerToAnInquiryIsEnough() {
        pair.setPeerLink(false);
        pair.run(3_400);
        pair.bridge(PREFERRED).sleep();
        pair.run(90);
        pair.bridge(PREFERRED).wake();
        pair.run(5_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aDeadSecondaryIsReportedAndMovesNothing() {
        pair.bridge(ALTERNATE).die();
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        assertTrue(pair.reasons().contains("openflow:2 has not answered"), pair::reasons);
    }

    @Test
    void whenNothingIsReachableWhatForwardsGoesOn() {
        pair.disconnect(PREFERRED);
        pair.disconnect(ALTERNATE);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
        assertTrue(pair.bridge(PREFERRED).gateOpen);

        pair.connect(ALTERNATE);
        pair.run(20_000);
        assertFalse(pair.moves().contains("open alternate"), "the first one still answers heartbeats");
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostLinkFencesFirstAndThenOpens(final boolean uplink) {
        final long lost = pair.now();
        if (uplink) {
            pair.setUplink(PREFERRED, false);
        } else {
            pair.setTrunk(PREFERRED, false);
        }
        assertEquals(List.of("close preferred"), pair.moves(), "the other gate waits for the confirmation");
        pair.runToMove("announce alternate", 20);
        assertEquals(TAKEOVER, pair.moves());
        assertTrue(pair.since(lost) <= 2.1, () -> pair.since(lost) + " ms: two round trips");
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertEquals(Cause.PORT_DOWN, pair.state().lastFailover().orElseThrow().cause());
        assertTrue(pair.state().lastFailover().orElseThrow().fencedAt().isPresent());
    }

    @Test
    void aLostLinkOfABridgeThatDoesNotAnswerOpensWhenItIsProvedDead() {
        final long lost = pair.now();
        pair.setUplink(PREFERRED, false);
        pair.bridge(PREFERRED).sleep();
        pair.runToMove("open alternate", 1_000);
        assertTrue(pair.since(lost) <= QUICK_BURST, "it was proved dead");
        pair.run(5);
        assertEquals(TAKEOVER, pair.moves());
    }

    @Test
    void aLostLinkOfABridgeThatDoesNotConfirmButAnswersOpensAfterTheBound() {
        pair.bridge(PREFERRED).refusesToClose = true;
        final long lost = pair.now();
        pair.setUplink(PREFERRED, false);
        pair.runToMove("open alternate", 1_000);
        assertEquals(50, pair.since(lost));
    }

    @Test
    void aBridgeThroughWhichFramesPassIsNotOverruledWhateverItsPortsSay() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).uplink = false;
        pair.reportPorts(PREFERRED);
        pair.bridge(PREFERRED).uplink = true;
        pair.run(10_000);
        assertFalse(pair.moves().contains("open alternate"), () -> pair.moves().toString());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aLostLinkOfABridgeThatDisconnectsOpensWhenNothingPassesThroughIt() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.setUplink(PREFERRED, false);
        pair.disconnect(PREFERRED);
        pair.run(QUICK_BURST + 1);
        assertEquals(TAKEOVER, pair.moves());
    }

    @Test
    void aLinkThatBothHaveLostMovesNothing() {
        pair.setUplink(ALTERNATE, false);
        pair.setUplink(PREFERRED, false);
        pair.run(10_000);
        assertEquals(List.of(), pair.moves());
        assertTrue(pair.reasons().contains("uplink 'uplink' of openflow:1 is down"), pair::reasons);

        pair.setUplink(ALTERNATE, true);
        pair.run(5);
        assertEquals(TAKEOVER, pair.moves(), "the first that can carry traffic gets the role");
    }

    @Test
    void aReturnedBridgeIsFencedBeforeAnythingElse() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.run(5_000);
        assertEquals(Optional.of(ALTERNATE), pair.state().primary());
        assertTrue(pair.bridge(PREFERRED).gateOpen, "it slept with its gate open");
        pair.forget();

        pair.bridge(PREFERRED).wake();
        final long returned = pair.now();
        pair.connect(PREFERRED);
        assertEquals(List.of(FENCED_RETURN), pair.moves());
        assertEquals(Gate.CLOSING, pair.state().bridge(PREFERRED).gate());
        assertEquals(Channel.READING, pair.state().bridge(PREFERRED).channel());
        pair.runToMove("announce alternate", 20);
        assertTrue(pair.since(returned) <= 1, "it may have drawn the switches' tables to itself");
        assertFalse(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aSleeperIsFencedByTheCommandThatWaitedForIt() {
        pair.bridge(PREFERRED).sleep();
        pair.run(5_000);
        assertEquals(TAKEOVER, pair.moves().subList(0, 3));
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        pair.bridge(PREFERRED).wake();
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aPrimaryThatComesBackWithoutItsFlowsHandsOver() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(2);
        pair.bridge(PREFERRED).wake();
        pair.connect(PREFERRED);
        pair.run(10);
        assertEquals(List.of("open alternate", "announce alternate"), pair.moves(),
            "it restarted within the detection time, its flows are gone");
    }

    @Test
    void aPrimaryThatComesBackWithoutItsFlowsServesAgainIfItIsTheOnlyOne() {
        pair.bridge(ALTERNATE).die();
        pair.disconnect(ALTERNATE);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(60_000);
        pair.bridge(PREFERRED).wake();
        pair.connect(PREFERRED);
        pair.run(20_000);
        assertEquals(List.of("open preferred", "announce preferred"), pair.moves());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
    }

    @Test
    void aPrimaryIsNotOpenedAgainBesideOneThatMayForward() {
        pair.switchover();
        pair.runToOpenGate(ALTERNATE);
        pair.disconnect(ALTERNATE);
        pair.run(30_000);
        assertEquals(List.of("close preferred", "open alternate"), pair.moves());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
    }

    @Test
    void aLinkThatWasDownWhenTheConnectionWasLostMayBeUpAgain() {
        pair.maintenance(ALTERNATE, true);
        pair.setUplink(PREFERRED, false);
        pair.disconnect(PREFERRED);
        pair.bridge(PREFERRED).uplink = true;
        pair.maintenance(ALTERNATE, false);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves(), "it answers heartbeats and may forward");
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void anInquiryThatMattersNoMoreDoesNotSpinTheTimer() {
        pair.setPeerLink(false);
        pair.run(5_000);
        assertEquals(Inquiry.Answer.ANSWERED, pair.state().bridge(PREFERRED).inquiry().answer());
        pair.disconnect(ALTERNATE);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aLongPauseOfOurOwnMovesNothing() {
        // nothing is heard or sent for ten seconds, then all that is due comes at once
        final var late = new long[1];
        final var group = new PairSimulation(SampleGroup.DEFAULT, 1, () -> late[0]);
        group.connect(PREFERRED);
        group.connect(ALTERNATE);
        group.run(5_000);
        group.forget();
        for (int pause = 0; pause < 5; pause++) {
            late[0] = 10_000_000_000L;
            group.run(10_100);
            late[0] = 0;
            group.run(5_000);
        }
        assertEquals(List.of(), group.moves());
        assertTrue(group.state().punctuality().lateTicks() > 0);
        assertTrue(group.state().punctuality().maxLateness() >= 10_000_000_000L);
    }

    @Test
    void answersToSomebodyElsesHeartbeatsProveNothing() {
        pair.bridge(PREFERRED).die();
        for (int count = 0; count < 40; count++) {
            pair.step(new Event.HeartbeatAnswered(PREFERRED, count, 4711L));
            pair.run(100);
        }
        assertEquals(TAKEOVER, pair.moves().subList(0, 3));
    }

    @Test
    void answersToSupersededCommandsAreIgnored() {
        final var before = pair.state();
        pair.step(new Event.GateChanged(ALTERNATE, 1, true));
        pair.step(new Event.FlowsRead(ALTERNATE, 1, true));
        pair.step(new Event.Programmed(ALTERNATE, 1));
        pair.step(new Event.BarrierAnswered(PREFERRED, 1));
        pair.step(new Event.CommandFailed(PREFERRED, 1, "old"));
        assertEquals(before, pair.state());
        assertEquals(List.of(), pair.moves());
    }
}
