/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.failover.Event;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which hosts go because nobody uses them. The ageing time is 20 s, so a bridge is asked every 5 s.
 */
final class HostAgingTest {
    private static final int AGING_SECONDS = 20;
    private static final int INTERVAL_MILLIS = 5_000;
    /** As many readings as cover the ageing time, whatever the first one's place in it. */
    private static final int ENOUGH = 7;

    private final ServingGroup serving = ServingGroup.servingWithAgingTime(AGING_SECONDS);

    private void awaitQuestion(final Side side) {
        final int before = serving.driver(side).countRequests;
        for (int waited = 0; waited <= INTERVAL_MILLIS && serving.driver(side).countRequests == before; waited += 10) {
            serving.run(10);
        }
        assertEquals(before + 1, serving.driver(side).countRequests, "the bridge is asked");
    }

    private void read(final Side side, final Map<HostKey, Long> packets) {
        awaitQuestion(side);
        serving.count(side, packets);
        serving.run(10);
    }

    private void read(final Side side, final long packets) {
        read(side, Map.of(ServingGroup.HOST, packets));
    }

    /** The host is heard; then all that is told by the bridge's counters, again and again, is the same number. */
    private void fallSilent(final Side side) {
        serving.hear(side, ServingGroup.TRUNK);
        serving.run(100);
        for (int reading = 0; reading < ENOUGH && serving.group.localHosts() == 1; reading++) {
            read(side, 7);
        }
    }

    private void assertGone(final RecordedDriver driver) {
        assertEquals(new HostUpdate(ServingGroup.HOST, Optional.empty()), driver.updates.getLast());
    }

    @Test
    void aHostThatIsNeitherSeenNorUsedGoesFromTheTableAndFromBothBridges() {
        fallSilent(Side.PREFERRED);
        assertEquals(0, serving.group.localHosts());
        assertGone(serving.preferred);
        serving.run(5_000);
        assertGone(serving.alternate);
    }

