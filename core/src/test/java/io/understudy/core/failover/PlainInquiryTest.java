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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where misses are not confirmed by a burst, a connected primary is asked by a barrier when its heartbeats are lost.
 */
final class PlainInquiryTest {
    private static final long MILLI = 1_000_000;
    private static final HeartbeatConfiguration PLAIN = new HeartbeatConfiguration(1000, 3, 0);

    private final PairSimulation probed = PairSimulation.serving(SampleGroup.with(PLAIN));
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.with(PLAIN,
        new PathProbeConfiguration(false, 1000, 3)));

    private Inquiry inquiry() {
        return pair.state().bridge(PREFERRED).inquiry();
    }

    private void runUntil(final Inquiry.Answer answer) {
        final long begun = pair.now();
        while (inquiry().answer() != answer) {
            pair.run(1);
            assertTrue(pair.since(begun) < 10_000, "never " + answer);
        }
    }

    @Test
    void aPrimaryThatAnswersIsAskedAgainEveryInterval() {
        pair.setPeerLink(false);
        for (int count = 0; count < 5; count++) {
            runUntil(Inquiry.Answer.PENDING);
            final long asked = pair.now();
            assertEquals(asked, inquiry().at());
            runUntil(Inquiry.Answer.ANSWERED);
            assertEquals(1, pair.since(asked));
            assertEquals(pair.now(), inquiry().at());
            pair.run(999);
            assertEquals(Inquiry.Answer.ANSWERED, inquiry().answer());
            pair.run(1);
            assertEquals(Inquiry.Answer.PENDING, inquiry().answer(), "an old answer proves nothing");
        }
        pair.run(1);
        assertEquals(List.of(), pair.moves());
        assertTrue(pair.reasons().contains("but answers the controller: the peer link is broken"), pair::reasons);
    }

    @Test
    void oneThatDoesNotAnswerIsLostAfterATenthOfASecond() {
        pair.bridge(PREFERRED).die();
        runUntil(Inquiry.Answer.PENDING);
        final long asked = pair.now();
        pair.runToMove("open alternate", 1_000);
        assertEquals(100, pair.since(asked));
    }

    @Test
    void oneThatCannotBeAskedIsLostAtOnce() {
        pair.bridge(PREFERRED).die();
        runUntil(Inquiry.Answer.PENDING);
        pair.step(new Event.CommandFailed(PREFERRED, inquiry().token(), "connection lost"));
        assertEquals(List.of("close preferred", "open alternate"), pair.moves());
    }

    @Test
    void theFailureOfAnInquiryThatWasAnsweredMeansNothing() {
        pair.setPeerLink(false);
        runUntil(Inquiry.Answer.PENDING);
        final long token = inquiry().token();
        runUntil(Inquiry.Answer.ANSWERED);
        pair.step(new Event.CommandFailed(PREFERRED, token, "connection lost"));
        assertEquals(Inquiry.Answer.ANSWERED, inquiry().answer());
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void anAnswerThatComesTooLateIsNotHeard() {
        pair.setPeerLink(false);
        runUntil(Inquiry.Answer.PENDING);
        final long token = inquiry().token();
        pair.step(new Event.CommandFailed(PREFERRED, token, "connection lost"));
        pair.step(new Event.BarrierAnswered(PREFERRED, token));
        assertEquals(Inquiry.Answer.EXPIRED, inquiry().answer());
    }

    @Test
    void anAnswerToSomethingElseDoesNotAnswerIt() {
        pair.bridge(PREFERRED).die();
        runUntil(Inquiry.Answer.PENDING);
        pair.step(new Event.BarrierAnswered(PREFERRED, inquiry().token() - 1));
        pair.step(new Event.BarrierAnswered(PREFERRED, pair.state().life().nextToken()));
        assertEquals(Inquiry.Answer.PENDING, inquiry().answer());
    }

    @Test
    void aPrimaryThatDiesLaterIsFoundByTheNextQuestion() {
        probed.setPeerLink(false);
        probed.run(60_000);
        probed.bridge(PREFERRED).die();
        final long died = probed.now();
        probed.runToMove("open alternate", 10_000);
        assertTrue(probed.since(died) <= 3_600, () -> probed.since(died) + " ms, for the path must be lost, too");
    }

    @Test
    void aPrimaryThatAnswersWhileNoProbeComesThroughIsNotProvedDeadByThemLater() {
        probed.setPeerLink(false);
        probed.setPath(false);
        probed.run(30_000);
        probed.bridge(PREFERRED).die();
        probed.disconnect(PREFERRED);
        probed.run(60_000);
        assertEquals(List.of(), probed.moves());
    }

    @Test
    void aReturnedPrimaryIsAskedAtOnceAndIfItIsSilentABurstDecides() {
        final var group = PairSimulation.serving(SampleGroup.DEFAULT);
        group.setPeerLink(false);
        group.run(10_000);
        group.disconnect(PREFERRED);
        group.run(100);
        while (group.state().bridge(PREFERRED).heartbeat().schedule().nextAt() - group.now() < 900 * MILLI) {
            group.run(1);
        }
        group.connect(PREFERRED);
        assertEquals(Inquiry.Answer.PENDING, group.state().bridge(PREFERRED).inquiry().answer());
        group.bridge(PREFERRED).die();
        final long asked = group.now();
        group.runToMove("open alternate", 2_000);
        assertTrue(group.since(asked) < 500, () -> group.since(asked) + " ms");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "250, 0", "251, 1", "1000, 1"})
    void aTickThatIsLateByMoreThanAQuarterOfAnIntervalIsCounted(final long millis, final long counted) {
        final var before = pair.state();
        final long due = pair.now();
        final var late = FailoverMachine.step(before, new Event.Tick(due), due + millis * MILLI).state();
        assertEquals(counted, late.punctuality().lateTicks() - before.punctuality().lateTicks());
        assertEquals(millis * MILLI, late.punctuality().maxLateness());
        assertEquals(millis * MILLI, late.punctuality().lateness().last());
        final var inTime = FailoverMachine.step(late, new Event.Tick(due + 5_000 * MILLI), due + 2_000 * MILLI).state();
        assertEquals(0, inTime.punctuality().lateness().last(), "one that comes early is not late");
        assertEquals(millis * MILLI, inTime.punctuality().maxLateness(), "the worst is kept");
    }

    @Test
    void theFirstSignIsRememberedWhileWhatItSaidIsTrue() {
        final var group = PairSimulation.serving(SampleGroup.DEFAULT);
        group.disconnect(PREFERRED);
        final long lost = group.now();
        group.run(10_000);
        assertFalse(group.state().isUrgent());
        group.bridge(PREFERRED).die();
        group.runToMove("announce alternate", 3_000);
        assertEquals(lost, group.state().lastFailover().orElseThrow().suspectedAt());
    }

    @Test
    void soItIsWithALinkThatIsDown() {
        final var group = PairSimulation.serving(SampleGroup.DEFAULT);
        group.maintenance(ALTERNATE, true);
        group.setUplink(PREFERRED, false);
        final long lost = group.now();
        group.run(10_000);
        group.maintenance(ALTERNATE, false);
        group.runToMove("announce alternate", 20);
        assertEquals(lost, group.state().lastFailover().orElseThrow().suspectedAt());
    }
}
