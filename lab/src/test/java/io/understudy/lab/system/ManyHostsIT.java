/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pair with two thousand hosts, on emulated bridges, as its operator follows it.
 */
@ExtendWith(Distribution.class)
class ManyHostsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** All of them are read again and again; ten thousand are in {@link EmulatedFlowsIT}. */
    private static final int HOSTS = 2000;
    private static final int BURST = 1000;
    /** What a line of a stream was bounded by in other servers. */
    private static final int LARGE = 64 * 1024;
    private static final Pattern MAC = Pattern.compile("\"mac\": *\"([0-9a-f:]{17})\"");

    private static EmulatedLab lab;
    private static GroupClient group;

    @TempDir
    private Path folder;

    @BeforeAll
    static void protect() {
        final var topology = Topology.of(HOSTS).withDatapath(0x31);
        lab = EmulatedLab.up(topology);
        group = RestconfClient.local().group("many");
        group.configure(GroupConfiguration.of(topology).with("failback", "mode", "manual")
            .with("learning", "punt-rate", 100_000));
        group.awaitStatus("protected", PATIENCE);
        for (int last = BURST; last <= HOSTS; last += BURST) {
            final int known = last;
            lab.localHosts().ask(last - BURST + 1, last, topology.outsideHost(1).address());
            group.await(known + " hosts", state -> state.hosts().size() >= known, PATIENCE);
        }
    }

    @AfterAll
    static void remove() {
        if (group != null) {
            group.delete();
        }
        lab.close();
    }

    @Test
    void theEventStreamBeginsWithAllOfThem() throws IOException, InterruptedException {
        final var subscribed = Shell.bash("curl -fsS -u admin:admin -H 'Content-Type: application/yang-data+json'"
            + " http://127.0.0.1:8181/rests/operations/sal-remote:create-data-change-event-subscription"
            + " -d '{\"sal-remote:input\": {\"path\": \"/bridge-failover:failover-state\","
            + " \"sal-remote-augment:datastore\": \"OPERATIONAL\"}}' | grep -o 'urn:uuid:[-0-9a-f]*'");
        assertEquals(0, subscribed.status(), subscribed.toString());
        final var shown = folder.resolve("events");
        final var reader = new ProcessBuilder("curl", "-sS", "-N", "-u", "admin:admin",
            "http://127.0.0.1:8181/rests/streams/json/" + subscribed.output().strip() + "?odl-child-nodes-only=true")
            .redirectErrorStream(true).redirectOutput(shown.toFile()).start();
        try {
            Awaitility.await("the first event").atMost(PATIENCE).until(() -> !events(shown).isEmpty());
            final var first = events(shown).get(0);
            JsonParser.parseString(first);
            assertTrue(first.length() > LARGE, "its length: " + first.length());
            final var macs = new HashSet<String>();
            MAC.matcher(first).results().forEach(result -> macs.add(result.group(1)));
            assertTrue(macs.containsAll(lab.topology().localMacs()), macs.size() + " hosts are in it");

            final int before = events(shown).size();
            group.announce();
            Awaitility.await("a further event").atMost(PATIENCE).until(() -> events(shown).size() > before);
            events(shown).subList(1, events(shown).size()).forEach(event ->
                assertTrue(event.length() < first.length() / 2, "an event holds what changed: " + event.length()));
        } finally {
            reader.destroy();
            reader.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void aTakeoverIsSeenOnThePage() throws IOException {
        group.switchover(lab.topology().nodeId(1), "test");
        group.awaitStatus("protected", PATIENCE);
        try {
            TakeoverWatcher.assertSeen("page", TakeoverWatcher.PAGE, group, lab.topology().nodeId(2),
                PATIENCE, () -> lab.fault(Fault.BRIDGE_HOST, 1));
        } finally {
            lab.heal(Fault.BRIDGE_HOST, 1);
        }
        group.awaitStatus("protected", PATIENCE);
    }

    /** The data of the events that came as a whole. */
    private static List<String> events(final Path shown) throws IOException {
        final var text = Files.readString(shown);
        final var whole = text.substring(0, Math.max(0, text.lastIndexOf("\n\n")));
        return Arrays.stream(whole.split("\n\n")).map(event -> event.lines().filter(line -> line.startsWith("data:"))
            .map(line -> line.substring("data:".length())).collect(Collectors.joining()))
            .filter(data -> !data.isEmpty()).toList();
    }
}
