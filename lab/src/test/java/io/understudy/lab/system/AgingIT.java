/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonPrimitive;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.traffic.Stream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hosts go when nobody uses them, and only then.
 */
@ExtendWith(Distribution.class)
class AgingIT {
    private static final int AGING_SECONDS = 4;

    @Test
    void whoOnlyReceivesStaysKnownAndIsAnnouncedWhoIsNotUsedGoes() {
        try (var rig = Rig.up(configuration -> configuration.with("learning", "aging-time", 3600))) {
            // all others are silent from now on, and nobody sends to them; the last one only receives
            final var used = new TreeSet<>(Set.of(mac(rig, 1), mac(rig, 2), mac(rig, rig.topology.hosts())));
            final var unused = rig.topology.localMacs().stream().filter(mac -> !used.contains(mac))
                .collect(Collectors.toSet());
            final var outcome = rig.during(() -> {
                rig.group.set("learning", "aging-time", new JsonPrimitive(AGING_SECONDS));
                rig.group.await("only used hosts", state -> macs(state).equals(used), Rig.PATIENCE);
                Awaitility.await("flows of used hosts only").atMost(Rig.PATIENCE).until(() ->
                    !knows(rig, 1, unused) && !knows(rig, 2, unused));
                // several times the ageing time, counted in frames
                rig.meter.awaitReceived(Stream.IN_SILENT, 5L * AGING_SECONDS * Rig.RATE, Rig.PATIENCE);
                assertEquals(used, macs(rig.state()));

                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(2);
            });
            assertEquals(used, outcome.announced(2));

            rig.lab.speak(3);
            rig.group.await("a host that speaks again", state -> macs(state).contains(mac(rig, 3)), Rig.PATIENCE);
        }
    }

    private static String mac(final Rig rig, final int host) {
        return rig.topology.localHost(host).mac();
    }

    private static Set<String> macs(final GroupState state) {
        return state.hosts().stream().map(host -> host.get("mac").getAsString())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean knows(final Rig rig, final int bridge, final Set<String> macs) {
        return rig.lab.dumpFlows(bridge).stream().anyMatch(flow -> macs.stream().anyMatch(flow::contains));
    }
}
