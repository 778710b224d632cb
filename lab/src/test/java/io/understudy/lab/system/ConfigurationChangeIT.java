/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A group that works goes on while its configuration changes: no frame is lost, and no host is forgotten.
 */
@ExtendWith(Distribution.class)
class ConfigurationChangeIT {
    private static final String GROUPS = RestconfClient.LOCAL + "/data/bridge-failover:failover-groups";
    private static final RawRequests REQUESTS = new RawRequests();

    private static Rig rig;

    @BeforeAll
    static void raise() {
        rig = Rig.up(configuration -> configuration.with("replication", "interval", 0));
    }

    @AfterAll
    static void remove() {
        if (rig != null) {
            rig.close();
        }
    }

    /** Changes the group while traffic flows, waits until it is as it should be, and looks for what was lost. */
    private static void change(final GroupClient group, final Runnable deed, final String what,
            final Predicate<GroupState> done) {
        rig.awaitProtected();
        final var primary = rig.state().primary();
        final var hosts = hosts(rig.state());
        final var outcome = rig.during(() -> {
            deed.run();
            group.await(what, done, Rig.PATIENCE);
            group.awaitStatus("protected", Rig.PATIENCE);
        });
        Rig.assertNothingLost(outcome.traffic());
        final var after = group.state().orElseThrow();
        assertEquals(primary, after.primary());
        assertEquals(hosts, hosts(after), "hosts and their addresses");
    }

    /** The addresses of each local host. */
    private static Map<String, String> hosts(final GroupState state) {
        final var hosts = new TreeMap<String, String>();
        for (JsonObject host : state.hosts()) {
            hosts.put(host.get("mac").getAsString(), String.valueOf(host.get("ip-address")));
        }
        return hosts;
    }

    private static void send(final String method, final String path, final String body, final int status) {
        final var answer = REQUESTS.send(method, GROUPS + path, body, "application/yang-data+json");
        assertEquals(status, answer.statusCode(), answer::body);
    }

    private static void patch(final String bridges) {
        send("PATCH", "/group=test", "{\"bridge-failover:group\":[{\"name\":\"test\",\"bridge\":[" + bridges + "]}]}",
            200);
    }

    /** Changes priorities and timers, one change after the other, until it is told to end. */
    private static void changeUntil(final AtomicBoolean ended) {
        for (int round = 0; !ended.get(); round++) {
            final int first = 1 + round % 2;
            patch(bridge(1, "\"priority\":" + first) + "," + bridge(2, "\"priority\":" + (3 - first)));
            rig.group.set("path-probe", "interval", new JsonPrimitive(900 + round % 2 * 100));
        }
    }

    private static String bridge(final int number, final String leaf) {
        return "{\"node-id\":\"openflow:" + number + "\"," + leaf + "}";
    }

    @Test
    void aMistypedPortIsNamedAndTheFormerOneIsUsed() {
        change(rig.group, () -> patch(bridge(1, "\"uplink-port\":\"uplinkk\"")), "the port that is not there",
            state -> state.reason().contains("openflow:1 has no uplink-port 'uplinkk'")
                && state.reason().contains("until then the group goes on"));
        assertTrue(rig.state().events(3).stream().anyMatch(event -> event.contains("uplinkk")),
            () -> rig.state().events(3).toString());
        change(rig.group, () -> patch(bridge(1, "\"uplink-port\":\"uplink\"")), "no reason",
            state -> state.reason().isEmpty());
    }

    @Test
    void exchangedPrioritiesAndOtherTimersLoseNothing() {
        change(rig.group, () -> {
            patch(bridge(1, "\"priority\":2") + "," + bridge(2, "\"priority\":1"));
            rig.group.set("heartbeat", "interval", new JsonPrimitive(500));
        }, "all hosts", state -> state.hostCount() > 0);
        change(rig.group, () -> patch(bridge(1, "\"priority\":1") + "," + bridge(2, "\"priority\":2")), "all hosts",
            state -> state.hostCount() > 0);
    }

    @Test
    void aTakeoverWhileTheConfigurationChangesIsAsCompleteAsAnyOther() {
        rig.awaitProtected();
        final int from = rig.state().primary().orElseThrow().equals(rig.topology.nodeId(1)) ? 1 : 2;
        final var ended = new AtomicBoolean();
        final var changes = CompletableFuture.runAsync(() -> changeUntil(ended));
        try {
            final var takeover = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, from);
                rig.awaitAnnounced(3 - from);
            });
            assertEquals(rig.topology.localMacs(), takeover.announced(3 - from));
        } finally {
            ended.set(true);
            rig.lab.heal(Fault.BRIDGE_HOST, from);
        }
        // fails if a change was refused
        changes.join();
        rig.awaitProtected();
        patch(bridge(1, "\"priority\":1") + "," + bridge(2, "\"priority\":2"));
        rig.group.set("path-probe", "interval", new JsonPrimitive(1000));
    }

    @Test
    void aGroupThatIsDeletedAndMadeAgainUnderAnotherNameLosesNothing() {
        try {
            rename("test", "other");
            rename("other", "test");
        } finally {
            RestconfClient.local().group("other").delete();
            rig.group.configure(GroupConfiguration.of(rig.topology).with("failback", "mode", "manual")
                .with("replication", "interval", 0));
        }
    }

    private static void rename(final String from, final String to) {
        final var client = RestconfClient.local();
        final var before = client.get("bridge-failover:failover-groups/group=" + from + "?content=config")
            .orElseThrow();
        before.getAsJsonArray("bridge-failover:group").get(0).getAsJsonObject().addProperty("name", to);
        final var primary = client.group(from).state().orElseThrow().primary();
        final var hosts = hosts(client.group(from).state().orElseThrow());
        final var outcome = rig.during(() -> {
            assertTrue(client.delete("bridge-failover:failover-groups/group=" + from));
            client.put("bridge-failover:failover-groups/group=" + to, before);
            client.group(to).awaitStatus("protected", Rig.PATIENCE);
        });
        Rig.assertNothingLost(outcome.traffic());
        final var after = client.group(to).state().orElseThrow();
        assertEquals(primary, after.primary());
        assertEquals(hosts, hosts(after), "hosts and their addresses");
        assertTrue(client.group(from).state().isEmpty(), "nothing is left under the former name");
    }

    @Test
    void aFurtherTrunkIsAddedAndRemovedWithoutLoss() {
        rig.lab.addPort("further");
        try {
            change(rig.group, () -> patch(bridge(1, "\"trunk-port\":[\"further\"]") + ","
                + bridge(2, "\"trunk-port\":[\"further\"]")), "two trunks", state -> state.bridge("openflow:1")
                    .toString().contains("further") && state.bridge("openflow:2").toString().contains("further"));
            final var group = RestconfClient.local();
            final var both = group.get("bridge-failover:failover-groups/group=test?content=config").orElseThrow();
            both.getAsJsonArray("bridge-failover:group").get(0).getAsJsonObject().getAsJsonArray("bridge")
                .forEach(bridge -> bridge.getAsJsonObject().getAsJsonArray("trunk-port").remove(1));
            change(rig.group, () -> group.put("bridge-failover:failover-groups/group=test", both), "one trunk",
                state -> !state.bridge("openflow:1").toString().contains("further")
                    && !state.bridge("openflow:2").toString().contains("further"));
        } finally {
            rig.lab.removePort("further");
        }
    }
}
