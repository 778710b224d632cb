/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostTest {
    private static final HostKey KEY = new HostKey(7, MacAddress.parse("02:00:00:00:00:0a"));
    private static final MacAddress PEER = MacAddress.parse("02:00:00:00:00:0b");
    private static final Host LOCAL = Host.firstSeen(KEY, Location.trunk(1), 100);

    private static InetAddress address(final int number) {
        return InetAddresses.fromInteger(0x0A00_0000 + number);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4095, Integer.MAX_VALUE})
    void vlanOutOfRangeIsRefused(final int vlanId) {
        final var message =
            assertThrows(IllegalArgumentException.class, () -> new HostKey(vlanId, PEER)).getMessage();
        assertTrue(message.contains(String.valueOf(vlanId)), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 17})
    void trunkOutOfRangeIsRefused(final int place) {
        assertThrows(IllegalArgumentException.class, () -> Location.trunk(place));
    }

    @Test
    void keysAreOrderedByVlanFirst() {
        final var ordered = List.of(new HostKey(0, PEER), new HostKey(1, MacAddress.ZERO), new HostKey(1, PEER),
            new HostKey(4094, MacAddress.ZERO));
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }

    @Test
    void aKeyIsPrintedAsAddressAndVlan() {
        assertEquals("02:00:00:00:00:0a in VLAN 7", KEY.toString());
        assertEquals("02:00:00:00:00:0b", new HostKey(0, PEER).toString());
    }

    @Test
    void aHostBehindATrunkIsLocal() {
        assertTrue(LOCAL.isLocal());
        assertFalse(Host.firstSeen(KEY, Location.UPLINK, 0).isLocal());
    }

    @Test
    void onlyMovesBetweenTrunksCount() {
        assertEquals(0, LOCAL.seen(Location.trunk(1), 101).moves());
        assertEquals(1, LOCAL.seen(Location.trunk(2), 101).moves());
        assertEquals(0, LOCAL.seen(Location.UPLINK, 101).moves());
        assertEquals(0, LOCAL.seen(Location.UPLINK, 101).seen(Location.trunk(2), 102).moves());
    }

    @Test
    void seenAgainAHostKeepsItsFirstTime() {
        final var later = LOCAL.seen(Location.trunk(2), 150);
        assertEquals(100, later.firstSeen());
        assertEquals(150, later.lastSeen());
        assertEquals(150, later.seen(Location.trunk(2), 140).lastSeen());
    }

    @Test
    void timesMayPassTheEndOfTheirRange() {
        final var early = Host.firstSeen(KEY, Location.UPLINK, Long.MAX_VALUE);
        assertEquals(Long.MIN_VALUE, early.seen(Location.UPLINK, Long.MIN_VALUE).lastSeen());
    }

    @Test
    void aFurtherAddressReplacesTheOldest() {
        var host = LOCAL;
        for (int i = 0; i < Host.MAX_ADDRESSES; i++) {
            host = host.withAddress(address(i));
        }
        assertEquals(Host.MAX_ADDRESSES, host.addresses().size());
        assertSame(host, host.withAddress(address(0)));
        final var next = host.withAddress(address(99));
        assertEquals(Host.MAX_ADDRESSES, next.addresses().size());
        assertEquals(address(1), next.addresses().getFirst());
        assertEquals(address(99), next.addresses().getLast());
    }

    @Test
    void aFurtherPeerReplacesTheOldest() {
        var host = LOCAL;
        for (int i = 0; i < Host.MAX_PEERS; i++) {
            host = host.withPeer(address(i), Optional.empty());
        }
        assertEquals(Host.MAX_PEERS, host.peers().size());
        final var next = host.withPeer(address(99), Optional.of(PEER));
        assertEquals(Host.MAX_PEERS, next.peers().size());
        assertEquals(address(1), next.peers().keySet().iterator().next());
        assertEquals(Optional.of(PEER), next.peers().get(address(99)));
    }

    @Test
    void peerGetsItsMacInItsPlace() {
        final var asked = LOCAL.withPeer(address(1), Optional.empty()).withPeer(address(2), Optional.empty());
        final var answered = asked.withPeer(address(1), Optional.of(PEER));
        assertEquals(List.of(address(1), address(2)), List.copyOf(answered.peers().keySet()));
        assertEquals(Optional.of(PEER), answered.peers().get(address(1)));
        assertSame(answered, answered.withPeer(address(1), Optional.of(PEER)));
    }

    @Test
    void askingAgainDoesNotForgetTheAnswer() {
        final var answered = LOCAL.withPeer(address(1), Optional.of(PEER));
        assertSame(answered, answered.withPeer(address(1), Optional.empty()));
    }

    @Test
    void remoteHostKeepsItsAddressesAndNoPeers() {
        final var host = LOCAL.withAddress(address(1)).withPeer(address(2), Optional.of(PEER));
        final var gone = host.seen(Location.UPLINK, 200);
        assertEquals(host.addresses(), gone.addresses());
        assertEquals(ImmutableMap.of(), gone.peers());
        assertSame(gone, gone.withPeer(address(3), Optional.empty()));
    }
}
