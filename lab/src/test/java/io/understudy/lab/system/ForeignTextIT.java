/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.restconf.RestconfException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and reasons that would forge a line of the log, or drive a terminal, where people read them.
 */
@ExtendWith(Distribution.class)
class ForeignTextIT {
    private static final String ESCAPE = "\u001b";
    /** A whole line of the log, behind a line feed. */
    private static final String FORGED = "2026-01-01T00:00:00.000 | ERROR | forged";
    private static final String NAME = "x\n" + FORGED + ESCAPE + "[2J";
    private static final String SHOWN = "x\\n" + FORGED + "\\u001b[2J";
    private static final String PORT = "up" + ESCAPE + "]0;t\u0007\u009b2J\u202e";
    private static final String GROUPS = "bridge-failover:failover-groups";

    private static Console console;
    private static ControllerLog log;

    @BeforeAll
    static void configure() {
        console = new Console();
        log = ControllerLog.fromNow();
        final var bridges = new JsonArray();
        for (int bridge = 1; bridge <= 2; bridge++) {
            final var trunks = new JsonArray();
            trunks.add("t\n" + FORGED);
            final var settings = new JsonObject();
            settings.addProperty("node-id", "openflow:" + (90 + bridge));
            settings.addProperty("priority", bridge);
            settings.addProperty("uplink-port", PORT);
            settings.add("trunk-port", trunks);
            settings.addProperty("peer-port", "peer");
            bridges.add(settings);
        }
        put(NAME, bridges, true);
        // A disabled group does not run, and the log says so.
        put("y\n" + FORGED, new JsonArray(), false);
        Awaitility.await("both groups have a state").atMost(Rig.PATIENCE).until(() -> RestconfClient.local()
            .get("bridge-failover:failover-state?content=nonconfig").map(Object::toString).orElse("none"),
            state -> state.contains("y\\n") && state.contains("x\\n"));
    }

    /** By a list: an address with control characters is refused. */
    private static void put(final String name, final JsonArray bridges, final boolean enabled) {
        final var group = new JsonObject();
        group.addProperty("name", name);
        group.addProperty("enabled", enabled);
        group.add("bridge", bridges);
        final var list = new JsonArray();
        list.add(group);
        final var groups = new JsonObject();
        groups.add("group", list);
        final var body = new JsonObject();
        body.add(GROUPS, groups);
        final var answer = new RawHttp(8181, "admin:admin").ask("PATCH", "/rests/data/" + GROUPS, body.toString(),
            Map.of());
        assertTrue(answer.status() < 300, answer.toString());
    }

    @AfterAll
    static void remove() {
        console.close();
        final var all = RestconfClient.local().get(GROUPS + "?content=config").orElseThrow();
        final var kept = new JsonArray();
        all.getAsJsonObject(GROUPS).getAsJsonArray("group").asList().stream()
            .filter(group -> !group.getAsJsonObject().get("name").getAsString().contains(FORGED)).forEach(kept::add);
        all.getAsJsonObject(GROUPS).add("group", kept);
        RestconfClient.local().put(GROUPS, all);
    }

    @Test
    void nameOfAGroupForgesNoLineOfTheLog() {
        final var lines = log.text();
        assertTrue(lines.contains("group " + SHOWN + ": started with"), lines);
        assertTrue(lines.contains("group y\\n" + FORGED + " cannot run"), lines);
        assertFalse(lines.contains("\n" + FORGED), lines);
        assertVisible(lines);
    }

    /** The second wall: whatever another bundle logs, one event is one line. */
    @Test
    void textOfAnotherBundleForgesNoLineOfTheLog() {
        console.run("log:log --level WARN 'of another\n" + FORGED + " bundle" + ESCAPE + "[2J\u009b'");
        Awaitility.await("it is written").atMost(Rig.PATIENCE).until(() -> log.text().contains("of another"));
        final var lines = log.text();
        assertFalse(lines.contains("\n" + FORGED), lines);
        assertVisible(lines);
    }

