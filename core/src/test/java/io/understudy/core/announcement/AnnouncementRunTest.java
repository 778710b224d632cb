/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnouncementRunTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final long MILLISECOND = 1_000_000;

    private static List<Host> hosts(final int count) {
        return IntStream.range(0, count).mapToObj(number -> Host.firstSeen(
            new HostKey(0, new MacAddress(0x0200_0000_0000L + number)), Location.trunk(1), 0)).toList();
    }

    private static FirstRound rarp(final List<Host> hosts) {
        return FirstRound.of(hosts, AnnouncementMethod.RARP);
    }

    /** Nobody moves meanwhile. */
    private static AnnouncementRun run(final List<Host> hosts, final FirstRound first,
            final AnnouncementConfiguration configuration, final long start) {
        return new AnnouncementRun(hosts, first, Optional::of, configuration, start);
    }

    private static AnnouncementConfiguration limited(final int rounds, final long rateLimit) {
        return new AnnouncementConfiguration(AnnouncementMethod.RARP, rounds, 50, 100, 550, rateLimit, 0, false);
    }

    // Asks for frames exactly when they are due, and returns the milliseconds at which each of them came.
    private static List<Long> timesMillis(final AnnouncementRun run, final long start) {
        final var times = new ArrayList<Long>();
        while (!run.finished()) {
            final long now = run.nextDue();
            final var due = run.due(now, ALL);
            assertFalse(due.isEmpty(), "Nothing is due when it should be");
            due.forEach(frame -> times.add((now - start) / MILLISECOND));
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 123_456_789, -5, Long.MAX_VALUE - 100 * MILLISECOND})
    void roundsFollowTheSchedule(final long start) {
        final var run = run(hosts(2), rarp(hosts(2)), AnnouncementConfiguration.DEFAULT, start);
        assertEquals(List.of(0L, 0L, 50L, 50L, 200L, 200L, 450L, 450L, 800L, 800L), timesMillis(run, start));
        assertEquals(5, run.roundsCompleted());
        assertEquals(Long.MAX_VALUE, run.nextDue());
        assertEquals(List.of(), run.due(start + 60_000 * MILLISECOND, ALL));
    }

    @Test
    void whoIsAnnouncedOtherwiseIsLeftOutOfTheFirstRoundOnly() {
        final var hosts = hosts(3);
        final var run = run(hosts, rarp(hosts.subList(1, 2)), AnnouncementConfiguration.DEFAULT, 0);
        assertEquals(1, run.due(0, ALL).size());
        assertEquals(3, run.due(50 * MILLISECOND, ALL).size());

        final var later = run(hosts, rarp(List.of()), AnnouncementConfiguration.DEFAULT, 0);
        assertEquals(50 * MILLISECOND, later.nextDue());
        assertEquals(3, later.due(50 * MILLISECOND, ALL).size());
        assertFalse(later.finished());
    }

    @Test
    void everyRoundAnnouncesEveryHostInOrder() {
        final var hosts = hosts(3);
        final var run = run(hosts, rarp(hosts), AnnouncementConfiguration.DEFAULT, 0);
        for (int round = 0; round < 5; round++) {
            assertEquals(round, run.roundsCompleted());
            final var frames = run.due(run.nextDue(), ALL);
            assertEquals(3, frames.size());
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(RarpAnnouncement.encode(hosts.get(i).key()), frames.get(i));
            }
        }
        assertTrue(run.finished());
        assertEquals(3, run.hosts());
    }

    @Test
    void nothingIsDueBeforeItsTime() {
        final var run = run(hosts(1), rarp(hosts(1)), AnnouncementConfiguration.DEFAULT, 1000);
        assertEquals(1000, run.nextDue());
        assertEquals(List.of(), run.due(999, ALL));
        assertEquals(1, run.due(1000, ALL).size());
        assertEquals(1000 + 50 * MILLISECOND, run.nextDue());
        assertEquals(List.of(), run.due(1000 + 50 * MILLISECOND - 1, ALL));
    }

    @Test
    void noMoreAreHandedOutThanThereIsRoomForAndTheOthersStayDue() {
        final var run = run(hosts(10), rarp(hosts(10)), limited(2, 1), 0);
        assertEquals(List.of(), run.due(0, 0));
        assertEquals(4, run.due(0, 4).size());
        assertEquals(0, run.nextDue());
        assertEquals(6, run.due(0, ALL).size());
        assertEquals(1, run.roundsCompleted());
    }

    @Test
    void firstRoundIsNotSlowed() {
        final var run = run(hosts(1000), rarp(hosts(1000)), limited(2, 1), 0);
        assertEquals(1000, run.due(0, ALL).size());
        assertEquals(1, run.roundsCompleted());
        assertEquals(1, run.due(50 * MILLISECOND, ALL).size());
    }

    @Test
    void laterRoundsAreSpread() {
        // 100 frames a second are one in 10 ms.
        assertEquals(List.of(0L, 0L, 0L, 50L, 60L, 70L, 200L, 210L, 220L),
            timesMillis(run(hosts(3), rarp(hosts(3)), limited(3, 100), 0), 0));
    }

    @Test
    void slowRoundDelaysTheNext() {
        // 10 frames a second are one in 100 ms, so a round of three lasts until the next should have begun.
        assertEquals(List.of(0L, 0L, 0L, 50L, 150L, 250L, 350L, 450L, 550L),
            timesMillis(run(hosts(3), rarp(hosts(3)), limited(3, 10), 0), 0));
    }

    @Test
    void ofManyHostsLaterRoundsHavePauses() {
        final var times = timesMillis(run(hosts(100), rarp(hosts(100)), limited(2, 0), 0), 0);
        assertEquals(100, Collections.frequency(times, 0L));
        assertEquals(AnnouncementRun.PORTION, Collections.frequency(times, 50L));
        assertEquals(100 - AnnouncementRun.PORTION, Collections.frequency(times, 66L));
    }

    @Test
    void aLateCallerDoesNotGetInOneGoWhatPausesWereToPart() {
        final var run = run(hosts(1000), rarp(hosts(1000)), limited(2, 0), 0);
        run.due(0, ALL);
        final long late = 500 * MILLISECOND;
        assertEquals(AnnouncementRun.PORTION, run.due(late, ALL).size());
        assertEquals(late + AnnouncementRun.PAUSE, run.nextDue());
    }

    @Test
    void ofVeryManyHostsEvenTheFirstRoundHasPausesAndTheyDoNotAddUpForLong() {
        final var many = hosts(100_000);
        final var run = run(many, rarp(many), limited(2, 0), 0);
        assertEquals(AnnouncementRun.AT_ONCE, run.due(0, ALL).size());
        assertTrue(run.nextDue() > 0);
        final var times = timesMillis(run, 0);
        assertEquals(200_000 - AnnouncementRun.AT_ONCE, times.size());
        final long longest = TimeUnit.NANOSECONDS.toMillis(AnnouncementRun.MOST_PAUSES);
        assertTrue(times.getLast() <= 2 * longest, "two rounds took " + times.getLast() + " ms");
        assertTrue(times.getLast() > longest, "two rounds took " + times.getLast() + " ms");
    }

    @Test
    void rateIsNeverExceededOverTheLaterRounds() {
        final long rate = 7;
        final var times = timesMillis(run(hosts(5), rarp(hosts(5)), limited(20, rate), 0), 0);
        final var later = times.subList(5, times.size());
        for (int i = 1; i < later.size(); i++) {
            assertTrue(later.get(i) - later.get(i - 1) >= 1000 / rate, "Too soon: " + later);
        }
        assertEquals(95, later.size());
    }

    @Test
    void lateCallerGetsAllThatIsDue() {
        final var run = run(hosts(2), rarp(hosts(2)), AnnouncementConfiguration.DEFAULT, 0);
        assertEquals(6, run.due(200 * MILLISECOND, ALL).size());
        assertEquals(3, run.roundsCompleted());
        assertEquals(450 * MILLISECOND, run.nextDue());
    }

    @Test
    void allFramesOfAHostArePaced() {
        final var host = hosts(1).getFirst().withAddress(InetAddresses.forString("192.0.2.1"))
            .withAddress(InetAddresses.forString("2001:db8::1"));
        final var configuration =
            new AnnouncementConfiguration(AnnouncementMethod.BOTH, 2, 50, 100, 550, 1000, 0, false);
        assertEquals(List.of(0L, 0L, 0L, 50L, 51L, 52L),
            timesMillis(run(List.of(host),
                FirstRound.of(List.of(host), configuration.method()), configuration, 0), 0));
    }

    @Test
    void whoMovesAwayMeanwhileIsNotAnnouncedAnyMore() {
        final var hosts = hosts(3);
        final var away = new HashSet<Host>();
        final var run = new AnnouncementRun(hosts, rarp(hosts),
            host -> Optional.of(host).filter(some -> !away.contains(some)), limited(4, 0), 0);
        assertEquals(3, run.due(0, ALL).size());
        away.add(hosts.get(1));
        assertEquals(2, run.due(50 * MILLISECOND, ALL).size());
        away.addAll(hosts);
        assertEquals(List.of(), run.due(200 * MILLISECOND, ALL));
        assertEquals(3, run.roundsCompleted());
        away.clear();
        assertEquals(3, run.due(450 * MILLISECOND, ALL).size());
        assertTrue(run.finished());
    }

    @Test
    void withoutHostsThereIsNothingToDo() {
        final var run = run(List.of(), rarp(List.of()), AnnouncementConfiguration.DEFAULT, 0);
        assertTrue(run.finished());
        assertEquals(Long.MAX_VALUE, run.nextDue());
        assertEquals(List.of(), run.due(Long.MAX_VALUE, ALL));
        assertEquals(0, run.roundsCompleted());
    }

    @Test
    void methodNoneAnnouncesNobody() {
        final var run = run(hosts(3), rarp(hosts(3)),
            new AnnouncementConfiguration(AnnouncementMethod.NONE, 5, 50, 100, 550, 0, 0, false), 0);
        assertTrue(run.finished());
        assertEquals(0, run.hosts());
    }

    @Test
    void laterChangesOfTheListDoNotMatter() {
        final var hosts = new ArrayList<>(hosts(2));
        final var run = run(hosts, rarp(hosts), AnnouncementConfiguration.DEFAULT, 0);
        hosts.clear();
        assertEquals(2, run.due(0, ALL).size());
        assertEquals(2, run.hosts());
    }
}
