/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.emulator.FrameLog;
import io.understudy.lab.emulator.Frames;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A failover of the real distribution, on emulated bridges that speak OpenFlow to it. That they behave as Open vSwitch
 * does, other tests show; here it is shown that the controller does not mind which of both it has.
 */
@ExtendWith(Distribution.class)
class EmulatedFailoverIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HOSTS = 500;
    private static final int RATE = 200;
    private static final String GATEWAY = "10.77.255.1";

    private final Topology topology = Topology.of(HOSTS).withDatapath(0x21);
    private EmulatedLab lab;
    private GroupClient group;

    @BeforeEach
    void protect() {
        lab = EmulatedLab.up(topology);
        group = RestconfClient.local().group("emulated");
        EmulatedRig.protect(topology, group, PATIENCE);
    }

    @AfterEach
    void remove() {
        group.delete();
        lab.close();
    }

    @Test
    void deadPrimaryIsReplacedAndEveryHostIsAnnouncedThere() {
        lab.localHosts().ask(1, HOSTS, GATEWAY);
        group.await(HOSTS + " hosts", state -> state.hosts().size() == HOSTS, PATIENCE);
        // what the secondary holds of them comes with the next replication
        Awaitility.await("both bridges hold all hosts").atMost(PATIENCE)
            .until(() -> lab.bridge(1).flowCount(1) == lab.bridge(2).flowCount(1));
        final var onFirst = lab.watchUplink(1, Frames::isAnnouncement);
        final var onSecond = lab.watchUplink(2, Frames::isAnnouncement);
        try (var inward = lab.inward(1, 7, RATE)) {
            EmulatedRig.awaitFrame(inward, PATIENCE);
            lab.fault(Fault.BRIDGE_HOST, 1);
            group.await("primary " + topology.nodeId(2),
                state -> state.primary().equals(Optional.of(topology.nodeId(2))), PATIENCE);
            EmulatedRig.awaitFrame(inward, PATIENCE);
            Awaitility.await("announcement of every host").atMost(PATIENCE)
                .until(() -> announced(onSecond).equals(topology.localMacs()));
            assertEquals(Set.of(), announced(onFirst), "where the hosts are no longer");
            assertEquals(0, inward.duplicated());
            assertTrue(inward.received() < inward.sent());
        }
        assertEquals(0, lab.localHosts().returned(), "frames that came back to their senders");

        lab.heal(Fault.BRIDGE_HOST, 1);
        group.awaitStatus("protected", PATIENCE);
        onFirst.clear();
        onSecond.clear();
        group.switchover(topology.nodeId(1), "test");
        Awaitility.await("announcement of every host").atMost(PATIENCE)
            .until(() -> announced(onFirst).equals(topology.localMacs()));
    }

    private Set<String> announced(final FrameLog log) {
        final var macs = topology.localMacs();
        return log.entries().stream().map(FrameLog.Entry::source).filter(macs::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
