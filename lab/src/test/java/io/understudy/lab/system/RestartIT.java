/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.restconf.GroupState;
import io.understudy.lab.testbed.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a controller does that finds bridges at work: what is missing is added, what is stale removed, and all else
 * stays as it is.
 */
@ExtendWith(Distribution.class)
class RestartIT {
    private static final String DESTINATION = "cookie=0x5553050000000000";
    private static final String SOURCE = "cookie=0x5553060000000000";
    private static final Pattern AGE = Pattern.compile("duration=([0-9.]+)s");
    private static final Pattern STATISTICS = Pattern.compile("(duration|n_packets|n_bytes)=[^,]*, *");
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final String GONE = "02:00:00:00:7f:01";

    @Test
    void aRestartLosesNoFrameAndTouchesOnlyWhatIsNotAsItShouldBe() {
        try (var rig = Rig.up(configuration -> configuration.with("replication", "interval", 0))) {
            final int hosts = rig.topology.hosts() + rig.topology.remotes();
            Awaitility.await("all hosts in both bridges").atMost(Rig.PATIENCE)
                .until(() -> flows(rig, 1).size() >= 2 * hosts && flows(rig, 1).size() == flows(rig, 2).size());
            final int all = flows(rig, 1).size();
            final var known = macs(rig, 1, SOURCE);
            final var first = rig.topology.localHost(1).mac();
            final var second = rig.topology.localHost(2).mac();

            final var heard = macs(rig.state());
            final var killedAt = new AtomicLong();
            final var restart = rig.during(() -> {
                Distribution.kill();
                killedAt.set(System.nanoTime());
                for (int bridge = 1; bridge <= 2; bridge++) {
                    rig.lab.openFlow(bridge, "del-flows", SOURCE + "/-1,dl_src=" + first);
                    assertEquals(all - 1, flows(rig, bridge).size());
                }
                // the standby bridge lacks a host, and has one that the primary lacks
                rig.lab.openFlow(2, "del-flows", DESTINATION + "/-1,dl_dst=" + second);
                rig.lab.openFlow(2, "del-flows", SOURCE + "/-1,dl_src=" + second);
                rig.lab.openFlow(2, "add-flow", STATISTICS.matcher(flow(rig, 2, DESTINATION, first)).replaceAll("")
                    .replace(first, GONE).replace(" actions", ",actions").strip());
                assertEquals(all - 2, flows(rig, 2).size());

                Distribution.start();
                rig.awaitProtected();
            });
            Rig.assertNothingLost(restart.traffic());
            rig.awaitPrimary(1);
            // whom the bridge that stands by tells of before the other one is heard may be a host
            Awaitility.await("the same hosts in both bridges").atMost(Rig.PATIENCE).until(() ->
                macs(rig, 1, SOURCE).containsAll(known) && macs(rig, 1, SOURCE).equals(macs(rig, 1, DESTINATION))
                    && macs(rig, 1, SOURCE).equals(macs(rig, 2, SOURCE))
                    && macs(rig, 1, SOURCE).equals(macs(rig, 2, DESTINATION)));
            for (int bridge = 1; bridge <= 2; bridge++) {
                for (var flow : flows(rig, bridge)) {
                    final boolean mended = flow.contains(first) || flow.contains(GONE)
                        || bridge == 2 && flow.contains(second);
                    assertTrue(mended || age(flow).compareTo(Duration.ofNanos(System.nanoTime() - killedAt.get())) > 0,
                        "bridge " + bridge + ": written again: " + flow);
                }
            }

            // what the controller has taken over is enough to announce every host
            rig.group.await("the hosts that the bridges held", state -> macs(state).equals(heard), Rig.PATIENCE);
            final var takeover = rig.during(() -> {
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                rig.awaitAnnounced(2);
            });
            assertEquals(rig.topology.localMacs(), takeover.announced(2));
        }
    }

    private static List<String> flows(final Rig rig, final int bridge) {
        return rig.lab.openFlow(bridge, "dump-flows").lines().map(String::strip)
            .filter(line -> line.contains(DESTINATION) || line.contains(SOURCE)).toList();
    }

    private static Set<String> macs(final Rig rig, final int bridge, final String kind) {
        return flows(rig, bridge).stream().filter(line -> line.contains(kind)).map(MAC::matcher)
            .filter(Matcher::find).map(Matcher::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> macs(final GroupState state) {
        return state.hosts().stream().map(host -> host.get("mac").getAsString()).filter(mac -> !mac.equals(GONE))
            .collect(Collectors.toSet());
    }

    private static String flow(final Rig rig, final int bridge, final String kind, final String mac) {
        return flows(rig, bridge).stream().filter(line -> line.contains(kind) && line.contains(mac)).findFirst()
            .orElse("");
    }

    private static Duration age(final String flow) {
        final var matcher = AGE.matcher(flow);
        assertTrue(matcher.find(), flow);
        return Duration.ofMillis((long) (1000 * Double.parseDouble(matcher.group(1))));
    }
}
