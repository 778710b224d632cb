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
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers that are repeated, forged or late, as timing diagrams in virtual time.
 */
final class FreshnessTest {
    private static final long SEED = 42;
    private static final int CAPTURED = 6;
    private static final InetAddress TARGET = SampleGroup.targets(1).iterator().next();

    private final PairSimulation pair = watched();

    private static PairSimulation watched() {
        return PairSimulation.serving(SampleGroup.with(new UpstreamConfiguration(SampleGroup.targets(1), 1000, 3,
            Policy.ANY)));
    }

    private static Event probe(final Side sender, final PathDirection direction, final int number) {
        return new Event.PathProbeArrived(sender, direction, number, Nonce.of(direction).of(SEED, sender, number));
    }

    private static Event heartbeat(final Side side, final int number) {
        return new Event.HeartbeatAnswered(side, number, Nonce.HEARTBEAT.of(SEED, side, number));
    }

    private static int lastProbe(final PairSimulation group, final PathDirection direction) {
        return (int) group.state().bridge(PREFERRED).signs().path().monitor(direction).sent();
    }

    private static int lastHeartbeat(final PairSimulation group, final Side side) {
        return (int) group.state().bridge(side).heartbeat().sent();
    }

    /** What somebody has seen pass: the last answers of every kind to the secondary's questions. */
    private static List<Event> captured(final PairSimulation group) {
        final var events = new ArrayList<Event>();
        for (var direction : PathDirection.values()) {
            final int last = lastProbe(group, direction);
            IntStream.range(0, CAPTURED).forEach(age -> events.add(probe(ALTERNATE, direction, last - age)));
        }
        final int last = lastHeartbeat(group, PREFERRED);
        IntStream.range(0, CAPTURED).forEach(age -> events.add(heartbeat(PREFERRED, last - age)));
        return events;
    }

    /** Lets time pass while all that is repeated, one after the other, every 10 ms. */
    private static long repeatUntil(final PairSimulation group, final List<Event> events, final String move) {
        final long begun = group.now();
        for (int count = 0; count < 1_000 && !group.moves().contains(move); count++) {
            group.step(events.get(count % events.size()));
            group.run(10);
        }
        assertTrue(group.moves().contains(move), () -> "no '" + move + "', but " + group.moves() + group.log());
        return group.now() - begun;
    }

    @Test
    void answersThatAreRepeatedDoNotDelayATakeover() {
        final var undisturbed = watched();
        undisturbed.bridge(PREFERRED).die();
        undisturbed.disconnect(PREFERRED);
        final long alone = repeatUntil(undisturbed, List.of(new Event.HostsWritten(ALTERNATE)), "announce alternate");

        final var events = captured(pair);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        assertEquals(alone, repeatUntil(pair, events, "announce alternate"));
    }

