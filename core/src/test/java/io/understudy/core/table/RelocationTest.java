/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelocationTest {
    private static final Host FIRST = host(1, Location.trunk(1));
    private static final Host SECOND = host(2, Location.trunk(2));
    private static final Host REMOTE = host(3, Location.UPLINK);

    private final ForwardingTable table = new ForwardingTable(LearningConfiguration.DEFAULT, ImmutableSet.of());

    private static Host host(final int number, final Location location) {
        return Host.firstSeen(new HostKey(0, MacAddress.parse("02:00:00:00:00:0" + number)), location, number)
            .withAddress(InetAddresses.forString("10.0.0." + number));
    }

    @BeforeEach
    void fill() {
        List.of(FIRST, SECOND, REMOTE).forEach(table::adopt);
        table.drainReplication();
    }

    @Test
    void anotherTrunkBehindTheOthersChangesNothing() {
        assertEquals(List.of(), Relocation.NONE.apply(table));
        assertEquals(List.of(), new Relocation(ImmutableList.of(1, 2)).apply(table));
        assertEquals(3, table.localCount() + table.remoteCount());
    }

    @Test
    void hostsFollowTheirTrunkWithAllThatIsKnownOfThem() {
        new Relocation(ImmutableList.of(2, 1)).apply(table);
        final var moved = table.find(FIRST.key()).orElseThrow();
        assertEquals(Location.trunk(2), moved.location());
        assertEquals(FIRST.addresses(), moved.addresses());
        assertEquals(FIRST.firstSeen(), moved.firstSeen());
        assertEquals(0, moved.moves(), "the host has not moved");
        assertEquals(Location.trunk(1), table.find(SECOND.key()).orElseThrow().location());
        assertEquals(Optional.of(REMOTE), table.find(REMOTE.key()));
        assertEquals(ImmutableSet.of(FIRST.key(), SECOND.key()), table.drainReplication().upserted().stream()
            .map(Host::key).collect(Collectors.toSet()));
    }

    @Test
    void hostsOfATrunkThatIsGoneGo() {
        final var changes = new Relocation(ImmutableList.of(0, 1)).apply(table);
        assertTrue(table.find(FIRST.key()).isEmpty());
        assertEquals(Location.trunk(1), table.find(SECOND.key()).orElseThrow().location());
        assertEquals(3, changes.size(), changes::toString);
        assertEquals(ImmutableSet.of(FIRST.key()), ImmutableSet.copyOf(table.drainReplication().removed()));
    }
}
