/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.system.Distribution;
import io.understudy.lab.system.Rig;
import io.understudy.lab.testbed.Fault;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The controller is replaced by one of another version while its bridges forward: the present build by the last one
 * whose flows had no version, and whose model had an earlier revision, and the other way round.
 */
@ExtendWith(Distribution.class)
class UpgradeIT {
    /** A flow of ours as ovs-ofctl shows it: its kind and its version. */
    private static final Pattern OURS = Pattern.compile("cookie=0x5553([0-9a-f]{2})([0-9a-f]{2})[0-9a-f]{8},");
    /** The gate and the flows of hosts are the same in all versions. */
    private static final List<String> LASTING = List.of("03", "05", "06");
    private static final String BEFORE_VERSIONS = "00";

    @Test
    void downgradeAndUpgradeUnderTrafficLoseAndLoopNoFrame() {
        replaceAndReplaceBack(1);
    }

    /** The same, but for the bridge that forwards during the upgrade. */
    @Test
    @Tag("all")
    void theOtherBridgeMayHaveTheRole() {
        replaceAndReplaceBack(2);
    }

    /**
     * The downgrade comes first, so that the controller is replaced no more than twice, and the present build runs in
     * the end.
     *
     * @param primary the bridge that has the role during the upgrade
     */
    private static void replaceAndReplaceBack(final int primary) {
        boolean replacedBack = false;
        Distribution.prepare("--release");
        try (var rig = Rig.up()) {
            assertEquals(1, ofThisBuild(rig));
            downgrade(rig);
            // Each bridge host comes back without flows and gets those of the old version alone.
            rig.group.switchover(rig.topology.nodeId(primary), "test");
            rig.awaitPrimary(primary);
            rig.awaitProtected();
            takeOver(rig, primary, 3 - primary);
            takeOver(rig, 3 - primary, primary);
            assertEquals(List.of(BEFORE_VERSIONS), versions(rig, 1));
            assertEquals(List.of(BEFORE_VERSIONS), versions(rig, 2));

            upgrade(rig, primary);
            replacedBack = true;
            assertEquals(1, ofThisBuild(rig));
            takeOver(rig, primary, 3 - primary);
        } finally {
            if (!replacedBack) {
                // whatever failed: the tests that follow get the present build
                Distribution.startAnew();
            }
        }
    }

    /** Replaces the controller by the old build, which does not know what the newer one stored. */
    private static void downgrade(final Rig rig) {
        final var restored = GroupConfiguration.of(rig.topology).with("failback", "mode", "manual")
            .with("heartbeat", "multiplier", 4);
        replaceController(rig, 1, () -> rig.group.configure(restored), "--release");
    }

    /** Replaces the controller by the present build; the groups are there without being configured again. */
    private static void upgrade(final Rig rig, final int primary) {
        final var stored = stored(rig);
        replaceController(rig, primary, () -> assertEquals(stored, stored(rig), "the configuration"));
    }

    /** Replaces the controller under traffic; the bridge that has the role keeps it. */
    private static void replaceController(final Rig rig, final int primary, final Runnable whenStarted,
            final String... arguments) {
        final var hosts = rig.state().hosts().size();
        final var outcome = rig.during(() -> {
            Distribution.stop();
            Distribution.start(arguments);
            whenStarted.run();
            rig.awaitProtected();
            rig.group.await("the hosts that the bridges held", state -> state.hosts().size() == hosts, Rig.PATIENCE);
        });
        Rig.assertNothingLost(outcome.traffic());
        rig.awaitPrimary(primary);
    }

    /** The configuration, with the bridges in no order: the datastore gives their list none. */
    private static List<Object> stored(final Rig rig) {
        final var group = rig.group.configuration();
        return List.of(Set.copyOf(group.remove("bridge").getAsJsonArray().asList()), group);
    }

    /** Returns the version that both bridges have, by the controller's word and by their own, and no other. */
    private static int ofThisBuild(final Rig rig) {
        final var version = rig.state().bridge(rig.topology.nodeId(1)).get("pipeline-version").getAsInt();
        for (int bridge = 1; bridge <= 2; bridge++) {
            assertEquals(version, rig.state().bridge(rig.topology.nodeId(bridge)).get("pipeline-version").getAsInt());
            assertEquals(List.of("%02x".formatted(version)), versions(rig, bridge), "versions on bridge " + bridge);
        }
        return version;
    }

    private static List<String> versions(final Rig rig, final int bridge) {
        return rig.lab.dumpFlows(bridge).stream().map(OURS::matcher).filter(matcher -> matcher.find()
            && !LASTING.contains(matcher.group(1))).map(matcher -> matcher.group(2)).distinct().sorted().toList();
    }

    /** The host of a bridge dies, the other bridge serves and announces all hosts, and it comes back. */
    private static void takeOver(final Rig rig, final int from, final int to) {
        final var takeover = rig.during(() -> {
            rig.lab.fault(Fault.BRIDGE_HOST, from);
            rig.awaitAnnounced(to);
        });
        assertTrue(takeover.traffic().recovered(), "traffic came back");
        assertEquals(rig.topology.localMacs(), takeover.announced(to), "announced where the hosts are now");
        rig.lab.heal(Fault.BRIDGE_HOST, from);
        rig.awaitProtected();
    }
}
