/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.understudy.core.bridge.Burst;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.net.Inet4Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is sent when hosts are announced by gratuitous ARP and the bridge announces some of them by groups.
 */
final class GratuitousArpBurstTest {
    private static final HostKey SILENT = new HostKey(0, new MacAddress(0x0200_0000_0020L));
    private static final Inet4Address FIRST = InetAddresses.fromInteger(0x0a00_0011);
    private static final Inet4Address SECOND = InetAddresses.fromInteger(0x0a00_0012);

    private final ServingGroup serving = ServingGroup.serving().answering();

    private void announceBy(final AnnouncementMethod method, final int rounds) {
        serving.configure(new AnnouncementConfiguration(method, rounds, 50, 100, 550, 0, 0, false));
    }

    private void hear(final HostKey host, final Inet4Address address) {
        serving.group.copy(Side.PREFERRED, Optional.of(ServingGroup.TRUNK), GratuitousArp.encode(host, address), false,
            serving.now());
    }

    @BeforeEach
    void twoHostsAreKnownOneOfThemByTwoAddresses() {
        hear(ServingGroup.HOST, FIRST);
        hear(ServingGroup.HOST, SECOND);
        serving.hear(Side.PREFERRED, SILENT);
        serving.run(6000);
        serving.preferred.sent.clear();
    }

    private List<byte[]> announce() {
        serving.preferred.sent.clear();
        serving.group.announce(answer -> { }, serving.now());
        return List.copyOf(serving.preferred.sent);
    }

    private static void assertFrames(final List<byte[]> expected, final List<byte[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int frame = 0; frame < expected.size(); frame++) {
            assertArrayEquals(expected.get(frame), actual.get(frame));
        }
    }

    private long sent(final byte[] announcement) {
        return serving.preferred.sent.stream().filter(frame -> Arrays.equals(frame, announcement)).count();
    }

    @Test
    void whatGroupsCannotSayFollowsAtOnceByFrames() {
        announceBy(AnnouncementMethod.GARP, 5);
        serving.preferred.burst = Optional.of(new Burst(1, ImmutableSet.of()));
        assertFrames(List.of(GratuitousArp.encode(ServingGroup.HOST, SECOND), RarpAnnouncement.encode(SILENT)),
            announce());
        serving.run(1000);
        assertEquals(4, sent(GratuitousArp.encode(ServingGroup.HOST, FIRST)), "of five rounds");
        assertEquals(5, sent(GratuitousArp.encode(ServingGroup.HOST, SECOND)));
        assertEquals(5, sent(RarpAnnouncement.encode(SILENT)));
        assertEquals(2, serving.group.state().lastFailover().orElseThrow().hostsAnnounced());
    }

    @Test
    void whomGroupsLeaveOutIsAnnouncedAtOnceByAllFrames() {
        announceBy(AnnouncementMethod.GARP, 5);
        serving.preferred.burst = Optional.of(new Burst(0, ImmutableSet.of(ServingGroup.HOST)));
        assertFrames(List.of(GratuitousArp.encode(ServingGroup.HOST, FIRST),
            GratuitousArp.encode(ServingGroup.HOST, SECOND), RarpAnnouncement.encode(SILENT)), announce());
    }

    @Test
    void aSingleRoundHasNobodyToMakeItGoodSoItIsDoneByFrames() {
        announceBy(AnnouncementMethod.GARP, 1);
        serving.preferred.burst = Optional.of(new Burst(1, ImmutableSet.of()));
        assertFrames(List.of(GratuitousArp.encode(ServingGroup.HOST, FIRST),
            GratuitousArp.encode(ServingGroup.HOST, SECOND), RarpAnnouncement.encode(SILENT)), announce());
    }

    @Test
    void groupsAreToldOfAFirstAddressAndTheFlowsOfItsHostAreNot() {
        final int told = serving.preferred.updates.size();
        hear(SILENT, SECOND);
        serving.run(10);
        assertEquals(List.of(SECOND), serving.preferred.regrouped.get(SILENT));
        serving.run(6000);
        assertEquals(List.of(SECOND), serving.alternate.regrouped.get(SILENT));
        assertEquals(told, serving.preferred.updates.size());
    }

    @Test
    void groupsAreToldOfAnAddressBeforeTheyAnnounceAnEarlierOne() {
        announceBy(AnnouncementMethod.GARP, 5);
        hear(SILENT, SECOND);
        announce();
        assertEquals(List.of(SECOND), serving.preferred.regrouped.get(SILENT));
    }

    @Test
    void bothBridgesAreToldOfAnotherMethodAndOfAllHosts() {
        serving.preferred.regrouped.clear();
        serving.alternate.regrouped.clear();
        announceBy(AnnouncementMethod.GARP, 5);
        announceBy(AnnouncementMethod.GARP, 4);
        for (var side : Side.values()) {
            assertEquals(List.of(AnnouncementMethod.GARP), serving.driver(side).methods);
            assertEquals(List.of(FIRST, SECOND), serving.driver(side).regrouped.get(ServingGroup.HOST));
            assertEquals(List.of(), serving.driver(side).regrouped.get(SILENT));
        }
        announceBy(AnnouncementMethod.RARP, 4);
        assertEquals(List.of(AnnouncementMethod.GARP, AnnouncementMethod.RARP), serving.alternate.methods);
    }
}
