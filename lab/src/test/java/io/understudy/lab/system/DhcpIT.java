/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.capture.Recording;
import io.understudy.lab.restconf.GroupState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hosts that never say their addresses themselves have those that a DHCP server outside granted them.
 */
@ExtendWith(Distribution.class)
class DhcpIT {
    private static final Duration SAY_AGAIN_AFTER = Duration.ofSeconds(5);

    @Test
    void whatAServerGrantsIsKnownAndAnnounced() {
        try (var rig = Rig.up(configuration -> configuration.with("replication", "interval", 0))) {
            // Whom the bridges know already: of it nothing is copied to the controller but what can teach something.
            final var server = new DhcpServer(rig.topology.outsideHost(1).mac());
            final var untagged = Guest.of(0, "02:00:00:77:00:01", "10.77.230.7", "fd77::230:7");
            final var tagged = Guest.of(100, "02:00:00:77:00:01", "10.77.231.7", "fd77::231:7");
            final var guests = List.of(untagged, tagged);
            final var inside = rig.topology.localHost(1).namespace();
            until(rig, "silent guests are known",
                () -> guests.forEach(guest -> Guest.of(guest.vlan(), guest.mac()).speak(inside, "", "")),
                state -> guests.stream().allMatch(guest -> addresses(state, guest).equals(Optional.of(Set.of()))));

            // An offer may be declined, and where a stranger is nobody knows.
            final var outside = rig.topology.outsideHost(1).namespace();
            Guest.send(outside, List.of(server.message(DhcpServer.OFFER, untagged, "10.77.230.8"),
                server.message(DhcpServer.ACKNOWLEDGEMENT, Guest.of(0, "02:00:00:77:00:02"), "10.77.230.9")));
            final var replies = List.of(
                server.message(DhcpServer.ACKNOWLEDGEMENT, untagged, "10.77.230.7"),
                server.reply(untagged, "fd77::230:7"),
                server.message(DhcpServer.ACKNOWLEDGEMENT, tagged, "10.77.231.7"),
                server.reply(tagged, "fd77::231:7"));
            until(rig, "granted addresses are known", () -> Guest.send(outside, replies),
                state -> guests.stream().allMatch(guest -> addresses(state, guest).equals(Optional.of(all(guest)))));
            assertEquals(Optional.empty(), addresses(rig.state(), Guest.of(0, "02:00:00:77:00:02")));

            rig.group.set("announcement", "method", new JsonPrimitive("garp"));
            rig.awaitProtected();
            try (var recording = Recording.start(rig.topology.fabricNamespace(), rig.topology.uplinkSwitchPort(2),
                    "ether src " + untagged.mac())) {
                rig.group.switchover(rig.topology.nodeId(2), "test");
                recording.await("both addresses of both guests", seen -> guests.stream().allMatch(guest ->
                    new HashSet<>(seen).containsAll(DecodedAnnouncement.exact(guest, "garp"))));
            }
        }
    }

    private static void until(final Rig rig, final String what, final Runnable frames,
            final Predicate<GroupState> condition) {
        Rig.speakUntil(what, frames, () -> rig.group.await(what, condition, SAY_AGAIN_AFTER));
    }

    private static Optional<Set<String>> addresses(final GroupState state, final Guest guest) {
        return state.hosts().stream().filter(host -> host.get("vlan-id").getAsInt() == guest.vlan()
            && host.get("mac").getAsString().equals(guest.mac())).findFirst().map(DhcpIT::addresses);
    }

    private static Set<String> addresses(final JsonObject host) {
        final var addresses = new TreeSet<String>();
        if (host.has("ip-address")) {
            host.getAsJsonArray("ip-address").forEach(address ->
                addresses.add(Guest.address(address.getAsString()).getHostAddress()));
        }
        return addresses;
    }

    private static Set<String> all(final Guest guest) {
        final var addresses = new TreeSet<String>();
        guest.addresses().forEach(address -> addresses.add(address.getHostAddress()));
        return addresses;
    }
}
