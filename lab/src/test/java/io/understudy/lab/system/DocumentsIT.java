/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.restconf.PersistentOperator;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the documents tell people to type, typed.
 */
@ExtendWith(Distribution.class)
class DocumentsIT {
    private static final String FOLLOW = "follow";
    private static final int HOSTS = 3;
    /** OpenDaylight's two RESTCONF servers. */
    private static final List<String> SERVERS =
        List.of("http://127.0.0.1:8181/rests", "http://127.0.0.1:8182/restconf");
    private static final String FORBIDDEN =
        "'{\"bridge-failover:group\":[{\"name\":\"forbidden\",\"enabled\":false}]}'";

    @Test
    void everyCallOfTheRestconfDocumentWorksOnAPair() throws IOException, InterruptedException {
        final var group = RestconfClient.local().group("pair1");
        final var shown = Files.createTempFile("understudy", ".events");
        Process follower = null;
        try (var lab = Lab.up(HOSTS)) {
            for (var block : Documented.of("restconf.md")) {
                if (block.mark().equals(FOLLOW)) {
                    follower = new ProcessBuilder("bash", "-c", "exec " + block.script().strip())
                        .redirectErrorStream(true).redirectOutput(shown.toFile()).start();
                    awaitListening(follower);
                    continue;
                }
                final var outcome = PersistentOperator.ask(() -> Shell.bash(block.onTestbed()),
                    Shell.Outcome::output);
                assertEquals(0, outcome.status(), block.heading() + ": " + block.script() + outcome);
                if (block.heading().startsWith("Configure")) {
                    group.awaitStatus("protected", Rig.PATIENCE);
                } else if (block.heading().startsWith("Move") || block.heading().startsWith("Take")) {
                    group.await("a primary", state -> state.primary().isPresent(), Rig.PATIENCE);
                }
                if (block.heading().startsWith("Move") && block.script().contains("\"to\"")) {
                    assertEquals(lab.topology().nodeId(1), group.state().orElseThrow().primary().orElseThrow());
                    group.awaitStatus("protected", Rig.PATIENCE);
                }
            }
            Awaitility.await("the stream shows the move").atMost(Rig.PATIENCE)
                .until(() -> Files.readString(shown).contains("role-changed"));
            assertTrue(Files.readString(shown).lines().anyMatch(line -> line.startsWith("data:")
                && line.contains("openflow:2")), "an event in the form of server-sent events");
            Awaitility.await("the group is gone").atMost(Rig.PATIENCE).until(() -> group.state().isEmpty());
        } finally {
            group.delete();
            if (follower != null) {
                follower.destroy();
                follower.waitFor(1, TimeUnit.MINUTES);
            }
            Files.delete(shown);
        }
    }

    /** The stream takes nothing before its listener is there, and says nothing when it is. */
    private static void awaitListening(final Process follower) {
        Awaitility.await("curl is connected").atMost(Rig.PATIENCE).until(() -> Shell.run(List.of("ss", "-Htnp",
            "state", "established", "dport = :8181"), Map.of(), "").output().contains("pid=" + follower.pid() + ","));
    }

    @Test
    void anAccountThatMayOnlyLookLooksAndChangesNothing() {
        final var blocks = Documented.of("accounts.md");
        for (var block : blocks) {
            final boolean removal = block.heading().startsWith("Take");
            if (removal) {
                checkViewer();
            }
            final var outcome = Shell.bash(block.script());
            assertEquals(0, outcome.status(), block.script() + outcome);
        }
        assertEquals(401, status("viewer:look-only", "GET", "rests/data/bridge-failover:failover-groups"));
    }

    private static void checkViewer() {
        final var viewer = new RestconfClient(RestconfClient.LOCAL, "viewer", "look-only");
        viewer.get("bridge-failover:failover-state?content=nonconfig");
        assertEquals(200, status("viewer:look-only", "GET", "rests/data/ietf-yang-library:yang-library"));
        assertEquals(200, status("viewer:look-only", "GET", "metrics/understudy"));
        assertEquals(200, status("viewer:look-only", "GET", "openapi/api/v3/bridge-failover?revision=2026-11-30"));
        for (var server : SERVERS) {
            checkViewer(server);
        }
    }

    private static void checkViewer(final String server) {
        final var group = server + "/data/bridge-failover:failover-groups/group=forbidden";
        for (var method : new String[] {"PUT", "POST", "PATCH", "DELETE"}) {
            assertRefused("-u viewer:look-only -X " + method + " -d " + FORBIDDEN, group);
        }
        assertRefused("-u viewer:look-only -d " + FORBIDDEN, server + "/data");
        assertRefused("-u viewer:look-only -d '{}'", server + "/operations/bridge-failover:switchover");
        assertRefused("-u viewer:look-only", server + "/data");
        assertEquals("200", answer("-u viewer:look-only", server + "/data/ietf-yang-library:yang-library").status());
        final var subscribe = server + "/operations/sal-remote:create-data-change-event-subscription";
        for (var path : new String[] {"/", "/aaa-encrypt-service-config:aaa-encrypt-service-config"}) {
            assertRefused("-u viewer:look-only -d " + subscription(path), subscribe);
        }
        assertEquals("200",
            answer("-u viewer:look-only -d " + subscription("/bridge-failover:failover-state"), subscribe).status());
        for (var account : new String[] {"-u viewer:wrong", "-u admin:wrong", ""}) {
            for (var method : new String[] {"GET", "PUT"}) {
                assertEquals("401", answer(account + " -X " + method + " -d " + FORBIDDEN, group).status(), account);
            }
        }
        // With a wish for HTTP/2: one server does not grant it, the other one does, and then refuses with 500.
        for (var account : new String[] {"-u viewer:look-only", "-u admin:wrong", ""}) {
            final var answer = answer("--http2 " + account + " -X PUT -d " + FORBIDDEN, group);
            assertTrue(List.of("401", "403", "500").contains(answer.status()), answer.toString());
        }
        assertEquals("409", answer("-u admin:admin -X DELETE", group).status(), "nothing was made");
        assertEquals("201", answer("-u admin:admin -X PUT -d " + FORBIDDEN, group).status());
        assertEquals("204", answer("-u admin:admin -X DELETE", group).status());
    }

