/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.RestconfClient;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an engineer gets to see who made a mistake, and that others do not suffer from it.
 */
@ExtendWith(Distribution.class)
class ConfigurationIT {
    private static final String OURS = "cookie=0x5553";
    private static final RestconfClient CONTROLLER = RestconfClient.local();
    private static final RawRequests REQUESTS = new RawRequests();
    private static final String FIRST_SERVER = "http://127.0.0.1:8181/rests";
    private static final String SECOND_SERVER = "http://127.0.0.1:8182/restconf";

    private static Rig rig;

    private final GroupClient wrong = CONTROLLER.group("wrong");

    @BeforeAll
    static void raise() {
        rig = Rig.up();
    }

    @AfterAll
    static void remove() {
        if (rig != null) {
            rig.close();
        }
    }

    @AfterEach
    void removeWrong() {
        wrong.delete();
        rig.awaitProtected();
    }

    @Test
    void wrongPortNameIsNamedTogetherWithThePortsThatThereAre() {
        rig.group.delete();
        try {
            put("wrong", bridge(1, "uplnk"), bridge(2, "uplink"));
            final var reason = wrong.awaitStatus("down", Rig.PATIENCE).reason();
            assertTrue(reason.contains("openflow:1 has no uplink-port 'uplnk'"), reason);
            assertTrue(reason.contains("'uplink' (2)"), reason);

            put("wrong", bridge(1, "uplink"), bridge(2, "uplink"));
            wrong.awaitStatus("protected", Rig.PATIENCE);
        } finally {
            wrong.delete();
            put("test", bridge(1, "uplink"), bridge(2, "uplink"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST_SERVER, SECOND_SERVER})
    void whatCannotRunIsRefusedAndNothingIsLost(final String server) {
        final var group = server + "/data/bridge-failover:failover-groups/group=test";
        final var outcome = rig.during(() -> {
            refused("PATCH", group, "third bridge", members("test", bridge(3, "uplink")),
                "exactly two bridges, this one has 3 openflow:1, openflow:2, openflow:3");
            refused("POST", group, "third bridge", "{\"bridge-failover:bridge\":[" + bridge(3, "uplink") + "]}",
                "exactly two bridges, this one has 3");
            refused("PUT", group, "one bridge", members("test", bridge(1, "uplink")),
                "exactly two bridges, this one has 1 openflow:1");
            refused("PUT", group, "nothing but a name",
                members("test", bridge(1, "uplink"), "{\"node-id\":\"openflow:2\"}"),
                "openflow:2 has no priority and no uplink-port and no trunk-port and no peer-port");
            refused("PATCH", group, "two uses of a port",
                members("test", bridge(1, "uplink").replace("\"peer\"", "\"uplink\"")),
                "port 'uplink' of openflow:1 is both uplink-port and peer-port");
            refused("PUT", group.replace("=test", "=wrong"), "bridge of another group",
                members("wrong", bridge(1, "uplink"), bridge(12, "uplink")), "openflow:1 is already in group 'test'");
            refused("DELETE", group + "/bridge=openflow:1/priority", "needed leaf", "",
                "openflow:1 needs its priority");
            refused("DELETE", group + "/bridge=openflow:1", "needed bridge", "", "exactly two bridges");
        });
        Rig.assertNothingLost(outcome.traffic());
        rig.awaitProtected();
        assertTrue(wrong.state().isEmpty(), "nothing of a refused group");
    }

    private static void refused(final String method, final String uri, final String what, final String body,
            final String reason) {
        for (var form : List.of("json", "xml")) {
            final var answer = REQUESTS.send(method, uri, body, "application/yang-data+" + form);
            assertEquals(400, answer.statusCode(), () -> what + ": " + answer.body());
            assertTrue(answer.body().contains(reason) && answer.body().contains("invalid-value")
                && answer.body().contains("error-message"), () -> what + " by " + method + ": " + answer.body());
        }
    }

    @Test
    void anEditOfAYangPatchIsRefused() {
        final var answer = REQUESTS.patch(FIRST_SERVER + "/data/bridge-failover:failover-groups",
            "{\"ietf-yang-patch:yang-patch\":{\"patch-id\":\"p\",\"edit\":[{\"edit-id\":\"e\","
            + "\"operation\":\"delete\",\"target\":\"/group=test/bridge=openflow:2\"}]}}");
        assertEquals(400, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("this one has 1 openflow:1"), answer::body);
    }

    @Test
    void bridgesThatNeverConnectAreNamed() {
        final var outcome = rig.during(() -> {
            put("wrong", bridge(11, "uplink"), bridge(12, "uplink"));
            final var reason = wrong.awaitStatus("initializing", Rig.PATIENCE).reason();
            assertTrue(reason.contains("openflow:11 is not connected"), reason);
            assertTrue(reason.contains("openflow:12 is not connected"), reason);
        });
        Rig.assertNothingLost(outcome.traffic());
    }

    @Test
    void whatIsNotOursIsNotTouched() {
        rig.lab.strangerUp();
        try {
            final var stranger = flows(rig.lab.dumpStrangerFlows());
            rig.lab.openFlow(1, "add-flow", "cookie=0x1,table=9,priority=7,udp,actions=drop");
            assertTrue(rig.lab.dumpFlows(1).stream().anyMatch(flow -> flow.contains(OURS)), "our flows are there");

            rig.group.delete();
            Awaitility.await("our flows are gone").atMost(Rig.PATIENCE).until(() ->
                rig.lab.dumpFlows(1).stream().noneMatch(flow -> flow.contains(OURS))
                && rig.lab.dumpFlows(2).stream().noneMatch(flow -> flow.contains(OURS)));
            assertEquals(List.of(), meters(1), "meters left on bridge 1");
            assertEquals(List.of(), meters(2), "meters left on bridge 2");
            assertTrue(rig.lab.dumpFlows(1).stream().anyMatch(flow -> flow.contains("table=9")
                && flow.contains("priority=7")), "another application's flow is still there");
            assertEquals(stranger, flows(rig.lab.dumpStrangerFlows()), "flows of a bridge that is in no group");
        } finally {
            rig.lab.openFlow(1, "del-flows", "cookie=0x1/-1");
            rig.lab.strangerDown();
            put("test", bridge(1, "uplink"), bridge(2, "uplink"));
        }
    }

    private static List<String> meters(final int bridge) {
        return rig.lab.openFlow(bridge, "dump-meters").lines().filter(line -> line.contains("meter=")).toList();
    }

    /** Without the counters, which may count. */
    private static List<String> flows(final List<String> dumped) {
        return dumped.stream().map(flow -> flow.replaceAll("(duration|n_packets|n_bytes|idle_age)=[^,]*, ?", ""))
            .sorted().toList();
    }

    private static String bridge(final int number, final String uplink) {
        return "{\"node-id\":\"openflow:" + number + "\",\"priority\":" + number + ",\"uplink-port\":\"" + uplink
            + "\",\"trunk-port\":[\"trunk\"],\"peer-port\":\"peer\"}";
    }

    private static void put(final String name, final String... bridges) {
        CONTROLLER.put("bridge-failover:failover-groups/group=" + name,
            JsonParser.parseString(members(name, bridges)));
    }

    private static String members(final String name, final String... bridges) {
        return "{\"bridge-failover:group\":[{\"name\":\"" + name + "\",\"failback\":{\"mode\":\"manual\"},"
            + "\"bridge\":[" + List.of(bridges).stream().collect(Collectors.joining(",")) + "]}]}";
    }
}
