/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.understudy.core.announcement.AnnouncementGroups;
import io.understudy.core.announcement.AnnouncementGroups.Contents;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.impl.openflow.AnnouncementGroupMods;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.LinkEndedException;
import io.understudy.impl.openflow.RecordedLink;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a bridge is told of its announcement groups, and when they are used.
 */
final class AnnouncementGroupClientTest {
    private static final long UPLINK = 1;

    private final RecordedLink link = new RecordedLink();
    private final RecordedAnswers answers = new RecordedAnswers();
    private final AnnouncementGroupClient announcer =
        new AnnouncementGroupClient(AnnouncementMethod.RARP, answers.mailbox());

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
        return AnnouncementGroupMods.write(new Contents(0, ImmutableList.copyOf(hosts)), host -> Optional.empty(),
            UPLINK);
    }

    private static Inet4Address address(final int number) {
        return InetAddresses.fromInteger(0x0a00_0000 + number);
    }

    private static Host addressed(final int number, final int... addresses) {
        var host = host(number);
        for (int address : addresses) {
            host = host.withAddress(address(address));
        }
        return host;
    }

    private static HostUpdate now(final Host host) {
        return new HostUpdate(host.key(), Optional.of(host));
    }

    /** A group of hosts whose bucket announces their first address. */
    private static byte[] arpGroup(final Host... hosts) {
        final var addresses = Stream.of(hosts).collect(Collectors.toMap(Host::key, Host::firstInet4));
        final var keys = Stream.of(hosts).map(Host::key).collect(ImmutableList.toImmutableList());
        return AnnouncementGroupMods.write(new Contents(0, keys), addresses::get, UPLINK);
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
        assertArrayEquals(AnnouncementGroupMods.removeAll(), sent());
        answer();
        assertArrayEquals(group(key(1), key(2)), sent());
        assertEquals(Optional.empty(), announcer.burst(), "not confirmed");
        answer();
        assertEquals(new AnnouncementGroupCoverage(2, Optional.empty()), announcer.coverage());
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
        assertArrayEquals(group(key(2), key(3), key(4), key(5)), sent());
        announcer.update(List.of(added(6)));
        answer();
        assertNull(link.exchanges.peek(), "it is not time yet");
        announcer.write();
        assertArrayEquals(group(key(2), key(3), key(4), key(5), key(6)), sent());
    }

    @Test
    void aBurstSaysWhomItLeavesOutAndIsCounted() {
        programmed();
        assertEquals(Optional.of(new Burst(2, ImmutableSet.of())), announcer.burst());
        assertArrayEquals(AnnouncementGroupMods.burst(0, RarpAnnouncement.template()), sent());
        answer();
        link.counterRequests.remove().set(ImmutableMap.of(AnnouncementGroupMods.FIRST, ImmutableList.of(1L, 0L)));
        assertEquals(List.of(1), answers.missing);

        announcer.update(List.of(added(3)));
        assertEquals(Optional.empty(), announcer.burst(), "its only group is not right any more");
    }

    @Test
    void aBurstThatAnotherOneFollowsAtOnceIsCountedWithThatOne() {
        programmed();
        announcer.burst();
        answer();
        announcer.burst();
        link.counterRequests.remove().set(ImmutableMap.of(AnnouncementGroupMods.FIRST, ImmutableList.of(1L, 1L)));
        assertEquals(List.of(), answers.missing, "the second one is still under way");
        answer();
        link.counterRequests.remove().set(ImmutableMap.of(AnnouncementGroupMods.FIRST, ImmutableList.of(2L, 1L)));
        assertEquals(List.of(1), answers.missing);
    }

    @Test
    void aGroupThatIsGoneHasAnnouncedNobody() {
        programmed();
        announcer.burst();
        answer();
        link.counterRequests.remove().set(ImmutableMap.of());
        assertEquals(List.of(2), answers.missing);
    }

    @Test
    void ofGroupsThatAreWrittenAnewMeanwhileNothingCanBeTold() {
        programmed();
        announcer.burst();
        answer();
        announcer.program(UPLINK, List.of(host(1), host(2)));
        link.counterRequests.remove().set(ImmutableMap.of());
        assertEquals(List.of(0), answers.missing);
    }

    @Test
    void aBridgeThatRefusesGroupsIsNotAskedAgainUntilItConnectsAnew() {
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, List.of(host(1)));
        answer();
        link.exchanges.remove().answer().setException(new BridgeRefusedException("no groups here"));
        assertEquals(List.of("no groups here"), answers.refusals);
        assertEquals(new AnnouncementGroupCoverage(0, Optional.of("no groups here")), announcer.coverage());
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
        assertEquals(List.of(), answers.refusals);
        assertEquals(0, announcer.coverage().hosts());
        assertEquals(Optional.empty(), announcer.burst());
    }

    /** Four groups of hosts are written. */
    private void programmedWithMany() {
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, IntStream.range(0, 4 * AnnouncementGroups.CAPACITY)
            .mapToObj(AnnouncementGroupClientTest::host).toList());
        for (int message = 0; message < 5; message++) {
            answer();
        }
    }

    private List<Integer> groupsSent() {
        return link.exchanges.stream().map(exchange -> IntStream.range(0, 4)
            .filter(group -> Arrays.equals(exchange.messages(),
                AnnouncementGroupMods.burst(group, RarpAnnouncement.template())))
            .findFirst().orElse(-1)).toList();
    }

    @Test
    void fewGroupsAreOnTheirWayAtATimeSoThatTheBridgeForwardsInBetween() {
        programmedWithMany();
        assertEquals(Optional.of(new Burst(4 * AnnouncementGroups.CAPACITY, ImmutableSet.of())), announcer.burst());
        assertEquals(List.of(0, 1), groupsSent());
        answer();
        assertEquals(List.of(1, 2), groupsSent());
        answer();
        answer();
        assertEquals(List.of(3), groupsSent());
        assertEquals(0, link.counterRequests.size(), "one of them may not have left yet");
        answer();
        assertEquals(List.of(), groupsSent());
        assertEquals(1, link.counterRequests.size());
    }

    @Test
    void aGroupThatChangesBeforeItsTurnIsLeftOutAndItsHostsAreMissing() {
        programmedWithMany();
        announcer.burst();
        announcer.update(List.of(new HostUpdate(key(2 * AnnouncementGroups.CAPACITY), Optional.empty())));
        answer();
        assertEquals(List.of(1, 3), groupsSent());
        answer();
        answer();
        link.counterRequests.remove().set(IntStream.of(0, 1, 3).boxed().collect(ImmutableMap.toImmutableMap(
            group -> AnnouncementGroupMods.FIRST + group,
            group -> ImmutableList.copyOf(Collections.nCopies(AnnouncementGroups.CAPACITY, 1L)))));
        assertEquals(List.of(AnnouncementGroups.CAPACITY), answers.missing);
    }

    @Test
    void aBridgeThatHasLostTheRoleAnnouncesNoFurtherGroup() {
        programmedWithMany();
        announcer.burst();
        announcer.stop();
        answer();
        answer();
        assertEquals(List.of(), groupsSent());
        assertEquals(0, link.counterRequests.size());
        announcer.burst();
        assertEquals(List.of(0, 1), groupsSent());
    }

    @Test
    void byGratuitousArpAGroupAnnouncesTheFirstAddressOfEachHostThatHasOne() {
        final var arp = new AnnouncementGroupClient(AnnouncementMethod.GARP, answers.mailbox());
        arp.linked(Optional.of(link));
        arp.program(UPLINK, List.of(addressed(1, 11, 12), host(2), addressed(3, 13)));
        answer();
        assertArrayEquals(arpGroup(addressed(1, 11), addressed(3, 13)), sent());
        answer();
        assertEquals(new AnnouncementGroupCoverage(2, Optional.empty()), arp.coverage());
        assertEquals(Optional.of(new Burst(2, ImmutableSet.of())), arp.burst());
        assertArrayEquals(AnnouncementGroupMods.burst(0, GratuitousArp.template()), sent());
        answer();
        link.counterRequests.remove().set(ImmutableMap.of(AnnouncementGroupMods.FIRST, ImmutableList.of(1L, 0L)));
        assertEquals(List.of(1), answers.missing);
    }

    @Test
    void anAddressThatIsNewOrAnotherOneMakesItsGroupBeWrittenAnew() {
        final var arp = new AnnouncementGroupClient(AnnouncementMethod.GARP, answers.mailbox());
        arp.linked(Optional.of(link));
        arp.program(UPLINK, List.of(addressed(1, 11), host(2)));
        answer();
        answer();

        arp.update(List.of(now(addressed(1, 11, 12))));
        arp.write();
        assertNull(link.exchanges.peek(), "a further address is announced by a frame of its own");

        arp.update(List.of(now(addressed(2, 14))));
        assertEquals(Optional.empty(), arp.burst(), "its only group is not right any more");
        arp.write();
        assertArrayEquals(arpGroup(addressed(1, 11), addressed(2, 14)), sent());
        answer();

        arp.update(List.of(now(addressed(1, 12))));
        assertEquals(Optional.empty(), arp.burst(), "nobody has the address that it announces");
        arp.write();
        assertArrayEquals(arpGroup(addressed(1, 12), addressed(2, 14)), sent());
        arp.update(List.of(now(addressed(1, 15))));
        answer();
        assertEquals(Optional.empty(), arp.burst(), "what was confirmed is an address before");
        arp.write();
        assertArrayEquals(arpGroup(addressed(1, 15), addressed(2, 14)), sent());
        answer();
        assertEquals(Optional.of(new Burst(2, ImmutableSet.of())), arp.burst());
    }

    @Test
    void anotherMethodHasTheGroupsWrittenAnewOnlyIfTheySaySomethingElse() {
        final var hosts = List.of(addressed(1, 11), host(2));
        announcer.linked(Optional.of(link));
        announcer.program(UPLINK, hosts);
        answer();
        answer();
        announcer.announceBy(AnnouncementMethod.BOTH, hosts);
        assertNull(link.exchanges.peek());
        assertEquals(2, announcer.coverage().hosts());

        announcer.announceBy(AnnouncementMethod.GARP, hosts);
        assertEquals(Optional.empty(), announcer.burst(), "they still announce by RARP");
        assertArrayEquals(AnnouncementGroupMods.removeAll(), sent());
        answer();
        assertArrayEquals(arpGroup(addressed(1, 11)), sent());
        answer();
        assertEquals(1, announcer.coverage().hosts());

        announcer.announceBy(AnnouncementMethod.RARP, hosts);
        assertArrayEquals(AnnouncementGroupMods.removeAll(), sent());
        answer();
        assertArrayEquals(group(key(1), key(2)), sent());
    }

    @Test
    void aBridgeThatRefusesAddressesInGroupsMayTakeThemWithoutAny() {
        final var hosts = List.of(addressed(1, 11));
        final var arp = new AnnouncementGroupClient(AnnouncementMethod.GARP, answers.mailbox());
        arp.linked(Optional.of(link));
        arp.program(UPLINK, hosts);
        answer();
        link.exchanges.remove().answer().setException(new BridgeRefusedException("not this field"));
        assertEquals(List.of("not this field"), answers.refusals);
        assertEquals(Optional.empty(), arp.burst());

        arp.announceBy(AnnouncementMethod.RARP, hosts);
        answer();
        assertArrayEquals(group(key(1)), sent());
        answer();
        assertEquals(new AnnouncementGroupCoverage(1, Optional.empty()), arp.coverage());
    }

    @Test
    void aMethodThatChangesBeforeTheBridgeIsThereIsTheOneOfItsGroups() {
        announcer.announceBy(AnnouncementMethod.GARP, List.of(addressed(1, 11)));
        announcer.linked(Optional.of(link));
        assertNull(link.exchanges.peek());
        announcer.program(UPLINK, List.of(addressed(1, 11)));
        answer();
        assertArrayEquals(arpGroup(addressed(1, 11)), sent());
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
