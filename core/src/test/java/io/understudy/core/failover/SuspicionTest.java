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

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which signs start a burst of checks against the primary, what the burst asks, and what ends it.
 */
final class SuspicionTest {
    private static final long SEED = 42;
    /** Longer than a burst after a hard sign lasts, ms. */
    private static final int BUSY = 20;

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private static long asked(final PairSimulation group) {
        return group.state().bridge(PREFERRED).heartbeat().sent();
    }

    private long asked() {
        return asked(pair);
    }

    /** What a step would command now. */
    private List<Command> commands(final Event event) {
        return FailoverMachine.step(pair.state(), event, pair.now()).commands();
    }

    private static long timeToTakeOver(final PairSimulation group, final long since) {
        group.runToMove("open alternate", 5_000);
        return group.now() - since;
    }

    @Test
    void theFirstRoundLeavesInTheStepThatTookTheSign() {
        final int sequence = pair.state().bridge(PREFERRED).heartbeat().sequence() + 1;
        final int outward = pair.state().bridge(PREFERRED).signs().path().outward().sequence() + 1;
        final int inward = pair.state().bridge(PREFERRED).signs().path().inward().sequence() + 1;
        final var step = FailoverMachine.step(pair.state(), new Event.DirectConnectionLost(PREFERRED), pair.now());
        final long token = pair.state().life().nextToken();
        assertEquals(List.of(
            new Command.SendHeartbeat(PREFERRED, sequence, Nonce.HEARTBEAT.of(SEED, PREFERRED, sequence)),
            new Command.SendPathProbe(PREFERRED, PathDirection.OUTWARD, outward,
                Nonce.OUTWARD_PROBE.of(SEED, ALTERNATE, outward)),
            new Command.SendPathProbe(PREFERRED, PathDirection.INWARD, inward,
                Nonce.INWARD_PROBE.of(SEED, ALTERNATE, inward)),
            new Command.SendBarrier(ALTERNATE, token), new Command.SendBarrier(PREFERRED, token + 1)),
            step.commands());
        final var asked = step.state().bridge(PREFERRED);
        assertEquals(sequence, asked.heartbeat().sequence(), "no number is used twice");
        assertEquals(outward, asked.signs().path().outward().sequence());
        assertEquals(inward, asked.signs().path().inward().sequence());
    }

    @Test
    void aBridgeThatCannotBeReachedIsNotAskedByABarrier() {
        final var step = FailoverMachine.step(pair.state(), new Event.ChannelDown(PREFERRED), pair.now());
        assertEquals(List.of(ALTERNATE), step.commands().stream().filter(Command.SendBarrier.class::isInstance)
            .map(command -> ((Command.SendBarrier) command).side()).toList());
    }

    @Test
    void theFirstAnswerEndsTheBurst() {
        final long before = asked();
        pair.directConnectionLost(PREFERRED);
        pair.run(50);
        assertEquals(before + 1, asked());
        assertEquals(0, pair.state().bridge(PREFERRED).heartbeat().misses());
        assertFalse(pair.state().isUrgent());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void anAnswerToARequestOfBeforeDoesNotEndIt() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        final int before = pair.state().bridge(PREFERRED).heartbeat().sequence();
        pair.directConnectionLost(PREFERRED);
        pair.run(1);
        pair.step(new Event.HeartbeatAnswered(PREFERRED, before, Nonce.HEARTBEAT.of(SEED, PREFERRED, before)));
        assertTrue(timeToTakeOver(pair, died) <= 10_000_000, "it was answered before the bridge died");
    }

