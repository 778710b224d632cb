/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.lab.capture.Recording;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.traffic.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A host that migrates to another machine of the network, and comes back.
 */
@ExtendWith(Distribution.class)
class MigrationIT {
    private static final Guest GUEST = Guest.of(0, "02:00:00:77:09:01", "10.77.209.1");
    private static final String INET6_TARGET = "fd77::ff:1";
    private static final String TARGET = "10.77.255.1";
    /** Longer than announcements that come back are taken for what they are, s. */
    private static final long AFTER_REFLECTIONS = 6;

    @Test
    void whatAHostSaysFirstWhereItIsNowArrivesAndItIsAnnouncedOnlyWhileItIsHere() {
        try (var rig = Rig.up(configuration -> configuration.with("replication", "interval", 0))) {
            final var inside = rig.topology.localHost(1);
            final var outside = rig.topology.outsideHost(1);
            GUEST.speak(inside.namespace(), TARGET, INET6_TARGET);
            rig.group.await("a new host", MigrationIT::isKnown, Rig.PATIENCE);

            final var away = rig.during(() -> {
                rig.meter.awaitReceived(Stream.IN_SILENT, AFTER_REFLECTIONS * Rig.RATE, Rig.PATIENCE);
                arrivesOnce(outside, rig.topology.localHost(2));
                rig.group.await("a host that moved away", state -> !isKnown(state), Rig.PATIENCE);
            });
            Rig.assertNothingLost(away.traffic());
            try (var announced = announcements(rig, 2)) {
                rig.group.switchover(rig.topology.nodeId(2), "test");
                rig.awaitAnnounced(2);
                assertEquals(List.of(), announced.frames(), "it is not here");
            }
            rig.awaitProtected();

            final var back = rig.during(() -> {
                try (var announced = announcements(rig, 2)) {
                    arrivesOnce(inside, outside);
                    announced.await("its announcement", frames -> !frames.isEmpty());
                }
                rig.group.await("a host that is back", MigrationIT::isKnown, Rig.PATIENCE);
            });
            Rig.assertNothingLost(back.traffic());
        }
    }

    private static void arrivesOnce(final Host from, final Host to) {
        try (var arriving = Recording.start(to.namespace(), Host.INTERFACE, "arp and ether src " + GUEST.mac())) {
            GUEST.speak(from.namespace(), TARGET, INET6_TARGET);
            final var first = arriving.await("what it says first", frames -> !frames.isEmpty());
            // what it says next has come behind all that could come of the first
            GUEST.speak(from.namespace(), TARGET, INET6_TARGET);
            assertEquals(2, arriving.await("what it says next", frames -> frames.size() > first.size()).size());
        }
    }

    private static Recording announcements(final Rig rig, final int bridge) {
        return Recording.start(rig.topology.fabricNamespace(), rig.topology.uplinkSwitchPort(bridge),
            "rarp and ether src " + GUEST.mac());
    }

    private static boolean isKnown(final GroupState state) {
        return state.hosts().stream().anyMatch(host -> host.get("mac").getAsString().equals(GUEST.mac()));
    }
}
