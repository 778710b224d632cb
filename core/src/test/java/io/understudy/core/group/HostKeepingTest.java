/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.hosts.Backlog;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.core.report.PendingHosts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Which hosts a bridge is told of, and when.
 */
final class HostKeepingTest {
    /** A request tells a bridge of at most so many hosts. */
    private static final int AT_ONCE = 64;

    private final ServingGroup serving = ServingGroup.serving().answering();

    private static List<HostKey> told(final RecordedDriver driver) {
        return driver.updates.stream().map(HostUpdate::key).toList();
    }

    private static long announcements(final RecordedDriver driver) {
        final var announcement = RarpAnnouncement.encode(ServingGroup.HOST);
        return driver.sent.stream().filter(frame -> Arrays.equals(frame, announcement)).count();
    }

    private static long inward(final RecordedDriver driver) {
        final var announcement = RarpAnnouncement.encode(ServingGroup.HOST);
        return driver.sentInward.stream().filter(frame -> Arrays.equals(frame, announcement)).count();
    }

    @Test
    void theForwardingBridgeIsToldAtOnceAndTheOtherOneWithTheNextUpdate() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(10);

        assertEquals(List.of(ServingGroup.HOST), told(serving.preferred));
        assertTrue(told(serving.alternate).isEmpty(), "not yet");
        serving.run(5000);
        assertEquals(List.of(ServingGroup.HOST), told(serving.alternate));
    }

    @Test
    void groupsAreBroughtUpToDateWithAHostThatWaitedWhileTheOtherBridgeWasToldOfIt() {
        serving.run(6000);
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.group.advance(serving.now(), Backlog.LEARNING);
        assertEquals(Map.of(), serving.preferred.regrouped, "more may come");
        assertEquals(Set.of(ServingGroup.HOST), serving.alternate.regrouped.keySet());
        final int before = serving.preferred.groupUpdates;

        serving.run(6000);
        assertEquals(Set.of(ServingGroup.HOST), serving.preferred.regrouped.keySet());
        assertTrue(serving.preferred.groupUpdates > before, "though nothing else has changed");
    }

    @Test
    void aBridgeThatIsOpenedAgainTakesNothingFromWhatTheOtherOneWaitsFor() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        final long opened = serving.preferred.openToken;
        serving.run(100);
        assertTrue(serving.preferred.openToken > opened, "unfenced, the old gate is opened again");
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.openToken, true));

        serving.run(5000);
        assertEquals(List.of(ServingGroup.HOST), told(serving.alternate));
    }

    @Test
    void aBridgeThatGivesTheRoleAwayIsStillToldOfWhatItHasNotHeard() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        // before it could be told
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        assertEquals(List.of(ServingGroup.HOST), told(serving.alternate), "right behind the gate");
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));

        serving.run(5000);
        assertEquals(List.of(ServingGroup.HOST), told(serving.preferred));
    }

    @Test
    void afterARestartTheBridgeThatForwardsKnowsBetterThanOneThatStandsBy() {
        final var restarted = new ServingGroup();
        restarted.alternate.found = Map.of(ServingGroup.HOST, ServingGroup.TRUNK);
        restarted.preferred.found = Map.of(ServingGroup.HOST, Location.UPLINK);
        restarted.connect(Side.ALTERNATE, false);
        restarted.alternate.updates.clear();
        restarted.connect(Side.PREFERRED, true);

        assertEquals(0, restarted.group.localHosts(), "it moved away just before the restart");
        restarted.run(6000);
        assertEquals(List.of(ServingGroup.HOST), told(restarted.alternate));
    }

    @Test
    void ofABridgeThatStandsByOnlyHostsThatAreElsewhereAreRemoved() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        final var gone = new HostKey(7, ServingGroup.HOST.mac());
        serving.alternate.found = Map.of(ServingGroup.HOST, ServingGroup.TRUNK, gone, ServingGroup.TRUNK);
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.connect(Side.ALTERNATE, false);
        assertEquals(Optional.of(ImmutableList.of(gone)), serving.alternate.held.orElseThrow().stale());
    }

    @Test
    void ofABridgeThatStandsByManyHostsThatAreElsewhereGoTogetherWithAllOthers() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(6000);
        final var found = new HashMap<>(many());
        found.put(ServingGroup.HOST, ServingGroup.TRUNK);
        serving.alternate.found = found;
        serving.alternate.updates.clear();
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.connect(Side.ALTERNATE, false);
        assertEquals(Optional.of(new InstalledState(false, Optional.empty())), serving.alternate.held);
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.closeToken, false));
        serving.run(100);
        assertEquals(List.of(ServingGroup.HOST), told(serving.alternate));
    }

    @Test
    void whatABridgeHoldsAsItShouldBeIsNotWrittenAgain() {
        final var restarted = new ServingGroup();
        final var broken = new HostKey(0, new MacAddress(0x0200_0001_0001L));
        restarted.preferred.found = many();
        restarted.preferred.partial = Set.of(broken);
        restarted.connect(Side.PREFERRED, true);
        restarted.run(100);
        assertEquals(1000, restarted.group.localHosts());
        assertEquals(List.of(broken), told(restarted.preferred));

        restarted.alternate.found = many();
        restarted.connect(Side.ALTERNATE, false);
        restarted.take(new Event.GateChanged(Side.ALTERNATE, restarted.alternate.closeToken, false));
        restarted.run(10_000);
        assertEquals(List.of(), told(restarted.alternate));
        assertEquals(PendingHosts.NONE, restarted.report().counters().alternate().pendingHosts());
    }

    @Test
    void ofABridgeThatCouldNotTellItsHostsAllAreRemoved() {
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.connect(Side.ALTERNATE, false);
        assertEquals(Optional.of(new InstalledState(false, Optional.empty())), serving.alternate.held);
    }

    @Test
    void afterARestartWhatTheForwardingBridgeHoldsAtAnotherPlaceIsWrittenAnew() {
        final var restarted = new ServingGroup();
        restarted.connect(Side.ALTERNATE, true);
        restarted.take(new Event.ChannelDown(Side.ALTERNATE));
        restarted.connect(Side.ALTERNATE, true);
        restarted.hear(Side.ALTERNATE, ServingGroup.TRUNK);
        restarted.run(100);
        restarted.alternate.updates.clear();
        restarted.alternate.found = Map.of(ServingGroup.HOST, Location.UPLINK);
        restarted.connect(Side.ALTERNATE, true);
        restarted.run(100);

        assertEquals(List.of(ServingGroup.TRUNK),
            restarted.alternate.updates.stream().map(update -> update.now().orElseThrow().location()).toList());
    }

    @Test
    void aHostThatComesInFromThePhysicalNetworkIsAnnounced() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(1200);
        serving.preferred.sent.clear();
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);

        assertEquals(1, announcements(serving.preferred));
        assertEquals(0, announcements(serving.alternate));
    }

    @Test
    void theAnnouncementOfOneHostThatComesBackIsNoMove() {
        serving.run(10_000);
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        serving.changes.clear();
        serving.hear(Side.PREFERRED, Location.UPLINK);
        assertEquals(List.of(), serving.changes);

        serving.run(5000);
        serving.hear(Side.PREFERRED, Location.UPLINK);
        assertEquals(1, serving.changes.size(), "now it has moved");
    }

    @Test
    void whomTheGroupsAnnounceFollowsByFramesInTheLaterRounds() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        serving.preferred.burst = Optional.of(new Burst(1, ImmutableSet.of()));
        serving.preferred.sent.clear();
        serving.group.announce(answer -> { }, serving.now());
        assertEquals(0, announcements(serving.preferred));
        serving.run(1000);
        assertEquals(4, announcements(serving.preferred), "of five rounds");
    }

    @Test
    void whoMovesAwayBetweenTwoRoundsIsNotAnnouncedAnyMore() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        serving.group.announce(answer -> { }, serving.now());
        serving.run(100);
        serving.preferred.sent.clear();
        serving.group.clearHosts(Optional.of(ServingGroup.HOST));
        serving.run(1000);
        assertEquals(0, announcements(serving.preferred));
    }

    private void announceWithoutRoom() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(6_000);
        serving.preferred.sent.clear();
        serving.preferred.room = 0;
        serving.group.announce(answer -> { }, serving.now());
    }

    @Test
    void whatTheBridgeHasNoRoomForWaitsAndIsNotAskedForAllTheTime() {
        announceWithoutRoom();
        serving.report();
        assertEquals(0, announcements(serving.preferred));
        assertTrue(serving.group.nextDue() > serving.now());
        serving.preferred.room = 1;
        serving.advance();
        assertEquals(1, announcements(serving.preferred));
    }

    @Test
    void aBridgeThatMayNotForwardAnnouncesNobody() {
        announceWithoutRoom();
        serving.group.switchover(Optional.empty(), "test", answer -> { }, serving.now());
        serving.preferred.room = 10;
        serving.advance();
        assertEquals(0, announcements(serving.preferred), "its gate is being closed");
    }

    @Test
    void whomTheGroupsLeaveOutIsAnnouncedByFramesAtOnce() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(100);
        serving.preferred.burst = Optional.of(new Burst(0, ImmutableSet.of(ServingGroup.HOST)));
        serving.preferred.sent.clear();
        serving.group.announce(answer -> { }, serving.now());
        assertEquals(1, announcements(serving.preferred));
        serving.run(1000);
        assertEquals(5, announcements(serving.preferred));
    }

    @Test
    void remoteHostsAreAnnouncedToTheHypervisorsSwitchIfItLearns() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.group.announce(answer -> { }, serving.now());
        serving.run(1000);
        assertEquals(0, inward(serving.preferred), "it need not know");

        final var old = AnnouncementConfiguration.DEFAULT;
        serving.configure(new AnnouncementConfiguration(old.method(), old.rounds(), old.initialDelayMillis(),
            old.stepMillis(), old.maxDelayMillis(), old.rateLimit(), old.refreshIntervalSeconds(), true));
        serving.preferred.sent.clear();
        serving.group.announce(answer -> { }, serving.now());
        serving.run(1000);
        assertEquals(5, inward(serving.preferred), "as many rounds as for local hosts");
        assertEquals(0, announcements(serving.preferred), "it is not behind this bridge");
        assertEquals(0, serving.group.state().lastFailover().orElseThrow().hostsAnnounced());
    }

    @Test
    void whatABridgeRefusedIsOfferedAgainUntilItTakesIt() {
        serving.refuses = update -> update.now().isPresent();
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.run(10);
        assertEquals(Optional.empty(), serving.preferred.updates.getLast().now(), "nothing of it may stay");
        serving.run(90_000);
        final var pendingHosts = serving.report().counters().preferred().pendingHosts();
        assertEquals(1, pendingHosts.refused());
        assertEquals(Optional.of("table full"), pendingHosts.reason());
        assertEquals(2, serving.log.stream().filter(text -> text.startsWith("openflow:1 did not take")).count(),
            "once a minute");

        serving.refuses = update -> false;
        serving.run(60_000);
        assertEquals(ServingGroup.TRUNK, serving.preferred.updates.getLast().now().orElseThrow().location());
        assertEquals(PendingHosts.NONE, serving.report().counters().preferred().pendingHosts());
        assertTrue(serving.log.contains("openflow:1 has taken the flows of all hosts"), serving.log.toString());
    }

    @Test
    void aBridgeWithoutRoomForHostsTakesTheRoleAllTheSame() {
        final var full = new ServingGroup();
        full.refuses = update -> update.now().isPresent();
        full.preferred.found = Map.of(ServingGroup.HOST, ServingGroup.TRUNK);
        full.connect(Side.PREFERRED, true);
        full.connect(Side.ALTERNATE, false);
        full.run(100);

        assertEquals(Optional.of(Side.PREFERRED), full.group.state().primary());
        assertEquals(Channel.READY, full.group.state().bridge(Side.PREFERRED).channel());
        assertEquals(Channel.READY, full.group.state().bridge(Side.ALTERNATE).channel());
    }

    private static Map<HostKey, Location> many() {
        return IntStream.rangeClosed(1, 1000).boxed().collect(Collectors.toMap(
            number -> new HostKey(0, new MacAddress(0x0200_0001_0000L + number)), number -> ServingGroup.TRUNK));
    }

    @Test
    void aBridgeIsReadyBeforeItIsToldOfTheFirstHostAndToldOfAllInTheEnd() {
        final var restarted = new ServingGroup();
        restarted.preferred.found = many();
        restarted.preferred.partial = many().keySet();
        restarted.begin(Side.PREFERRED, true);
        assertEquals(Channel.READY, restarted.group.state().bridge(Side.PREFERRED).channel());
        restarted.advance();
        assertEquals(AT_ONCE, restarted.preferred.updates.size(), "few at a time");
        restarted.advance();
        assertEquals(AT_ONCE, restarted.preferred.updates.size(), "until it has answered");
        restarted.confirming = false;
        assertEquals(1000, restarted.report().counters().preferred().pendingHosts().hosts());

        restarted.confirming = true;
        restarted.run(100);
        assertEquals(many().keySet(), Set.copyOf(told(restarted.preferred)));
        assertEquals(1000, told(restarted.preferred).size());
        assertEquals(PendingHosts.NONE, restarted.report().counters().preferred().pendingHosts());
    }

    @Test
    void aBridgeThatDoesNotAnswerIsOfferedTheSameHostsAgain() {
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.advance();
        final var batch = serving.preferred.asked.orElseThrow();
        serving.preferred.asked = Optional.empty();
        serving.group.hostsUpdated(Side.PREFERRED, HostsAnswer.none(batch.token(), "no answer"), serving.now());
        assertEquals(Optional.of("no answer"), serving.report().counters().preferred().pendingHosts().reason());
        serving.run(2000);
        assertEquals(ServingGroup.TRUNK, serving.preferred.updates.getLast().now().orElseThrow().location());
        assertEquals(PendingHosts.NONE, serving.report().counters().preferred().pendingHosts());
    }

    @Test
    void whileTheRoleMovesNoMoreHostsAreToldThanAreUnderWayAndAfterwardsAllAre() {
        final var restarted = new ServingGroup().answering();
        restarted.preferred.found = many();
        restarted.connect(Side.PREFERRED, true);
        restarted.begin(Side.ALTERNATE, false);
        restarted.advance();
        assertEquals(List.of(), restarted.alternate.updates, "it is being fenced");
        restarted.take(new Event.GateChanged(Side.ALTERNATE, restarted.alternate.closeToken, false));
        restarted.advance();
        assertEquals(AT_ONCE, restarted.alternate.updates.size());
        restarted.group.switchover(Optional.empty(), "test", answer -> { }, restarted.now());
        restarted.confirm(Side.ALTERNATE);
        restarted.advance();
        assertEquals(AT_ONCE, restarted.alternate.updates.size(), "the old gate is being closed");
        assertTrue(restarted.group.nextDue() > restarted.now(), "nothing to do but wait");
        restarted.take(new Event.GateChanged(Side.PREFERRED, restarted.preferred.closeToken, false));
        assertTrue(restarted.alternate.openToken > 0);
        restarted.confirm(Side.ALTERNATE);
        restarted.advance();
        assertEquals(AT_ONCE, restarted.alternate.updates.size(), "it has frames to forward first");
        restarted.take(new Event.GateChanged(Side.ALTERNATE, restarted.alternate.openToken, true));
        restarted.run(400);
        assertEquals(many().keySet(), Set.copyOf(told(restarted.alternate)));
    }
}
