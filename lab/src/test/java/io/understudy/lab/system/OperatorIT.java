/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.understudy.lab.restconf.PersistentOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A pair as an operator sees it on the console and in Prometheus.
 */
@ExtendWith(Distribution.class)
class OperatorIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int WIDTH = 100;
    private static final URI METRICS = URI.create("http://127.0.0.1:8181/metrics/understudy");
    private static final Pattern OURS = Pattern.compile("understudy_[a-z_]+");
    /** A line of an exposition: name, labels, value. */
    private static final Pattern SAMPLE = Pattern.compile("(understudy_[a-z_]+)(\\{.*\\})? ([-+.eE0-9a-zA-Z]+)");

    private static Rig rig;
    private static Console console;

    @BeforeAll
    static void raise() {
        console = new Console();
        rig = Rig.up();
    }

    @AfterAll
    static void remove() {
        if (rig != null) {
            rig.close();
        }
        console.close();
    }

    @Test
    void tablesShowThePairWithinAHundredColumns() {
        final var groups = succeed("understudy:groups");
        assertContains(groups, "test", "protected", rig.state().primary().orElseThrow());
        final var group = succeed("understudy:group test");
        assertContains(group, "openflow:1", "openflow:2", "primary", "secondary", "uplink", "Last move");
        final var hosts = succeed("understudy:hosts test");
        rig.topology.localMacs().forEach(mac -> assertContains(hosts, mac.toString()));
        final var events = succeed("understudy:events test");
        assertContains(events, "connected", "forwards now");
        assertAll(List.of(groups, group, hosts, events).stream().flatMap(outcome -> outcome.lines().stream())
            .map(line -> () -> assertTrue(line.length() <= WIDTH, "too wide: " + line)));
    }

    @Test
    void jsonSaysTheSameAsRestconf() {
        assertEquals(rig.topology.localMacs().stream().map(Object::toString).collect(Collectors.toSet()),
            macs(json("understudy:hosts --json test")));
        final var one = rig.topology.localMacs().iterator().next().toString();
        assertEquals(Set.of(one), macs(json("understudy:hosts --json --mac " + one + " test")));
        final var group = json("understudy:group --json test");
        assertEquals(rig.state().status(), group.get("status").getAsString());
        assertEquals(2, group.getAsJsonArray("bridge").size());
        assertEquals(2, json("understudy:events --json --last 2 test").getAsJsonArray("event").size());
    }

    @Test
    void commandsMoveTheRoleAndAskFirst() {
        final var before = rig.state().primary().orElseThrow();
        final var refused = console.run("understudy:switchover test");
        assertNotEquals(0, refused.status(), refused.toString());
        assertContains(refused, "--yes", before);
        assertEquals(before, rig.state().primary().orElseThrow(), "nothing moved");

        succeed("understudy:switchover --yes --reason test test");
        // The state is published a moment later: a move of the role comes first.
        Awaitility.await("the role moved").atMost(SOON).untilAsserted(() ->
            assertNotEquals(before, rig.state().primary().orElseThrow()));
        rig.awaitProtected();
        final var now = rig.state().primary().orElseThrow();
        succeed("understudy:maintenance --yes test " + before + " on");
        Awaitility.await().atMost(SOON).untilAsserted(() ->
            assertContains(succeed("understudy:groups"), "unprotected", "maintenance"));
        succeed("understudy:maintenance test " + before + " off");
        rig.awaitProtected();
        assertEquals(now, rig.state().primary().orElseThrow());
        assertContains(succeed("understudy:announce test"), rig.topology.hosts() + " hosts");
    }

    @Test
    void optionsMayStandBehindNamesToo() {
        final var one = rig.topology.localMacs().iterator().next().toString();
        assertEquals(Set.of(one), macs(json("understudy:hosts test --mac " + one + " --json")));
        assertEquals(2, json("understudy:events test --last=2 --json").getAsJsonArray("event").size());
        assertContains(succeed("understudy:hosts test --mac " + one + " | grep host"), "1 host");
        final var before = rig.state().primary().orElseThrow();
        assertContains(fail("understudy:switchover test --reason 'a new cable'"), "--yes", before);
        assertContains(fail("understudy:hosts test --mac"), "oo many arguments");
        succeed("understudy:maintenance test " + before + " off --json");
    }

    @Test
    void mistakesAreNamedWithWhatToDo() {
        assertContains(fail("understudy:group nosuch"), "no group 'nosuch'", "there are: test");
        assertContains(fail("understudy:switchover --yes test openflow:9"), "openflow:9 is not a bridge of group");
        assertContains(fail("understudy:maintenance --yes test bridge1 on"), "'bridge1' is no bridge", "openflow:1");
        assertContains(fail("understudy:hosts --vlan 5000 test"), "5000", "4094");
    }

    @Test
    void aPersonAtATerminalCompletesNamesAndIsAsked() {
        final var before = rig.state().primary().orElseThrow();
        final var shown = console.type("understudy:events te\t\nunderstudy:switchover te\t\nno\nlogout\n").output();
        assertTrue(shown.contains("forwards now"), shown);
        assertTrue(shown.contains("nothing was done"), shown);
        assertEquals(before, rig.state().primary().orElseThrow(), "nothing moved");
    }

    @Test
    void everyMetricOfTheDashboardAndTheAlertsIsExported() throws IOException {
        final var exported = metrics().lines().map(SAMPLE::matcher).filter(matcher -> matcher.matches())
            .map(matcher -> matcher.group(1)).collect(Collectors.toSet());
        exported.add("understudy_heartbeat_round_trip_seconds");
        for (var file : List.of("docs/grafana-dashboard.json", "docs/alert-rules.yml", "docs/metrics.md")) {
            final var named = OURS.matcher(Files.readString(Shell.home().resolve(file))).results()
                .map(result -> result.group()).collect(Collectors.toCollection(TreeSet::new));
            assertTrue(!named.isEmpty(), file + " names no metric");
            final var missing = new TreeSet<>(named);
            missing.removeAll(exported);
            assertEquals(Set.of(), missing, "metrics in " + file + " that are not exported");
        }
    }

    @Test
    void metricsFollowAMoveOfTheRole() {
        final double before = metric("understudy_failovers_total", "cause=\"switchover\"");
        final var from = rig.state().primary().orElseThrow();
        assertEquals(1.0, metric("understudy_bridge_primary", "bridge=\"" + from + "\""));
        rig.group.switchover(from.endsWith("1") ? rig.topology.nodeId(2) : rig.topology.nodeId(1), "test");
        rig.awaitProtected();
        assertEquals(before + 1, metric("understudy_failovers_total", "cause=\"switchover\""));
        assertEquals(0.0, metric("understudy_bridge_primary", "bridge=\"" + from + "\""));
        assertEquals(rig.topology.hosts(), metric("understudy_hosts", "place=\"local\""));
        assertTrue(metric("understudy_heartbeat_round_trip_seconds_count", "bridge=\"" + from + "\"") > 0,
            "round trips were counted");
        assertTrue(metric("understudy_announcements_total", "group=\"test\"") > 0, "announcements were counted");
    }

    @Test
    void metricsAskForAPassword() {
        assertEquals(401, fetch("admin:wrong").status());
    }

    private record Answer(int status, String body) {
    }

    private static Answer fetch(final String account) {
        final var request = HttpRequest.newBuilder(METRICS).header("Authorization", "Basic "
            + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8))).build();
        try (var client = HttpClient.newHttpClient()) {
            final var response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String metrics() {
        final var answer = fetch("admin:admin");
        assertEquals(200, answer.status(), answer.body());
        return answer.body();
    }

    private static double metric(final String name, final String label) {
        final var text = metrics();
        return text.lines().map(SAMPLE::matcher).filter(matcher -> matcher.matches()
                && matcher.group(1).equals(name) && matcher.group(2).contains(label))
            .map(matcher -> Double.valueOf(matcher.group(3))).findFirst()
            .orElseThrow(() -> new AssertionError("no " + name + " with " + label + " in:\n" + text));
    }

    private static Set<String> macs(final JsonObject answer) {
        return answer.getAsJsonArray("host").asList().stream().map(host ->
            host.getAsJsonObject().get("mac").getAsString()).collect(Collectors.toSet());
    }

    private static Shell.Outcome succeed(final String command) {
        final var outcome = PersistentOperator.ask(() -> console.run(command), Shell.Outcome::output);
        assertEquals(0, outcome.status(), command + " ended with " + outcome);
        return outcome;
    }

    private static JsonObject json(final String command) {
        final var outcome = succeed(command);
        try {
            return JsonParser.parseString(outcome.output()).getAsJsonObject();
        } catch (JsonParseException e) {
            throw new AssertionError(command + " does not print JSON and nothing else: " + outcome, e);
        }
    }

    private static Shell.Outcome fail(final String command) {
        final var outcome = console.run(command);
        assertNotEquals(0, outcome.status(), command + " ended with " + outcome);
        return outcome;
    }

    private static void assertContains(final Shell.Outcome outcome, final String... parts) {
        for (var part : parts) {
            assertTrue(outcome.output().contains(part), "'" + part + "' is missing in:\n" + outcome.output());
        }
    }
}
