/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.understudy.core.announcement.AnnouncementGroups.Contents;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnnouncementGroupsTest {
    private static final int CAPACITY = AnnouncementGroups.CAPACITY;

    private final AnnouncementGroups groups = new AnnouncementGroups();

    private static HostKey host(final int number) {
        return new HostKey(0, new MacAddress(0x0200_0000_0000L + number));
    }

    private List<Contents> write() {
        final var written = new ArrayList<Contents>();
        for (var next = groups.takeChanged(); next.isPresent(); next = groups.takeChanged()) {
            written.add(next.orElseThrow());
        }
        written.forEach(groups::confirmed);
        return written;
    }

    private void addHosts(final int number) {
        for (int host = 0; host < number; host++) {
            groups.add(host(host));
        }
    }

    @Test
    void aNewHostMakesOneGroupOfBoundedSizeBeWritten() {
        addHosts(10 * CAPACITY - 1);
        assertEquals(10, write().size());

        groups.add(host(1_000_000));
        final var written = write();
        assertEquals(1, written.size());
        assertTrue(written.getFirst().hosts().size() <= CAPACITY);
        assertTrue(written.getFirst().hosts().contains(host(1_000_000)));
    }

    @Test
    void whatTheBridgeHasNotConfirmedIsAnnouncedByFrames() {
        addHosts(CAPACITY + 1);
        assertEquals(CAPACITY + 1, groups.uncovered().size());
        final var first = groups.takeChanged().orElseThrow();
        assertEquals(CAPACITY + 1, groups.uncovered().size(), "written, not confirmed");
        groups.confirmed(first);
        assertEquals(List.of(host(CAPACITY)), List.copyOf(groups.uncovered()));
        assertEquals(CAPACITY, groups.covered());
        assertEquals(ImmutableMap.of(0, CAPACITY), groups.usable());
    }

    @Test
    void aGroupWithAHostThatIsGoneIsNotUsed() {
        addHosts(3);
        write();
        groups.remove(host(1));
        assertEquals(ImmutableMap.of(), groups.usable(), "the bridge would announce who is elsewhere");
        assertFalse(groups.use(0));
        assertEquals(Set.of(host(0), host(2)), Set.copyOf(groups.uncovered()));

        assertEquals(List.of(host(0), host(2)), write().getFirst().hosts());
        assertEquals(ImmutableMap.of(0, 2), groups.usable());
    }

    @Test
    void aConfirmationOfWhatHasChangedSinceDoesNotCount() {
        addHosts(1);
        final var old = groups.takeChanged().orElseThrow();
        groups.add(host(2));
        groups.confirmed(old);
        assertEquals(ImmutableMap.of(), groups.usable());
        final var newer = groups.takeChanged().orElseThrow();
        groups.confirmed(old);
        assertEquals(ImmutableMap.of(), groups.usable(), "it is on its way");
        groups.confirmed(newer);
        assertEquals(ImmutableMap.of(0, 2), groups.usable());
    }

    @Test
    void aGroupThatBecameEmptyIsRemovedAndAnnouncesNothing() {
        addHosts(1);
        write();
        groups.remove(host(0));
        assertEquals(List.of(new Contents(0, ImmutableList.of())), write());
        assertEquals(ImmutableMap.of(), groups.usable());
    }

    @Test
    void roomThatBecomesFreeIsUsedAgain() {
        addHosts(2 * CAPACITY);
        write();
        groups.remove(host(5));
        groups.add(host(1_000_000));
        assertEquals(List.of(0), write().stream().map(Contents::group).toList());
        groups.add(host(1_000_001));
        assertEquals(List.of(2), write().stream().map(Contents::group).toList());
    }

    @Test
    void hostsBeyondAllGroupsAreAnnouncedByFrames() {
        addHosts(AnnouncementGroups.MAX_GROUPS * CAPACITY + 2);
        write();
        assertEquals(2, groups.uncovered().size());
        groups.remove(host(AnnouncementGroups.MAX_GROUPS * CAPACITY));
        assertEquals(List.of(host(AnnouncementGroups.MAX_GROUPS * CAPACITY + 1)), List.copyOf(groups.uncovered()));
    }

    @Test
    void whoseBucketHasNotSentIsFound() {
        addHosts(3);
        write();
        assertTrue(groups.use(0));
        assertEquals(List.of(), groups.shortfall(0, List.of(1L, 1L, 1L)));
        assertTrue(groups.use(0));
        assertEquals(List.of(host(1)), groups.shortfall(0, List.of(2L, 1L, 2L)));
        groups.add(host(3));
        assertEquals(List.of(), groups.shortfall(0, List.of(2L, 1L, 2L)), "it has changed: nothing can be told");
        write();
        assertTrue(groups.use(0));
        assertEquals(List.of(), groups.shortfall(0, List.of(1L, 1L, 1L, 1L)), "it counts anew");
    }

    @Test
    void aBridgeThatMayHaveLostThemIsToldOfAllAgain() {
        addHosts(CAPACITY + 1);
        write();
        groups.invalidate();
        assertEquals(ImmutableMap.of(), groups.usable());
        assertEquals(2, write().size());
        groups.clear();
        assertEquals(0, groups.uncovered().size());
        assertEquals(0, write().size());
    }

    /** A bridge that carries out what it is told, late: what is announced is always every host exactly once. */
    @Test
    void inAnyOrderEveryHostIsAnnouncedExactlyOnce() {
        final var random = new Random(7);
        final Map<Integer, List<HostKey>> bridge = new HashMap<>();
        final var onTheWay = new ArrayList<Contents>();
        final var hosts = new HashSet<HostKey>();
        for (int step = 0; step < 20_000; step++) {
            final var host = host(random.nextInt(600));
            switch (random.nextInt(4)) {
                case 0 -> {
                    groups.add(host);
                    hosts.add(host);
                }
                case 1 -> {
                    groups.remove(host);
                    hosts.remove(host);
                }
                case 2 -> groups.takeChanged().ifPresent(onTheWay::add);
                default -> {
                    if (!onTheWay.isEmpty()) {
                        final var arrived = onTheWay.removeFirst();
                        bridge.put(arrived.group(), arrived.hosts());
                        groups.confirmed(arrived);
                    }
                }
            }
            if (step % 50 == 0) {
                final var announced = new ArrayList<HostKey>(groups.uncovered());
                groups.usable().keySet().forEach(group -> announced.addAll(bridge.get(group)));
                Collections.sort(announced);
                assertEquals(hosts.stream().sorted().toList(), announced, "step " + step);
            }
        }
    }
}
