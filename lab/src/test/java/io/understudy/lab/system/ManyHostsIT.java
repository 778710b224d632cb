/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A pair with ten thousand hosts, on emulated bridges, as its operator follows it.
 */
@ExtendWith(Distribution.class)
class ManyHostsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HOSTS = 10_000;
    private static final int BURST = 1000;
    /** What a line of a stream was bounded by in other servers. */
    private static final int LARGE = 64 * 1024;
    private static final Pattern MAC = Pattern.compile("\"mac\": *\"([0-9a-f:]{17})\"");

    private static EmulatedLab lab;
    private static GroupClient group;

    @BeforeAll
    static void protect() {
        final var topology = Topology.of(HOSTS).withDatapath(0x31);
        lab = EmulatedLab.up(topology);
        group = RestconfClient.local().group("many");
        group.configure(GroupConfiguration.of(topology).with("failback", "mode", "manual")
            .with("learning", "punt-rate", 100_000));
        awaitProtected();
        for (int last = BURST; last <= HOSTS; last += BURST) {
            final int known = last;
            lab.localHosts().ask(last - BURST + 1, last, topology.outsideHost(1).address());
            group.awaitSummary(known + " hosts", state -> state.hostCount() >= known, PATIENCE);
        }
        // They are counted at once, and published a few at a time.
        group.await("all hosts", state -> state.hosts().size() >= HOSTS, PATIENCE);
    }

    @AfterAll
    static void remove() {
        if (group != null) {
            group.delete();
        }
        lab.close();
    }

    @Test
    void theEventStreamBeginsWithAllOfThem() throws IOException {
        try (var stream = StateEvents.follow(PATIENCE)) {
            final var first = stream.events().get(0).data();
            JsonParser.parseString(first);
            assertTrue(first.length() > LARGE, "its length: " + first.length());
            final var macs = new HashSet<String>();
            MAC.matcher(first).results().forEach(result -> macs.add(result.group(1)));
            assertTrue(macs.containsAll(lab.topology().localMacs()), macs.size() + " hosts are in it");

            final int before = stream.events().size();
            group.announce();
            Awaitility.await("a further event").atMost(PATIENCE).until(() -> stream.events().size() > before);
            stream.events().stream().skip(1).forEach(event -> assertTrue(event.data().length() < first.length() / 2,
                "an event holds what changed: " + event.data().length()));
        }
    }

    @Test
    void aTakeoverIsSeenOnThePage() throws IOException {
        group.switchover(lab.topology().nodeId(1), "test");
        awaitProtected();
        try (var stream = StateEvents.follow(PATIENCE)) {
            final var shown = TakeoverWatcher.assertSeen("page", TakeoverWatcher.PAGE, lab.topology().nodeId(2),
                () -> lab.fault(Fault.BRIDGE_HOST, 1));
            final var decided = group.summary().orElseThrow().lastFailover().orElseThrow().detectedAt();
            Awaitility.await("two further reports").atMost(PATIENCE)
                .until(() -> reportsSince(decided, stream).size() > 2);
            final var reports = reportsSince(decided, stream);
            assertTrue(shown.isBefore(reports.get(2)), () -> "shown at " + shown + ", reported at " + reports);
        } finally {
            lab.heal(Fault.BRIDGE_HOST, 1);
        }
        awaitProtected();
    }

    /** When the first report of a takeover came, and the later ones: the next one is due a second later. */
    private static List<Instant> reportsSince(final Instant takeover, final StateEvents stream) {
        return stream.events().stream().filter(event -> event.at().isAfter(takeover))
            .dropWhile(event -> !event.tellsOf("primary")).filter(event -> event.tellsOf("statistics"))
            .map(StateEvents.Event::at).toList();
    }

    private static void awaitProtected() {
        group.awaitSummary("protection", state -> state.status().equals("protected"), PATIENCE);
    }
}