    @Test
    void whatTheSecondaryAnswersDoesNotEndIt() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.directConnectionLost(PREFERRED);
        pair.run(1);
        final int sequence = pair.state().bridge(ALTERNATE).heartbeat().sequence();
        pair.step(new Event.HeartbeatAnswered(ALTERNATE, sequence, Nonce.HEARTBEAT.of(SEED, ALTERNATE, sequence)));
        assertTrue(timeToTakeOver(pair, died) <= 10_000_000);
    }

    @Test
    void furtherSignsDoNotPostponeTheDecision() {
        final var once = PairSimulation.serving(SampleGroup.DEFAULT);
        once.bridge(PREFERRED).die();
        final long died = once.now();
        once.directConnectionLost(PREFERRED);

        pair.bridge(PREFERRED).die();
        for (int count = 0; count < 3; count++) {
            pair.directConnectionLost(PREFERRED);
            pair.run(1);
        }
        assertEquals(timeToTakeOver(once, died), timeToTakeOver(pair, died));
    }

    @Test
    void aHardSignSpeedsUpWhatAMissBegan() {
        pair.bridge(PREFERRED).die();
        while (!pair.state().confirmation().active()) {
            pair.run(1);
        }
        assertFalse(pair.state().confirmation().hard());
        final long told = pair.now();
        pair.disconnect(PREFERRED);
        assertTrue(pair.state().confirmation().hard());
        assertTrue(timeToTakeOver(pair, told) <= 10_000_000);
    }

    /** The burst that has begun waits as long as after a miss, so who is only busy keeps the role. */
    private void wakesInTime() {
        assertFalse(pair.state().confirmation().hard());
        pair.run(BUSY);
        pair.bridge(PREFERRED).wake();
        pair.run(1000);
        assertEquals(List.of(), pair.moves(), "it lives, and is busy just now");
    }

    @Test
    void whoseConnectionIsGivenUpHasAsMuchTimeAsWhoMissed() {
        pair.bridge(PREFERRED).sleep();
        pair.step(new Event.DirectConnectionGivenUp(PREFERRED));
        wakesInTime();
    }

    @Test
    void theEndOfTheOtherConnectionSaysNoMoreThen() {
        pair.step(new Event.DirectConnectionGivenUp(PREFERRED));
        pair.run(1000);
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        wakesInTime();
    }

    @Test
    void onceItHasConnectedAnewItSaysMuchAgain() {
        pair.step(new Event.DirectConnectionGivenUp(PREFERRED));
        pair.disconnect(PREFERRED);
        pair.run(100);
        pair.connect(PREFERRED);
        pair.run(100);
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.disconnect(PREFERRED);
        assertTrue(pair.state().confirmation().hard());
        assertTrue(timeToTakeOver(pair, died) <= 10_000_000);
    }

    @Test
    void theDirectConnectionSpeaksForWhoseOtherOneEnded() {
        pair.step(new Event.DirectConnectionMade(PREFERRED));
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        wakesInTime();
    }

    @Test
    void whenBothEndItIsAHardSignInEitherOrder() {
        for (int order = 0; order < 2; order++) {
            final var group = PairSimulation.serving(SampleGroup.DEFAULT);
            group.step(new Event.DirectConnectionGivenUp(PREFERRED));
            group.run(100);
            group.step(new Event.DirectConnectionMade(PREFERRED));
            group.bridge(PREFERRED).die();
            final long died = group.now();
            if (order == 0) {
                group.disconnect(PREFERRED);
            }
            group.directConnectionLost(PREFERRED);
            if (order == 1) {
                group.disconnect(PREFERRED);
            }
            assertTrue(group.state().confirmation().hard());
            assertTrue(timeToTakeOver(group, died) <= 10_000_000);
        }
    }

    @Test
    void whoIsSilentBecauseItDiedIsFoundByThatSign() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.step(new Event.DirectConnectionGivenUp(PREFERRED));
        assertTrue(timeToTakeOver(pair, died) <= 200_000_000, "before the next heartbeat is even due");
    }

    @Test
    void theSilenceOfTheSecondaryMakesTheBurstWorthless() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        pair.run(2);
        pair.step(new Event.DirectConnectionGivenUp(ALTERNATE));
        assertFalse(pair.state().isUrgent());
    }

    @Test
    void theEndOfTheSecondarysDirectConnectionMakesTheBurstWorthless() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        pair.run(2);
        pair.directConnectionLost(ALTERNATE);
        pair.run(20);
        assertEquals(List.of(), pair.moves(), "answers may have gone with it");
        pair.runToMove("open alternate", 2_000);
    }

    @Test
    void aSecondaryThatIsLostMeanwhileEndsTheBurst() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        assertTrue(pair.state().isUrgent());
        pair.disconnect(ALTERNATE);
        assertFalse(pair.state().isUrgent());
    }

    @Test
    void aSecondaryThatCannotBeAskedEndsTheBurst() {
        for (int barrier = 0; barrier < 2; barrier++) {
            final var group = PairSimulation.serving(SampleGroup.DEFAULT);
            group.bridge(PREFERRED).die();
            group.directConnectionLost(PREFERRED);
            if (barrier == 1) {
                while (group.state().confirmation().barriers().readToken() == 0) {
                    group.run(1);
                }
            }
            final var burst = group.state().confirmation();
            group.step(new Event.CommandFailed(ALTERNATE,
                barrier == 0 ? burst.barriers().sentToken() : burst.barriers().readToken(), "connection lost"));
            assertFalse(group.state().isUrgent());
            assertEquals(List.of(), group.moves());
        }
    }

    @Test
    void thePrimarysFailureToAnswerABarrierDoesNotEndIt() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        final long token = pair.state().confirmation().barriers().primaryToken();
        pair.step(new Event.CommandFailed(PREFERRED, token, "connection lost"));
        assertTrue(pair.state().isUrgent());
        pair.runToMove("open alternate", 20);
    }

    @Test
    void anotherCommandThatFailsMeanwhileIsHeard() {
        pair.setPeerLink(false);
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.directConnectionLost(PREFERRED);
        final long request = pair.switchover();
        assertTrue(pair.state().confirmation().active());
        pair.run(1);
        assertTrue(pair.reply(request).orElseThrow().orElseThrow().contains("table full"));
    }

    @Test
    void theSecondarysPeerPortIsASignAgainstThePrimary() {
        pair.bridge(PREFERRED).die();
        final long died = pair.now();
        pair.bridge(ALTERNATE).peer = false;
        pair.reportPorts(ALTERNATE);
        assertTrue(timeToTakeOver(pair, died) <= 10_000_000, "its host is off, and so is the link to it");
    }

    @Test
    void thatIsNoSignIfThePrimaryHasToldOfTheLossItself() {
        pair.setPeerLink(false);
        pair.bridge(PREFERRED).peer = false;
        pair.reportPorts(PREFERRED);
        pair.run(500);
        final long before = asked();
        pair.bridge(ALTERNATE).peer = false;
        pair.reportPorts(ALTERNATE);
        assertEquals(before, asked());
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void aPeerPortThatStaysDownIsNoNewSign() {
        pair.setPeerCarrier(false);
        pair.run(500);
        final long before = asked();
        pair.reportPorts(ALTERNATE);
        pair.reportPorts(PREFERRED);
        assertEquals(before, asked());
    }

    @Test
    void thePrimarysPeerPortIsNoSignAgainstTheSecondary() {
        pair.bridge(PREFERRED).peer = false;
        assertFalse(commands(new Event.PortsObserved(PREFERRED, pair.bridge(PREFERRED).ports(), Optional.empty()))
            .stream().anyMatch(command -> command instanceof Command.SendHeartbeat heartbeat
                && heartbeat.target() == ALTERNATE));
        assertEquals(Moment.NONE, pair.state().bridge(ALTERNATE).suspectedAt());
    }

    @Test
    void thatAPrimaryWithoutUplinkToldOfItsPeerLinkDoesNotKeepItAlive() {
        pair.step(new Event.PortsObserved(PREFERRED, new Ports(EvidenceState.DOWN, ImmutableList.of(EvidenceState.UP),
            EvidenceState.DOWN), Optional.empty()));
        pair.bridge(PREFERRED).die();
        assertTrue(timeToTakeOver(pair, pair.now()) <= 10_000_000, "not only after the time for its fence");
    }

    @Test
    void aLostProbeIsNoSignWhileTheBridgeAnswersHeartbeats() {
        final long before = asked();
        pair.setPath(false);
        pair.run(10_000);
        assertEquals(before + 10, asked());
    }

    private static PairSimulation slowHeartbeats() {
        final var group = PairSimulation.serving(SampleGroup.with(new HeartbeatConfiguration(10_000, 3, 20),
            new PathProbeConfiguration(true, 1000, 3)));
        group.setPeerLink(false);
        group.disconnect(PREFERRED);
        group.run(60_000);
        assertEquals(EvidenceState.DOWN, group.state().heartbeat(PREFERRED));
        return group;
    }

    @Test
    void whereOnlyTheProbesTellThatItForwardsALostOneIsASign() {
        final var group = slowHeartbeats();
        group.bridge(PREFERRED).die();
        assertTrue(timeToTakeOver(group, group.now()) < 1_500_000_000);
    }

    @Test
    void aProbeThatArrivesIsNoSign() {
        final var group = slowHeartbeats();
        final long before = asked(group);
        group.run(10_000);
        assertEquals(before + 1 + Confirmation.ROUNDS, asked(group), "a heartbeat, and the burst after its miss");
    }

    @Test
    void aBridgeThatAnswersTheControllerWhileProbesAreLostIsNotProvedDeadByThemLater() {
        pair.setPath(false);
        pair.setPeerLink(false);
        pair.run(10_000);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void noBurstIsBegunAgainstASecondary() {
        final long before = pair.state().bridge(ALTERNATE).heartbeat().sent();
        pair.directConnectionLost(ALTERNATE);
        assertEquals(before, pair.state().bridge(ALTERNATE).heartbeat().sent());
        assertFalse(pair.state().isUrgent());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }
}
