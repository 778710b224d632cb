/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.understudy.core.announcement.AnnouncementGroups;
import io.understudy.core.announcement.AnnouncementGroups.Contents;
import io.understudy.core.frame.GratuitousArp;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFGroupAdd;
import org.projectfloodlight.openflow.protocol.OFGroupDelete;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFPacketOut;
import org.projectfloodlight.openflow.protocol.action.OFActionGroup;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * The messages of the announcement groups, read by another implementation of OpenFlow.
 */
final class AnnouncementGroupModsTest {
    private static final HostKey UNTAGGED = new HostKey(0, MacAddress.parse("02:00:00:00:00:11"));
    private static final HostKey TAGGED = new HostKey(100, MacAddress.parse("02:00:00:00:00:12"));
    private static final Inet4Address ADDRESS = InetAddresses.fromInteger(0xc000_0201);
    private static final Function<HostKey, Optional<Inet4Address>> NO_ADDRESS = host -> Optional.empty();

    @Test
    void eachHostHasABucketThatSetsItsAddressAndItsTag() {
        final var messages = Wire.read(AnnouncementGroupMods.write(new Contents(3, ImmutableList.of(UNTAGGED, TAGGED)),
            NO_ADDRESS, 7));
        assertEquals(2, messages.size());
        final var removed = assertInstanceOf(OFGroupDelete.class, messages.get(0));
        assertEquals(OFGroup.of(0x5553_0003), removed.getGroup());
        final var added = assertInstanceOf(OFGroupAdd.class, messages.get(1));
        assertEquals(OFGroup.of(0x5553_0003), added.getGroup());
        assertEquals(OFGroupType.ALL, added.getGroupType());
        assertEquals(List.of(
            "set eth_src=02:00:00:00:00:11, output 7 max 0",
            "push vlan 0x8100, set vlan_vid=0x1064, set eth_src=02:00:00:00:00:12, output 7 max 0"),
            added.getBuckets().stream().map(Transcript::bucket).toList());
        for (OFBucket bucket : added.getBuckets()) {
            assertEquals(OFPort.ANY, bucket.getWatchPort());
            assertEquals(OFGroup.ANY, bucket.getWatchGroup());
        }
    }

    @Test
    void aHostThatIsAnnouncedByItsAddressHasABucketThatSetsSenderAndTarget() {
        final var messages = Wire.read(AnnouncementGroupMods.write(new Contents(0, ImmutableList.of(UNTAGGED, TAGGED)),
            host -> Optional.of(host.equals(TAGGED) ? ADDRESS : InetAddresses.fromInteger(0xc000_02fe)), 7));
        assertEquals(List.of(
            "set eth_src=02:00:00:00:00:11, set arp_sha=02:00:00:00:00:11, set arp_spa=192.0.2.254, "
                + "set arp_tpa=192.0.2.254, output 7 max 0",
            "push vlan 0x8100, set vlan_vid=0x1064, set eth_src=02:00:00:00:00:12, set arp_sha=02:00:00:00:00:12, "
                + "set arp_spa=192.0.2.1, set arp_tpa=192.0.2.1, output 7 max 0"),
            ((OFGroupAdd) messages.get(1)).getBuckets().stream().map(Transcript::bucket).toList());
    }

    @Test
    void aFullGroupFitsIntoOneMessage() {
        final var hosts = IntStream.range(0, AnnouncementGroups.CAPACITY).mapToObj(number ->
            new HostKey(4094, new MacAddress(0x0200_0000_0000L + number))).collect(ImmutableList.toImmutableList());
        final var messages = Wire.read(AnnouncementGroupMods.write(new Contents(0, hosts),
            host -> Optional.of(ADDRESS), 1));
        assertEquals(AnnouncementGroups.CAPACITY, ((OFGroupAdd) messages.get(1)).getBuckets().size());
    }

    @Test
    void aGroupWithoutHostsIsOnlyRemoved() {
        final var messages = Wire.read(AnnouncementGroupMods.write(new Contents(0, ImmutableList.of()), NO_ADDRESS, 1));
        assertEquals(1, messages.size());
        assertInstanceOf(OFGroupDelete.class, messages.getFirst());
    }

    @Test
    void allThatWeMayEverHaveMadeIsRemovedOneByOne() {
        final var messages = Wire.read(AnnouncementGroupMods.removeAll());
        assertEquals(AnnouncementGroups.MAX_GROUPS, messages.size());
        assertTrue(messages.stream().allMatch(OFGroupDelete.class::isInstance));
        assertEquals(OFGroup.of(0x5553_0000), ((OFGroupDelete) messages.getFirst()).getGroup());
        assertEquals(OFGroup.of(0x5553_00ff), ((OFGroupDelete) messages.getLast()).getGroup());
    }

    @Test
    void oneFrameGoesIntoAGroup() {
        final var messages = Wire.read(AnnouncementGroupMods.burst(5, GratuitousArp.template()));
        assertEquals(1, messages.size());
        final var out = assertInstanceOf(OFPacketOut.class, messages.getFirst());
        assertEquals(OFBufferId.NO_BUFFER, out.getBufferId());
        assertEquals(OFPort.CONTROLLER, out.getInPort());
        assertEquals(OFGroup.of(0x5553_0005), ((OFActionGroup) out.getActions().getFirst()).getGroup());
        assertArrayEquals(GratuitousArp.template(), out.getData());
    }
}
