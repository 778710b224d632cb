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
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.frame.RarpAnnouncement;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Which hosts are in groups by which method, what their buckets say, and when that makes a group be written anew.
 */
final class AnnouncementBucketsTest {
    private static final Host ONE = host(1).withAddress(InetAddresses.forString("192.0.2.1"));
    private static final Host SILENT = host(2);
    private static final Host INET6 = host(3).withAddress(InetAddresses.forString("2001:db8::3"));
    private static final Host DUAL = host(4).withAddress(InetAddresses.forString("2001:db8::4"))
        .withAddress(InetAddresses.forString("192.0.2.4")).withAddress(InetAddresses.forString("192.0.2.5"));
    private static final Host REMOTE = Host.firstSeen(host(5).key(), Location.UPLINK, 0)
        .withAddress(InetAddresses.forString("192.0.2.6"));
    private static final List<Host> ALL = List.of(ONE, SILENT, INET6, DUAL, REMOTE);

    private final AnnouncementGroups groups = new AnnouncementGroups();

    private static Host host(final int number) {
        return Host.firstSeen(new HostKey(0, new MacAddress(0x0200_0000_0000L + number)), Location.trunk(1), 0);
    }

    private AnnouncementBuckets buckets(final AnnouncementMethod method) {
        final var buckets = new AnnouncementBuckets(groups, method);
        buckets.restart(ALL);
        return buckets;
    }

    private Set<HostKey> written() {
        final var hosts = new ArrayList<HostKey>();
        for (var next = groups.takeChanged(); next.isPresent(); next = groups.takeChanged()) {
            hosts.addAll(next.orElseThrow().hosts());
            groups.confirmed(next.orElseThrow());
        }
        return Set.copyOf(hosts);
    }

    @Test
    void byRarpEveryLocalHostIsAnnouncedWithoutAnAddress() {
        for (var method : List.of(AnnouncementMethod.RARP, AnnouncementMethod.BOTH)) {
            final var buckets = buckets(method);
            assertEquals(Set.of(ONE.key(), SILENT.key(), INET6.key(), DUAL.key()), written());
            assertEquals(Optional.empty(), buckets.address(ONE.key()));
            assertArrayEquals(RarpAnnouncement.template(), buckets.template());
            buckets.update(SILENT.key(), Optional.of(SILENT.withAddress(InetAddresses.forString("192.0.2.2"))));
            assertEquals(0, groups.changed(), "an address makes no difference");
        }
    }

    @Test
    void byGratuitousArpHostsAreAnnouncedByTheirFirstIpv4Address() {
        final var buckets = buckets(AnnouncementMethod.GARP);
        assertEquals(Set.of(ONE.key(), DUAL.key()), written());
        assertEquals(ONE.firstInet4(), buckets.address(ONE.key()));
        assertEquals(Optional.of(InetAddresses.forString("192.0.2.4")), buckets.address(DUAL.key()));
        assertArrayEquals(GratuitousArp.template(), buckets.template());
    }

    @Test
    void aGroupIsWrittenAnewWhenWhatItSaysChangesAndOnlyThen() {
        final var buckets = buckets(AnnouncementMethod.GARP);
        written();
        buckets.update(ONE.key(), Optional.of(ONE.withAddress(InetAddresses.forString("192.0.2.9"))));
        buckets.update(INET6.key(), Optional.of(INET6.withAddress(InetAddresses.forString("2001:db8::9"))));
        assertEquals(0, groups.changed());

        buckets.update(SILENT.key(), Optional.of(SILENT.withAddress(InetAddresses.forString("192.0.2.2"))));
        assertEquals(Set.of(ONE.key(), DUAL.key(), SILENT.key()), written());

        buckets.update(ONE.key(), Optional.of(host(1).withAddress(InetAddresses.forString("192.0.2.9"))));
        assertEquals(1, groups.changed());
        written();
        assertEquals(Optional.of(InetAddresses.forString("192.0.2.9")), buckets.address(ONE.key()));

        buckets.update(SILENT.key(), Optional.of(SILENT));
        assertEquals(Set.of(ONE.key(), DUAL.key()), written(), "it has no address any more");
        buckets.update(ONE.key(), Optional.empty());
        assertEquals(Set.of(DUAL.key()), written());
        assertEquals(Optional.empty(), buckets.address(ONE.key()));
        buckets.update(DUAL.key(), Optional.of(DUAL.seen(Location.UPLINK, 1)));
        assertEquals(Set.of(), written(), "it is elsewhere");
    }

    @Test
    void onlyAMethodThatSaysSomethingElseMakesThemBeginAnew() {
        final var buckets = buckets(AnnouncementMethod.RARP);
        assertFalse(buckets.announceBy(AnnouncementMethod.BOTH));
        assertFalse(buckets.announceBy(AnnouncementMethod.NONE));
        assertTrue(buckets.announceBy(AnnouncementMethod.GARP));
        buckets.restart(ALL);
        assertEquals(Set.of(ONE.key(), DUAL.key()), written());
        assertFalse(buckets.announceBy(AnnouncementMethod.GARP));
        assertTrue(buckets.announceBy(AnnouncementMethod.RARP));
        buckets.restart(ALL);
        assertEquals(Optional.empty(), buckets.address(ONE.key()));
    }
}