    @Test
    void repeatedProbesDoNotMakeTheNewPrimaryYield() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 100);
        pair.forget();
        final var events = captured(pair);
        pair.run(5_000);
        for (var event : events) {
            pair.step(event);
            pair.run(10);
        }
        assertFalse(pair.moves().contains("close alternate"), () -> pair.moves().toString());
        assertEquals(Optional.of(ALTERNATE), pair.state().primary());
    }

    private void assertNoEvidence(final String what, final Event event) {
        assertFalse(pair.state().isFresh(event), what);
        assertNothingChanges(what, event);
    }

    private void assertNothingChanges(final String what, final Event event) {
        final var step = FailoverMachine.step(pair.state(), event, pair.now());
        assertEquals(pair.state(), step.state(), what);
        assertEquals(List.of(), step.commands(), what);
    }

    /** Every kind is asked, and nobody has answered yet. */
    private void askAll() {
        final long before = lastHeartbeat(pair, PREFERRED);
        pair.directConnectionLost(PREFERRED);
        assertEquals(before + 1, lastHeartbeat(pair, PREFERRED));
    }

    @ParameterizedTest
    @EnumSource
    void aProbeCountsOnceAndOnlyWithItsOwnNonceOnItsOwnWay(final PathDirection direction) {
        final var other = direction == PathDirection.OUTWARD ? PathDirection.INWARD : PathDirection.OUTWARD;
        askAll();
        final int number = lastProbe(pair, direction);
        final long nonce = Nonce.of(direction).of(SEED, ALTERNATE, number);
        assertNoEvidence("forged", new Event.PathProbeArrived(ALTERNATE, direction, number, nonce ^ 1));
        assertNoEvidence("with the nonce of the one before", new Event.PathProbeArrived(ALTERNATE, direction, number,
            Nonce.of(direction).of(SEED, ALTERNATE, number - 1)));
        assertNoEvidence("the other way", new Event.PathProbeArrived(ALTERNATE, other, number, nonce));
        assertNoEvidence("at the other bridge", new Event.PathProbeArrived(PREFERRED, direction, number, nonce));
        assertNoEvidence("of another life", new Event.PathProbeArrived(ALTERNATE, direction, number,
            Nonce.of(direction).of(SEED + 1, ALTERNATE, number)));
        assertNoEvidence("not sent yet", probe(ALTERNATE, direction, number + 1));
        assertNoEvidence("answered before", probe(ALTERNATE, direction, number - 1));
        final long received = pair.state().bridge(PREFERRED).signs().path().monitor(direction).received();
        pair.step(probe(ALTERNATE, direction, number));
        assertEquals(received + 1, pair.state().bridge(PREFERRED).signs().path().monitor(direction).received());
        assertNoEvidence("again", probe(ALTERNATE, direction, number));
    }

    @Test
    void aHeartbeatReplyCountsOnceAndOnlyWithItsOwnNonce() {
        askAll();
        final int number = lastHeartbeat(pair, PREFERRED);
        final long nonce = Nonce.HEARTBEAT.of(SEED, PREFERRED, number);
        assertNoEvidence("forged", new Event.HeartbeatAnswered(PREFERRED, number, nonce ^ 1));
        assertNoEvidence("from the other bridge", new Event.HeartbeatAnswered(ALTERNATE, number, nonce));
        assertNoEvidence("not sent yet", heartbeat(PREFERRED, number + 1));
        assertNoEvidence("answered before", heartbeat(PREFERRED, number - 1));
        pair.step(heartbeat(PREFERRED, number));
        assertFalse(pair.state().isUrgent(), "it ends the burst");
        assertNoEvidence("again", heartbeat(PREFERRED, number));
    }

    @Test
    void anUpstreamAnswerCountsOncePerQuestionAndOnlyFromTheTarget() {
        pair.run(10);
        assertNoEvidence("not asked", new Event.UpstreamAnswered(PREFERRED, TARGET));
        pair.setTarget(TARGET, false);
        pair.run(1_000);
        assertNoEvidence("no target", new Event.UpstreamAnswered(PREFERRED, SampleGroup.targets(2).iterator().next()));
        pair.step(new Event.UpstreamAnswered(PREFERRED, TARGET));
        assertNoEvidence("again", new Event.UpstreamAnswered(PREFERRED, TARGET));
        assertTrue(pair.state().isFresh(new Event.UpstreamAnswered(ALTERNATE, TARGET)), "the other one has asked, too");
    }

    @Test
    void aBarrierOfTheBurstIsAnsweredOnlyByTheBridgeThatWasAsked() {
        pair.bridge(PREFERRED).sleep();
        askAll();
        final var burst = pair.state().confirmation();
        assertNothingChanges("the primary does not speak for the secondary",
            new Event.BarrierAnswered(PREFERRED, burst.barriers().sentToken()));
        assertNothingChanges("nor the secondary for the primary",
            new Event.BarrierAnswered(ALTERNATE, burst.barriers().primaryToken()));
    }

    @Test
    void aFirstAnswerToAMissedRequestClearsTheMissesAndOneToALostRequestDoesNot() {
        final var plain = PairSimulation.serving(SampleGroup.with(new HeartbeatConfiguration(1000, 3, 0)));
        plain.setPeerLink(false);
        while (plain.state().bridge(PREFERRED).heartbeat().misses() < 2) {
            plain.run(10);
        }
        final int missed = lastHeartbeat(plain, PREFERRED) - 1;
        plain.step(heartbeat(PREFERRED, missed));
        assertEquals(0, plain.state().bridge(PREFERRED).heartbeat().misses());

        while (plain.state().heartbeat(PREFERRED) != EvidenceState.DOWN) {
            plain.run(10);
        }
        final int lost = lastHeartbeat(plain, PREFERRED);
        plain.step(heartbeat(PREFERRED, lost));
        assertEquals(EvidenceState.DOWN, plain.state().heartbeat(PREFERRED));
        plain.run(1_000);
        plain.step(heartbeat(PREFERRED, lost + 1));
        assertEquals(EvidenceState.UP, plain.state().heartbeat(PREFERRED), "but one to what is asked after that");
    }
}
