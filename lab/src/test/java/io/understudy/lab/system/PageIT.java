/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.restconf.RestconfClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an operator does on the page, in Chromium, with the controller behind it. The bridges of the groups need not be
 * there, except where something is to happen to them.
 */
@ExtendWith(Distribution.class)
class PageIT {
    private static final Path VIEW = Path.of(System.getProperty("understudy.home", ".."), "ui", "view")
        .toAbsolutePath().normalize();
    private static final String GROUPS = "bridge-failover:failover-groups";
    private static final String PAIR = "pair1";
    /** A line feed, an escape sequence, a mark that turns the direction of writing, and a space without width. */
    private static final String EVIL = "x\n\u001b[2J\u202eforged\u200b";
    private static final String EVIL_SHOWN = "x\\n\\u001b[2J\\u202eforged\\u200b";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t ]]");

    private final RestconfClient controller = RestconfClient.local();

    @AfterEach
    void removeGroups() {
        controller.delete(GROUPS);
    }

    @Test
    void twoTabsKeepWhatTheOtherOneHasSaved() throws IOException {
        create(group(PAIR, 71));
        final var seen = use("two-tabs", PAIR);
        assertTrue(seen.get("merged").getAsString().contains("kept: heartbeat/interval from 1000 to 200"),
            () -> "what the second tab says: " + seen);
        assertEquals(List.of("announcement/rounds", "5", "3", "7"), texts(seen, "conflict"), "what both changed");
        assertEquals("7", seen.get("typed").getAsString(), "what was typed stays");
        assertEquals("3", seen.get("taken").getAsString(), "until the new value is taken over");
        final var stored = stored(PAIR);
        assertEquals("{\"interval\":200}", stored.get("heartbeat").toString(), "of the first tab");
        assertEquals(JsonParser.parseString("{\"rounds\":3,\"step\":10}"), stored.get("announcement"), "of both tabs");
    }

    @Test
    void newGroupNeverWritesOverOneThatIsThere() throws IOException {
        create(group(PAIR, 71));
        final var before = stored(PAIR);
        final var other = group("pair2", 73);
        final var seen = use("new-group", PAIR, "pair2", body(other).toString());
        assertTrue(seen.get("before").getAsString().contains("There is a group pair1 already"), seen::toString);
        assertEquals(HttpURLConnection.HTTP_CREATED, seen.get("meanwhile").getAsInt(), "another program is first");
        assertTrue(seen.get("after").getAsString().contains("There is a group pair2 already"), seen::toString);
        assertEquals("peer", seen.get("typed").getAsString(), "what was typed stays");
        assertEquals(before, stored(PAIR));
        assertEquals(other, stored("pair2"));
    }

    @Test
    void savingLeavesAllThatWasNotChangedInTheForm() throws IOException {
        final var group = group(PAIR, 71);
        group.addProperty("enabled", true);
        create(group);
        assertEquals("✓ Saved.", use("save", PAIR, "heartbeat/interval", "50").get("message").getAsString());
        assertEquals("✓ Saved.", use("save", PAIR, "bridge-1/uplink", "eth9").get("message").getAsString());
        group.add("heartbeat", JsonParser.parseString("{\"interval\": 50}"));
        group.getAsJsonArray("bridge").get(1).getAsJsonObject().addProperty("uplink-port", "eth9");
        assertEquals(group, stored(PAIR));
    }

    @Test
    void refusalOfTheControllerIsShownAndNothingThatWasTypedIsLost() throws IOException {
        create(group(PAIR, 71), group("pair2", 73));
        final var before = stored(PAIR);
        final var seen = use("save", PAIR, "bridge-1/node-id", "openflow:73");
        assertTrue(seen.get("message").getAsString().contains("openflow:73 is already in group 'pair2'"),
            seen::toString);
        assertEquals("openflow:73", seen.get("typed").getAsString(), "what was typed stays");
        assertEquals(before, stored(PAIR));
    }

    @Test
    void namesWithControlCharactersAreShownOnOneLine() throws IOException {
        final var group = group("pair" + EVIL, 71);
        group.getAsJsonArray("bridge").get(0).getAsJsonObject().addProperty("uplink-port", "up" + EVIL);
        create(group);
        final var name = group.get("name").getAsString();
        assertEquals("✓ Saved.", use("save", "pair" + EVIL_SHOWN, "heartbeat/interval", "50").get("message")
            .getAsString(), "it can be changed");
        assertEquals("{\"interval\":50}", stored(name).get("heartbeat").toString());
        final var seen = use("look", "pair" + EVIL_SHOWN);
        assertVisible(seen, "pair" + EVIL_SHOWN);
        assertTrue(texts(seen, "texts").stream().anyMatch(text -> text.contains("up" + EVIL_SHOWN)), "the port");
    }

    @Test
    void reasonThatTurnsTheDirectionOfWritingIsShownInTheEvent() throws IOException {
        try (var rig = Rig.up()) {
            rig.group.switchover(rig.topology.nodeId(2), "tidy\u202eup\u200b");
            rig.awaitPrimary(2);
            final var seen = use("look", "test");
            assertVisible(seen, "test");
            assertTrue(texts(seen, "events").stream().anyMatch(text -> text.contains("tidy\\u202eup\\u200b;")),
                () -> "the reason in " + seen.get("events"));
        }
    }

    @Test
    void redirectNamesNoHostForAProxyHasAnother() throws IOException, InterruptedException {
        final var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8181/understudy")).build();
        try (var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()) {
            final var response = client.send(request, BodyHandlers.discarding());
            assertEquals(HttpURLConnection.HTTP_MOVED_TEMP, response.statusCode());
            assertEquals("understudy/", response.headers().firstValue("Location").orElseThrow());
        }
    }

    private static void assertVisible(final JsonObject seen, final String name) {
        final var texts = texts(seen, "texts");
        assertTrue(texts.contains(name), () -> "the name in " + texts);
        assertEquals(List.of(), texts.stream().filter(text -> UNSEEN.matcher(text).find()).toList(),
            "texts with characters that nobody sees");
        assertEquals(List.of(), texts.stream().filter(text -> text.contains("x\n")).toList(), "texts of two lines");
    }

    private static JsonObject use(final String... arguments) throws IOException {
        final var command = new ArrayList<>(List.of("node", "src/test/system/use-page.mjs"));
        command.addAll(List.of(arguments));
        final var browser = new ProcessBuilder(command).directory(VIEW.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = browser.inputReader()) {
            final var line = output.readLine();
            assertTrue(line != null, () -> "nothing was seen by " + String.join(" ", command));
            final var seen = JsonParser.parseString(line).getAsJsonObject();
            assertEquals(new JsonArray(), seen.get("complaints"), "errors in the console");
            return seen;
        } finally {
            browser.destroy();
        }
    }

    private static List<String> texts(final JsonObject seen, final String name) {
        return StreamSupport.stream(seen.getAsJsonArray(name).spliterator(), false).map(JsonElement::getAsString)
            .toList();
    }

    /** A group of the bridge with the number given, and the next one. */
    private static JsonObject group(final String name, final int first) {
        final var bridges = new JsonArray();
        for (int number = first; number <= first + 1; number++) {
            bridges.add(JsonParser.parseString("""
                {"node-id": "openflow:%d", "priority": %d, "uplink-port": "uplink", "trunk-port": ["trunk"],
                 "peer-port": "peer"}""".formatted(number, number)));
        }
        final var group = new JsonObject();
        group.addProperty("name", name);
        group.add("bridge", bridges);
        return group;
    }

    private static JsonObject body(final JsonObject group) {
        final var groups = new JsonArray();
        groups.add(group);
        final var body = new JsonObject();
        body.add("bridge-failover:group", groups);
        return body;
    }

    /** Makes them the only groups. Their names are in the body, for not every name can be in an address. */
    private void create(final JsonObject... all) {
        final var groups = new JsonArray();
        List.of(all).forEach(groups::add);
        final var container = new JsonObject();
        container.add("group", groups);
        final var body = new JsonObject();
        body.add(GROUPS, container);
        controller.put(GROUPS, body);
    }

    /** A group as it is stored, its bridges in the order of their numbers. */
    private JsonObject stored(final String name) {
        final var all = controller.get(GROUPS + "?content=config").orElseThrow().getAsJsonObject(GROUPS)
            .getAsJsonArray("group");
        final var group = StreamSupport.stream(all.spliterator(), false).map(JsonElement::getAsJsonObject)
            .filter(entry -> entry.get("name").getAsString().equals(name)).findFirst().orElseThrow();
        final var bridges = new JsonArray();
        StreamSupport.stream(group.getAsJsonArray("bridge").spliterator(), false)
            .sorted(Comparator.comparing(bridge -> bridge.getAsJsonObject().get("node-id").getAsString()))
            .forEach(bridges::add);
        group.add("bridge", bridges);
        return group;
    }
}