    @Test
    void itDoesNotGoBeforeTheAgeingTimeIsOver() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        read(Side.PREFERRED, 7);
        final long known = serving.now();
        while (serving.group.localHosts() == 1) {
            read(Side.PREFERRED, 7);
            assertTrue(serving.now() - known < 40_000_000_000L, "it goes in the end");
        }
        assertTrue(serving.now() - known >= AGING_SECONDS * 1_000_000_000L);
    }

    @Test
    void aHostThatOnlyReceivesStays() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 4 * ENOUGH; reading++) {
            // a frame in the ageing time is enough
            read(Side.PREFERRED, reading / 3);
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void aHostThatIsSeenStaysWhateverIsCounted() {
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
            read(Side.PREFERRED, 7);
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void aCounterThatBeganAnewIsNoSignOfSilence() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            read(Side.PREFERRED, 100 - reading / 3);
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void aHostWhoseFlowsWereNotFoundStays() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            read(Side.PREFERRED, Map.of());
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void aBridgeThatDoesNotAnswerIsAskedAgainAndNothingGoes() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        read(Side.PREFERRED, 7);
        awaitQuestion(Side.PREFERRED);
        serving.run(10 * AGING_SECONDS * 1_000);
        assertEquals(1, serving.group.localHosts());
        assertTrue(serving.preferred.countRequests > 3, "it was asked again");
    }

    @Test
    void aBridgeThatSaysItCannotTellIsAskedAgainSoon() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            awaitQuestion(Side.PREFERRED);
            serving.group.hostsCounted(Side.PREFERRED, serving.preferred.countToken, Optional.empty(), serving.now());
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void whatAnEarlierQuestionWasAnsweredLateSaysNothing() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            awaitQuestion(Side.PREFERRED);
            serving.group.hostsCounted(Side.PREFERRED, serving.preferred.countToken - 1,
                Optional.of(Map.of(ServingGroup.HOST, 7L)), serving.now());
            serving.count(Side.PREFERRED, Map.of());
            serving.run(10);
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void afterAMoveTheFlowsAreWrittenAndWhatTheyCountedBeforeIsForgotten() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(100);
        for (int reading = 0; reading < 4; reading++) {
            read(Side.PREFERRED, 7);
        }
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        final long moved = serving.now();
        while (serving.group.localHosts() == 1 && serving.now() - moved < 50_000_000_000L) {
            read(Side.PREFERRED, 7);
        }
        assertEquals(0, serving.group.localHosts(), "it goes in the end");
        assertTrue(serving.now() - moved >= AGING_SECONDS * 1_000_000_000L);
    }

    @Test
    void whatWasCountedWhileTheFlowsWereWrittenIsNotCertain() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        for (int reading = 0; reading < 2 * ENOUGH; reading++) {
            awaitQuestion(Side.PREFERRED);
            // to and fro while the answer is on its way: the counters may have begun anew and come to the same
            serving.hear(Side.PREFERRED, Location.UPLINK);
            serving.run(10);
            serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
            serving.run(10);
            serving.count(Side.PREFERRED, Map.of(ServingGroup.HOST, 7L));
        }
        assertEquals(1, serving.group.localHosts());
    }

    @Test
    void aNewPrimaryIsAskedFromTheBeginning() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 4; reading++) {
            read(Side.PREFERRED, 7);
        }
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
        final long moved = serving.now();
        while (serving.group.localHosts() == 1 && serving.now() - moved < 50_000_000_000L) {
            read(Side.ALTERNATE, 7);
        }
        assertEquals(0, serving.group.localHosts(), "it goes in the end");
        assertTrue(serving.now() - moved >= AGING_SECONDS * 1_000_000_000L);
    }

    @Test
    void aPrimaryThatWasProgrammedAnewIsAskedFromTheBeginning() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 4; reading++) {
            read(Side.PREFERRED, 7);
        }
        serving.connect(Side.PREFERRED, true);
        final long programmed = serving.now();
        while (serving.group.localHosts() == 1 && serving.now() - programmed < 50_000_000_000L) {
            read(Side.PREFERRED, 7);
        }
        assertEquals(0, serving.group.localHosts(), "it goes in the end");
        assertTrue(serving.now() - programmed >= AGING_SECONDS * 1_000_000_000L);
    }

    @Test
    void whileTheRoleMovesNobodyIsAskedAndNothingGoes() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        for (int reading = 0; reading < 4; reading++) {
            read(Side.PREFERRED, 7);
        }
        assertEquals(1, serving.group.localHosts());
        awaitQuestion(Side.PREFERRED);
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        serving.preferred.updates.clear();
        // it would be enough for the host to go
        serving.count(Side.PREFERRED, Map.of(ServingGroup.HOST, 7L));
        serving.run(40);
        assertEquals(1, serving.group.localHosts());
        assertEquals(List.of(), serving.preferred.updates);

        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
        serving.run(1_000);
        assertEquals(1, serving.group.localHosts(), "what the former primary counted says nothing any more");
    }

    @Test
    void ageingTimeZeroIsNever() {
        final var never = ServingGroup.servingWithAgingTime(0);
        never.hear(Side.PREFERRED, ServingGroup.TRUNK);
        never.run(60_000);
        assertEquals(0, never.preferred.countRequests);
        assertEquals(1, never.group.localHosts());
    }

    @Test
    void manyGoABatchAtATime() {
        final var packets = new HashMap<HostKey, Long>();
        for (int number = 0; number < 1000; number++) {
            final var host = new HostKey(0, new MacAddress(0x0200_0001_0000L + number));
            serving.hear(Side.PREFERRED, host);
            packets.put(host, 1L);
        }
        serving.run(100);
        int reading = 0;
        while (serving.group.localHosts() == 1000 && reading++ < ENOUGH) {
            read(Side.PREFERRED, packets);
        }
        assertEquals(1000 - 256, serving.group.localHosts());
        serving.run(500);
        assertEquals(1000 - 256, serving.group.localHosts(), "the next ones a second later");
        serving.run(3_000);
        assertEquals(0, serving.group.localHosts());
    }
}
