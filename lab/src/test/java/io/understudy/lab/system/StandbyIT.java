/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import io.understudy.lab.traffic.FrameInjector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What many hosts say leaves nothing in a bridge that stands by which its takeover would have to wait for.
 */
@ExtendWith(Distribution.class)
class StandbyIT {
    private static final int HOSTS = 500;
    private static final int FEW = 100;
    private static final String STANDBY = "cookie=0x555311";

    @Test
    void whoStandsByDoesNotRememberWhoSpoke() {
        try (var rig = Rig.up(configuration -> configuration.with("replication", "interval", 0));
                var injector = FrameInjector.start(rig.topology.localHost(1).namespace())) {
            awaitStandingBy(rig, 2);
            // on a busy machine the hosts take longer to speak than an unused decision is kept
            rig.lab.keepDecisions(Rig.PATIENCE);
            // behind the first host, and none of those that are really there
            final int last = rig.topology.hosts() + HOSTS;
            rig.hear(injector, Topology.of(last), last - HOSTS + 1, last, last);
            final int primary = rig.lab.cachedDecisions(1);
            final int secondary = rig.lab.cachedDecisions(2);
            assertTrue(primary >= HOSTS, "the primary has looked at the frames of all: " + primary);
            assertTrue(secondary < FEW, "the secondary has not: " + secondary);

            final var outcome = rig.during(() -> {
                rig.group.switchover(rig.topology.nodeId(2), "test");
                rig.awaitAnnounced(2);
            });
            assertEquals(rig.topology.localMacs(), outcome.announced(2));
            assertEquals(0, standbyFlows(rig, 2));
            awaitStandingBy(rig, 1);
            assertEquals(0, standbyFlows(rig, 2));
        }
    }

    @Test
    void aBridgeThatComesBackStandsByAsBefore() {
        try (var rig = Rig.up(configuration -> configuration)) {
            awaitStandingBy(rig, 2);
            rig.lab.fault(Fault.BRIDGE_HOST, 1);
            rig.awaitAnnounced(2);
            rig.group.await("a lost bridge", state -> state.status().equals("unprotected"), Rig.PATIENCE);
            rig.lab.heal(Fault.BRIDGE_HOST, 1);
            awaitStandingBy(rig, 1);
        }
    }

    private static void awaitStandingBy(final Rig rig, final int bridge) {
        Awaitility.await("bridge " + bridge + " stands by").atMost(Rig.PATIENCE)
            .until(() -> standbyFlows(rig, bridge) > 0);
    }

    private static long standbyFlows(final Rig rig, final int bridge) {
        return rig.lab.dumpFlows(bridge).stream().filter(flow -> flow.contains(STANDBY)).count();
    }
}
