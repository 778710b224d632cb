/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.frame.UnsolicitedNeighborAdvertisement;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AnnouncementFramesTest {
    private static final HostKey KEY = new HostKey(5, MacAddress.parse("02:00:00:00:00:0a"));
    private static final Inet4Address INET4 = (Inet4Address) InetAddresses.forString("192.0.2.10");
    private static final Inet4Address SECOND_INET4 = (Inet4Address) InetAddresses.forString("192.0.2.11");
    private static final Inet6Address INET6 = (Inet6Address) InetAddresses.forString("2001:db8::a");
    private static final Host SILENT = Host.firstSeen(KEY, Location.trunk(1), 0);
    private static final Host KNOWN = SILENT.withAddress(INET4).withAddress(INET6).withAddress(SECOND_INET4);

    private static final byte[] RARP = RarpAnnouncement.encode(KEY);
    private static final byte[] GARP = GratuitousArp.encode(KEY, INET4);
    private static final byte[] SECOND_GARP = GratuitousArp.encode(KEY, SECOND_INET4);
    private static final byte[] ADVERTISEMENT = UnsolicitedNeighborAdvertisement.encode(KEY, INET6);

    static Stream<Arguments> methods() {
        return Stream.of(
            Arguments.of(SILENT, AnnouncementMethod.RARP, List.of(RARP)),
            Arguments.of(SILENT, AnnouncementMethod.GARP, List.of(RARP)),
            Arguments.of(SILENT, AnnouncementMethod.BOTH, List.of(RARP)),
            Arguments.of(SILENT, AnnouncementMethod.NONE, List.of()),
            Arguments.of(KNOWN, AnnouncementMethod.RARP, List.of(RARP)),
            Arguments.of(KNOWN, AnnouncementMethod.GARP, List.of(GARP, ADVERTISEMENT, SECOND_GARP)),
            Arguments.of(KNOWN, AnnouncementMethod.BOTH, List.of(RARP, GARP, ADVERTISEMENT, SECOND_GARP)),
            Arguments.of(KNOWN, AnnouncementMethod.NONE, List.of()));
    }

    static Stream<Arguments> furtherFramesFollowThoseOfAnAnnouncementGroup() {
        return Stream.of(
            Arguments.of(SILENT.withAddress(INET4), List.of()),
            Arguments.of(KNOWN, List.of(ADVERTISEMENT, SECOND_GARP)),
            Arguments.of(SILENT.withAddress(INET6).withAddress(SECOND_INET4).withAddress(INET4),
                List.of(ADVERTISEMENT, GARP)));
    }

    @ParameterizedTest
    @MethodSource
    void furtherFramesFollowThoseOfAnAnnouncementGroup(final Host host, final List<byte[]> expected) {
        assertFrames(expected, AnnouncementFrames.furtherFramesFor(host));
    }

    @Test
    void whatGroupsLeaveIsAnnouncedInTheFirstRound() {
        final var inet6 = SILENT.withAddress(INET6);
        final var dual = SILENT.withAddress(INET6).withAddress(INET4);
        final var covered = FirstRound.besidesGroups(List.of(), Set.of());
        assertFrames(List.of(RARP), covered.frames().apply(SILENT));
        assertFrames(List.of(ADVERTISEMENT), covered.frames().apply(inet6));
        assertFrames(List.of(ADVERTISEMENT), covered.frames().apply(dual));
        final var uncovered = FirstRound.besidesGroups(List.of(), Set.of(KEY));
        assertFrames(List.of(ADVERTISEMENT, GARP), uncovered.frames().apply(dual));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void framesOfAHost(final Host host, final AnnouncementMethod method, final List<byte[]> expected) {
        assertFrames(expected, AnnouncementFrames.framesFor(host, method));
    }

    private static void assertFrames(final List<byte[]> expected, final List<byte[]> frames) {
        assertEquals(expected.size(), frames.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), frames.get(i));
        }
    }
}
