/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a bridge is told of hosts, one batch after the other.
 */
final class FlowBacklogTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FlowBacklog backlog = new FlowBacklog();
    private final Map<HostKey, Host> hosts = new HashMap<>();
    /** What the bridge holds. */
    private final Map<HostKey, Location> flows = new HashMap<>();
    private long now = SECOND;

    private static HostKey key(final int number) {
        return new HostKey(0, new MacAddress(0x0200_0000_0000L + number));
    }

    private void place(final int number, final Location location) {
        if (hosts.put(key(number), Host.firstSeen(key(number), location, 0)) == null) {
            backlog.appeared(key(number));
        } else {
            backlog.changed(key(number));
        }
    }

    private void place(final int first, final int last, final Location location) {
        IntStream.rangeClosed(first, last).forEach(number -> place(number, location));
    }

    private Optional<FlowBacklog.Batch> next() {
        return backlog.next(key -> Optional.ofNullable(hosts.get(key)), now);
    }

    private void answer(final FlowBacklog.Batch batch, final Set<HostKey> refused) {
        batch.updates().stream().filter(update -> !refused.contains(update.key())).forEach(update ->
            update.now().ifPresentOrElse(host -> flows.put(update.key(), host.location()),
                () -> flows.remove(update.key())));
        assertTrue(backlog.answered(HostsAnswer.of(batch.token(), ImmutableSet.copyOf(refused),
            refused.isEmpty() ? Optional.empty() : Optional.of("table full")), now));
    }

    /** Answers all that comes now, by a bridge that has room for so many hosts. */
    private int workOff(final int room) {
        int batches = 0;
        for (var batch = next(); batch.isPresent(); batch = next()) {
            batches++;
            final var refused = new LinkedHashSet<HostKey>();
            int more = room - flows.size();
            for (var update : batch.orElseThrow().updates()) {
                final boolean fresh = update.now().isPresent() && !flows.containsKey(update.key());
                if (fresh && more-- <= 0) {
                    refused.add(update.key());
                } else if (update.now().isEmpty() && flows.containsKey(update.key())) {
                    more++;
                }
            }
            answer(batch.orElseThrow(), refused);
        }
        return batches;
    }

    @Test
    void neverMoreThanOneWindowIsUnderWay() {
        place(1, 1000, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        final var first = next().orElseThrow();
        assertEquals(FlowBacklog.WINDOW, first.updates().size());
        assertEquals(Optional.empty(), next(), "until it is answered");
        answer(first, Set.of());
        assertEquals(key(FlowBacklog.WINDOW + 1), next().orElseThrow().updates().getFirst().key(), "in their order");
        assertEquals(1000 - FlowBacklog.WINDOW, backlog.waiting());
    }

    @Test
    void whatIsNotReleasedWaits() {
        place(1, 10, Location.trunk(1));
        assertEquals(Optional.empty(), next());
        assertEquals(10, backlog.release(Integer.MAX_VALUE).size());
        place(11, Location.trunk(1));
        assertEquals(10, next().orElseThrow().updates().size());
        assertEquals(1, backlog.held());
    }

    @Test
    void firstItIsToldOfHostsThatItKnowsWhereTheyAreNoLonger() {
        place(1, 3, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(1000);
        place(11, 100, Location.trunk(1));
        place(2, Location.UPLINK);
        hosts.remove(key(3));
        backlog.changed(key(3));
        assertEquals(2, backlog.heldMisplaced());
        backlog.release(0);
        final var first = next().orElseThrow();
        assertEquals(List.of(key(2), key(3)), first.updates().stream().map(HostUpdate::key).toList());
        answer(first, Set.of());
        workOff(1000);
        assertEquals(90, backlog.unreleased(), "new hosts may wait, for their frames are flooded");

        backlog.release(70);
        workOff(1000);
        assertEquals(20, backlog.unreleased());
        backlog.release(Integer.MAX_VALUE);
        workOff(1000);
        assertEquals(hosts.keySet(), flows.keySet());
    }

    @Test
    void ofABridgeThatIsProgrammedAnewWhatItStillHoldsWronglyGoesFirst() {
        place(1, 100, Location.trunk(1));
        backlog.restart(hosts.values(), List.of(key(99), key(1000)));
        backlog.release(0);
        assertEquals(List.of(key(99), key(1000)),
            next().orElseThrow().updates().stream().map(HostUpdate::key).toList());
    }

    @Test
    void aHostThatChangesWhileItWaitsIsToldOnceAndAsItIsThen() {
        place(1, 100, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        answer(next().orElseThrow(), Set.of());
        place(100, Location.UPLINK);
        assertEquals(List.of(key(100)), backlog.release(Integer.MAX_VALUE), "whoever announces must know at once");
        workOff(1000);
        assertEquals(Location.UPLINK, flows.get(key(100)));
        assertEquals(100, flows.size());
    }

    @Test
    void aMovedHostThatIsRefusedLeavesNoFlowOfItsEarlierPlace() {
        place(1, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(1000);
        place(1, Location.UPLINK);
        backlog.release(Integer.MAX_VALUE);
        answer(next().orElseThrow(), Set.of(key(1)));
        assertEquals(Location.trunk(1), flows.get(key(1)), "for a moment");
        workOff(1000);
        assertFalse(flows.containsKey(key(1)));
        assertEquals(1, backlog.refusedCount());
        assertEquals(Optional.of("table full"), backlog.reason());
        now = backlog.nextDue();
        workOff(1000);
        assertEquals(Location.UPLINK, flows.get(key(1)));
        assertEquals(0, backlog.refusedCount());
        assertEquals(Optional.empty(), backlog.reason());
    }

    @Test
    void pausesGrowWhileItRefusesAndEndWithIt() {
        place(1, 300, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(100);
        assertEquals(200, backlog.refusedCount());
        assertEquals(0, backlog.waiting(), "all were offered");
        final var pauses = new ArrayList<Long>();
        for (int round = 0; round < 8; round++) {
            pauses.add((backlog.nextDue() - now) / SECOND);
            now = backlog.nextDue();
            assertTrue(workOff(100) <= 2, "few are tried, and withdrawn");
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), pauses);
        now = backlog.nextDue();
        workOff(1000);
        assertEquals(300, flows.size());
        assertEquals(0, backlog.refusedCount());
        assertEquals(Long.MAX_VALUE, backlog.nextDue());
    }

    @Test
    void whereAHostGoesThereIsRoomSoon() {
        place(1, 110, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(100);
        for (int round = 0; round < 8; round++) {
            now = backlog.nextDue();
            workOff(100);
        }
        for (int number = 1; number <= 10; number++) {
            hosts.remove(key(number));
            backlog.changed(key(number));
        }
        backlog.release(Integer.MAX_VALUE);
        workOff(100);
        assertEquals(SECOND, backlog.nextDue() - now);
        now = backlog.nextDue();
        workOff(100);
        assertEquals(hosts.keySet(), flows.keySet());
    }

    @Test
    void noHostIsPassedOver() {
        place(1, 500, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(0);
        final var tried = new HashSet<HostKey>();
        for (int round = 0; round < 8; round++) {
            now = backlog.nextDue();
            final var batch = next().orElseThrow();
            batch.updates().forEach(update -> tried.add(update.key()));
            answer(batch, tried);
            workOff(0);
        }
        assertEquals(hosts.keySet(), tried);
    }

    @Test
    void anAnswerFromBeforeItWasProgrammedAnewCountsForNothing() {
        place(1, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        final var before = next().orElseThrow();
        backlog.restart(hosts.values(), List.of());
        assertEquals(Optional.empty(), next(), "its other flows come first");
        assertEquals(List.of(), backlog.release(Integer.MAX_VALUE), "it was given them all");
        assertFalse(backlog.answered(HostsAnswer.none(before.token(), "gone"), now));
        final var after = next().orElseThrow();
        assertFalse(backlog.answered(HostsAnswer.none(before.token(), "gone"), now));
        answer(after, Set.of());
        assertEquals(hosts.keySet(), flows.keySet());
    }

    @Test
    void itSaysOnceThatABridgeHasBeenToldOfAllHosts() {
        place(1, 100, Location.trunk(1));
        backlog.release(Integer.MAX_VALUE);
        workOff(1000);
        assertFalse(backlog.takeCaughtUp(), "it was not programmed");
        backlog.restart(hosts.values(), List.of());
        backlog.release(Integer.MAX_VALUE);
        answer(next().orElseThrow(), Set.of());
        assertFalse(backlog.takeCaughtUp(), "there are some left");
        answer(next().orElseThrow(), Set.of(key(100)));
        assertTrue(backlog.takeCaughtUp());
        assertFalse(backlog.takeCaughtUp());
    }

    @Test
    void whateverIsRefusedInTheEndTheBridgeHoldsAllHostsWhereTheyAre() {
        for (int seed = 0; seed < 200; seed++) {
            final var random = new Random(seed);
            for (int step = 0; step < 300; step++) {
                final int number = random.nextInt(200);
                if (random.nextInt(4) > 0) {
                    place(number, Location.trunk(1 + random.nextInt(2)));
                } else {
                    hosts.remove(key(number));
                    backlog.changed(key(number));
                }
                if (random.nextInt(10) == 0) {
                    backlog.release(Integer.MAX_VALUE);
                    now += random.nextInt(3) * SECOND;
                    next().ifPresent(batch -> {
                        final var refused = new HashSet<HostKey>();
                        batch.updates().stream().filter(update -> random.nextInt(3) == 0)
                            .forEach(update -> refused.add(update.key()));
                        answer(batch, refused);
                    });
                }
            }
            backlog.release(Integer.MAX_VALUE);
            workOff(Integer.MAX_VALUE);
            for (int round = 0; backlog.refusedCount() > 0 && round < 10; round++) {
                now = backlog.nextDue();
                workOff(Integer.MAX_VALUE);
            }
            final int run = seed;
            hosts.forEach((key, host) -> assertEquals(host.location(), flows.get(key), () -> "seed " + run));
            assertEquals(hosts.keySet(), flows.keySet());
        }
    }
}
