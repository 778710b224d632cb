/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void aHostsNumberIsInItsAddresses() {
        assertEquals(new Host("us-lpar1", "02:00:00:00:01:01", "10.77.0.1"), Topology.of(10).localHost(1));
        assertEquals(new Host("us-lpar1000", "02:00:00:03:01:e8", "10.77.3.232"), Topology.of(1000).localHost(1000));
        assertEquals(new Host("us-out", "02:00:00:00:02:01", "10.77.255.1"), Topology.of(10).outsideHost(1));
    }

    @Test
    void noTwoHostsShareAnAddress() {
        assertEquals(1000, Topology.of(1000).localMacs().size());

        final var many = Topology.of(100_000);
        assertEquals(100_000, many.localMacs().size());
        final var addresses = new HashSet<String>();
        for (int number = 1; number <= many.hosts(); number++) {
            addresses.add(many.localHost(number).address());
        }
        for (int number = 1; number <= 250; number++) {
            addresses.add(many.withRemotes(250).outsideHost(number).address());
        }
        assertEquals(100_250, addresses.size());
    }

    @Test
    void aNamedLabStandsBesideTheFirst() {
        final var topology = Topology.of(10).named("b");
        assertEquals("us-b-bh1", topology.bridgeNamespace(1));
        assertEquals("openflow:18", topology.nodeId(2));
        assertEquals("openflow:2", Topology.of(10).nodeId(2));
    }

    @Test
    void thereIsNoHostBeyondTheLast() {
        assertThrows(IllegalArgumentException.class, () -> Topology.of(10).localHost(11));
        assertThrows(IllegalArgumentException.class, () -> Topology.of(10).nodeId(3));
    }

    @Test
    void aMarkCountsMillisecondsWithTheirFraction() {
        final var mark = Mark.ofEpochNanos(1_795_408_124_653_259_000L);
        assertEquals(Instant.parse("2026-11-23T04:28:44.653259Z"), mark.at());
        assertEquals(1.5, mark.millisUntil(Instant.parse("2026-11-23T04:28:44.654759Z")));
    }
}