    /** The text of an exception may have lines; none of them begins as a line of the log does. */
    @Test
    void textOfAnExceptionForgesNoLineOfTheLog() {
        console.run("feature:install '[a\n" + FORGED + ESCAPE + "[2J'");
        Awaitility.await("it is written").atMost(Rig.PATIENCE)
            .until(() -> log.text().contains("PatternSyntaxException"));
        final var lines = log.text();
        assertTrue(lines.contains("\tat java.util.regex.Pattern."), "with its stack trace: " + lines);
        assertFalse(lines.contains("\n" + FORGED), lines);
        assertVisible(lines);
    }

    /** Whatever Karaf says, Understudy says nothing that a terminal obeys. */
    private static void assertVisible(final String text) {
        final var hidden = text.codePoints().filter(character -> character != '\n' && character != '\t'
            && (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT)).toArray();
        assertEquals(0, hidden.length, () -> "U+" + Integer.toHexString(hidden[0]) + " in " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"understudy:groups", "understudy:groups --json"})
    void nameOfAGroupDrivesNoTerminal(final String command) {
        final var shown = console.run(command);
        assertEquals(0, shown.status(), shown.toString());
        assertVisible(shown.output());
        assertFalse(shown.lines().stream().anyMatch(line -> line.startsWith(FORGED)), shown.toString());
        if (command.endsWith("--json")) {
            final var names = JsonParser.parseString(shown.output()).getAsJsonObject().getAsJsonArray("group").asList()
                .stream().map(group -> group.getAsJsonObject().get("name").getAsString()).toList();
            assertTrue(names.contains(NAME), names.toString());
        }
    }

    @Test
    void nameOfAPortDrivesNoTerminal() {
        for (var command : List.of("understudy:group ", "understudy:events ", "understudy:hosts ",
                "understudy:group --json ", "understudy:events --json ")) {
            final var shown = console.run(command + "'" + NAME + "'");
            assertEquals(0, shown.status(), shown.toString());
            assertVisible(shown.output());
        }
        final var ports = console.run("understudy:group '" + NAME + "'");
        assertTrue(ports.output().contains("Group " + SHOWN + ":"), ports.toString());
    }

    @Test
    void aMistakeIsNamedWithoutDrivingTheTerminal() {
        final var refused = console.run("understudy:group 'no\nsuch" + ESCAPE + "[2J'");
        assertNotEquals(0, refused.status(), refused.toString());
        assertTrue(refused.output().contains("no group 'no\\nsuch\\u001b[2J'"), refused.toString());
        final var reason = console.run("understudy:switchover --yes --reason 'a\nb' '" + NAME + "'");
        assertNotEquals(0, reason.status(), reason.toString());
        assertTrue(reason.output().contains("reason 'a\\nb' has control characters"), reason.toString());
    }

    @Test
    void metricsShowWhatANameHides() {
        final var metrics = new RawHttp(8181, "admin:admin").ask("GET", "/metrics/understudy", "",
            Map.of("Accept", "text/plain")).body();
        assertTrue(metrics.contains("group=\"x\\\\n" + FORGED + "\\\\u001b[2J\""), metrics);
        assertVisible(metrics.replace("\r", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\n" + FORGED, "x\u001b[2J", "x\u009b2J", "x\u2028y", "x\ty"})
    void aReasonOfMoreThanOneLineIsRefused(final String reason) {
        final var input = new JsonObject();
        input.addProperty("group", NAME);
        input.addProperty("reason", reason);
        try {
            RestconfClient.local().rpc("bridge-failover:switchover", input);
            throw new AssertionError("it was taken");
        } catch (RestconfException e) {
            assertTrue(e.getMessage().contains("has control characters; give one line of plain text")
                && e.getMessage().contains("invalid-value"), e.getMessage());
        }
    }

    @Test
    void restconfKeepsTheTextAsItIs() {
        final var state = RestconfClient.local().get("bridge-failover:failover-state?content=nonconfig").orElseThrow();
        assertTrue(state.getAsJsonObject("bridge-failover:failover-state").getAsJsonArray("group").asList().stream()
            .anyMatch(group -> group.getAsJsonObject().get("name").getAsString().equals(NAME)), state.toString());
    }
}
