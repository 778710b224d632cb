/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.announcement.AnnouncementGroups.Contents;
import io.understudy.core.group.Burst;
import io.understudy.core.group.GroupCoverage;
import io.understudy.core.group.HostUpdate;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.GroupMods;
import io.understudy.impl.openflow.LinkEndedException;
import io.understudy.impl.openflow.RecordedLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a bridge is told of its announcement groups, and when they are used.
 */
final class GroupAnnouncerTest {
    private static final long UPLINK = 1;

    private final RecordedLink link = new RecordedLink();
    private final List<String> refusals = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private final GroupAnnouncer announcer =
        new GroupAnnouncer(Runnable::run, new GroupAnnouncer.Reports(refusals::add, missing::add));

    private static HostKey key(final int number) {
        return new HostKey(0, new MacAddress(0x0200_0000_0000L + number));
    }

    private static Host host(final int number) {
        return Host.firstSeen(key(number), Location.trunk(1), 0);
    }

    private static HostUpdate added(final int number) {
        return new HostUpdate(key(number), Optional.of(host(number)));
    }

    private void answer() {
        link.exchanges.remove().answer().set(null);
    }

    private byte[] sent() {
        return link.exchanges.element().messages();
    }

    private static byte[] group(final HostKey... hosts) {
        return GroupMods.write(new Contents(0, ImmutableList.copyOf(hosts)), UPLINK);
    }

    /** Two local hosts are announced by one group. */
    private void programmed() {
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, List.of(host(1), host(2), Host.firstSeen(key(9), Location.UPLINK, 0)));
        answer();
        answer();
    }

    @Test
    void whatAnEarlierLifeLeftIsRemovedAndThenTheGroupsAreWritten() {
        announcer.linked(Optional.of(link));
        assertNull(link.exchanges.peek(), "nothing is known yet");
        announcer.program(UPLINK, List.of(host(1), host(2), Host.firstSeen(key(9), Location.UPLINK, 0)));
        assertArrayEquals(GroupMods.removeAll(), sent());
        answer();
        assertArrayEquals(group(key(1), key(2)), sent());
        assertEquals(Optional.empty(), announcer.burst(), "not confirmed");
        answer();
        assertEquals(new GroupCoverage(2, Optional.empty()), announcer.coverage());
    }

    @Test
    void aGroupIsWrittenOnceForAllThatHasChangedAndOneAfterTheOther() {
        programmed();
        announcer.update(List.of(added(3)));
        announcer.update(List.of(added(4)));
        announcer.update(List.of(new HostUpdate(key(1), Optional.empty())));
        assertNull(link.exchanges.peek(), "it is not time yet");
        announcer.write();
        assertArrayEquals(group(key(2), key(3), key(4)), sent());
        announcer.update(List.of(added(5)));
        announcer.write();
        assertEquals(1, link.exchanges.size(), "one after the other");
        answer();
        assertNull(link.exchanges.peek());
        announcer.write();
        assertArrayEquals(group(key(2), key(3), key(4), key(5)), sent());
    }

    @Test
    void aBurstSaysWhomItLeavesOutAndIsCounted() {
        programmed();
        assertEquals(Optional.of(new Burst(2, ImmutableSet.of())), announcer.burst());
        assertArrayEquals(GroupMods.burst(List.of(0)), sent());
        answer();
        link.counterRequests.remove().set(ImmutableMap.of(GroupMods.FIRST, ImmutableList.of(1L, 0L)));
        assertEquals(List.of(1), missing);

        announcer.update(List.of(added(3)));
        assertEquals(Optional.empty(), announcer.burst(), "its only group is not right any more");
    }

    @Test
    void aGroupThatIsGoneHasAnnouncedNobody() {
        programmed();
        announcer.burst();
        answer();
        link.counterRequests.remove().set(ImmutableMap.of());
        assertEquals(List.of(2), missing);
    }

    @Test
    void ofGroupsThatAreWrittenAnewMeanwhileNothingCanBeTold() {
        programmed();
        announcer.burst();
        answer();
        announcer.program(UPLINK, List.of(host(1), host(2)));
        link.counterRequests.remove().set(ImmutableMap.of());
        assertEquals(List.of(0), missing);
    }

    @Test
    void aBridgeThatRefusesGroupsIsNotAskedAgainUntilItConnectsAnew() {
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, List.of(host(1)));
        answer();
        link.exchanges.remove().answer().setException(new BridgeRefusedException("no groups here"));
        assertEquals(List.of("no groups here"), refusals);
        assertEquals(new GroupCoverage(0, Optional.of("no groups here")), announcer.coverage());
        announcer.update(List.of(added(2)));
        assertNull(link.exchanges.peek());
        assertEquals(Optional.empty(), announcer.burst());

        announcer.linked(Optional.of(link));
        answer();
        assertArrayEquals(group(key(1), key(2)), sent());
    }

    @Test
    void aConnectionThatEndsIsNoRefusalAndItsLateAnswersDoNotCount() {
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, List.of(host(1)));
        answer();
        final var late = link.exchanges.remove().answer();
        announcer.linked(Optional.empty());
        late.setException(new LinkEndedException("ended"));
        assertEquals(List.of(), refusals);
        assertEquals(0, announcer.coverage().hosts());
        assertEquals(Optional.empty(), announcer.burst());
    }

    @Test
    void aHostThatMovesAwayIsLeftOut() {
        programmed();
        announcer.update(List.of(new HostUpdate(key(1), Optional.of(Host.firstSeen(key(1), Location.UPLINK, 0)))));
        assertEquals(Optional.empty(), announcer.burst(), "at once");
        announcer.write();
        assertArrayEquals(group(key(2)), sent());
    }
}