    private static String subscription(final String path) {
        return "'{\"sal-remote:input\":{\"path\":\"" + path + "\"}}'";
    }

    private static void assertRefused(final String options, final String address) {
        final var answer = answer(options, address);
        assertEquals("403", answer.status(), options + " " + address);
        final var error = JsonParser.parseString(answer.body()).getAsJsonObject()
            .getAsJsonObject("ietf-restconf:errors").getAsJsonArray("error").get(0).getAsJsonObject();
        assertEquals("access-denied", error.get("error-tag").getAsString());
        assertTrue(error.get("error-message").getAsString().endsWith("with the role admin"), answer.body());
    }

    /** What curl gets. */
    private record Answer(String status, String body) {
    }

    private static Answer answer(final String options, final String address) {
        final var output = Shell.bash("curl -s -w '\n%{http_code}' -H 'Content-Type: application/yang-data+json' "
            + options + " '" + address + "'").output();
        final int end = output.lastIndexOf('\n');
        return new Answer(output.substring(end + 1).strip(), output.substring(0, end));
    }

    @Test
    void aBackupBringsTheGroupsBack() {
        final var group = RestconfClient.local().group("saved");
        RestconfClient.local().put("bridge-failover:failover-groups/group=saved", JsonParser.parseString(
            "{\"bridge-failover:group\":[{\"name\":\"saved\",\"enabled\":false,\"heartbeat\":{\"interval\":321}}]}"));
        try {
            final var blocks = Documented.of("deploy.md");
            assertEquals(2, blocks.size(), "backup and restore");
            final var backup = Shell.bash(blocks.get(0).script());
            assertEquals(0, backup.status(), backup.toString());
            assertTrue(group.delete(), "it was there");
            final var restore = Shell.bash(blocks.get(1).script());
            assertEquals(0, restore.status(), restore.toString());
            final var saved = RestconfClient.local()
                .get("bridge-failover:failover-groups/group=saved?content=config").orElseThrow();
            assertTrue(saved.toString().contains("321"), saved.toString());
        } finally {
            group.delete();
        }
    }

    @Test
    void openApiDescribesTheModel() {
        final var outcome = Shell.bash("curl -fsS -u admin:admin"
            + " 'http://127.0.0.1:8181/openapi/api/v3/bridge-failover?revision=2026-11-30'");
        assertEquals(0, outcome.status(), outcome.toString());
        final var paths = JsonParser.parseString(outcome.output()).getAsJsonObject().getAsJsonObject("paths").keySet();
        assertTrue(paths.stream().anyMatch(path -> path.endsWith("bridge-failover:switchover")), paths.toString());
        assertTrue(paths.stream().anyMatch(path -> path.contains("failover-groups/group=")), paths.toString());
    }

    @Test
    void refusedOperationsSayWhatToDo() {
        assertError("{\"group\":\"nosuch\"}", "data-missing", "there is no group 'nosuch'");
        assertError("{}", "missing-element", "no leaf 'group'");
    }

    @Test
    void aValueOutOfRangeIsNamedWithItsBounds() {
        final var outcome = Shell.bash("curl -sS -w '%{http_code}' -u admin:admin -X PUT"
            + " -H 'Content-Type: application/yang-data+json' -d '{\"bridge-failover:interval\": 5}'"
            + " http://127.0.0.1:8181/rests/data/bridge-failover:failover-groups/group=pair1/heartbeat/interval");
        assertTrue(outcome.output().endsWith("400"), outcome.toString());
        assertTrue(outcome.output().contains("invalid-value")
            && outcome.output().contains("heartbeat/interval must be 10 to 60000 milliseconds."), outcome.toString());
    }

    private static void assertError(final String input, final String tag, final String message) {
        try {
            RestconfClient.local().rpc("bridge-failover:switchover", JsonParser.parseString(input).getAsJsonObject());
            throw new AssertionError(input + " was not refused");
        } catch (RestconfException e) {
            assertTrue(e.getMessage().contains(tag) && e.getMessage().contains(message), e.getMessage());
        }
    }

    private static int status(final String account, final String method, final String path) {
        return Integer.parseInt(Shell.bash("curl -s -o /dev/null -w '%{http_code}' -u " + account + " -X " + method
            + " -H 'Content-Type: application/yang-data+json' -d '{}' 'http://127.0.0.1:8181/" + path + "'").output());
    }
}
