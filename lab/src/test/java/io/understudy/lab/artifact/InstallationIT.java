/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.understudy.lab.emulator.EmulatedLab;
import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.system.Distribution;
import io.understudy.lab.system.EmulatedRig;
import io.understudy.lab.system.Rig;
import io.understudy.lab.system.Shell;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The feature, installed into Karafs of others by what docs/install.md tells them to type.
 */
class InstallationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String STARTED = "Understudy started";
    private static final String COMPLETE = "Understudy's installation is complete";
    private static final String CONSOLE = "console";
    private static final String DEPLOY = "deploy";
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(5);
    private static final String GATEWAY = "10.77.255.1";
    private static final int RATE = 200;
    private static final int OTHER_TABLE = 200;
    private static final int DIRECT_PORT = 6654;
    private static final int OPENFLOW_PORT = 6653;

    private final Topology topology = Topology.of(10).withDatapath(0x61);

    /** Other Karafs want the ports of the distribution. */
    @BeforeAll
    static void vacatePorts() {
        Distribution.vacate();
    }

    @Test
    void copiedToDeployItRunsInAPlainOpenDaylightAndTakenAwayLeavesNothingBehind() {
        runInOpenDaylight(JavaHome.own(), DEPLOY);
    }

    @Test
    @Tag("all")
    void withItsPageItComesUpAgainWithItsGroupsWhenAPlainOpenDaylightIsStartedAgain() {
        try (var karaf = ForeignKaraf.openDaylight(JavaHome.own())) {
            karaf.prepare("opendaylight");
            karaf.start();
            karaf.awaitListening(OPENFLOW_PORT);
            awaitRestconf(karaf);
            karaf.follow(DEPLOY, "odl-understudy-view");
            karaf.awaitLog(COMPLETE);
            awaitRestconf(karaf);
            awaitAnswer(karaf, "/understudy/");
            try (var lab = EmulatedLab.up(topology)) {
                final var group = RestconfClient.local().group("foreign");
                EmulatedRig.protect(topology, group, PATIENCE);
                karaf.stop();
                final int before = karaf.log().length();

                karaf.start();
                karaf.await("start", () -> karaf.log().substring(before).contains(COMPLETE));
                awaitRestconf(karaf);
                awaitAnswer(karaf, "/understudy/");
                group.awaitStatus("protected", PATIENCE);
                final var log = karaf.log().substring(before);
                assertEquals(1, log.lines().filter(line -> line.contains(STARTED)).count(), "starts");
                // OpenDaylight's own parts complain of each other at every start, also without ours.
                assertEquals(List.of(), log.lines().filter(line -> line.contains("| ERROR |"))
                    .filter(line -> line.contains("io.understudy")).toList());
                assertTrue(lab.bridge(1).connected() > 0, "the bridge is connected");
            }
        }
    }

    @Test
    @Tag("all")
    void installedByTheConsoleItRunsInAPlainOpenDaylightAndUninstalledLeavesNothingBehind() {
        runInOpenDaylight(JavaHome.supported(), CONSOLE);
    }

    @Test
    @Tag("all")
    void copiedToDeployItRunsInAStockKaraf() {
        runInStockKaraf(JavaHome.supported(), DEPLOY);
    }

    @Test
    @Tag("all")
    void installedByTheConsoleItRunsInAStockKarafTwiceAndCanBeUninstalled() {
        runInStockKaraf(JavaHome.supported(), CONSOLE);
    }

    @Test
    @Tag("all")
    void copiedToDeployItRunsInAStockKarafOnOurOwnJava() {
        runInStockKaraf(JavaHome.own(), DEPLOY);
    }

    @Test
    @Tag("all")
    void aKarafThatLacksSomethingSaysWhatAndWhere() {
        try (var karaf = ForeignKaraf.stock(JavaHome.supported())) {
            // The user of the console alone, so that one can ask there.
            karaf.bash("sed -i 's/^#karaf = karaf,/karaf = karaf,/; s/^#_g_/_g_/' etc/users.properties");
            karaf.start();
            karaf.follow(DEPLOY);
            karaf.awaitLog("Karaf does not export sun.nio.ch and sun.reflect");
            final var errors = karaf.log().lines().filter(line -> line.contains("Understudy's installation:")).toList();
            assertTrue(errors.stream().anyMatch(line -> line.contains("etc/config.properties, line 90")),
                errors.toString());
            assertTrue(errors.stream().anyMatch(line -> line.contains("logging-markers-14.1.3.jar")),
                errors.toString());
            final var told = karaf.console("understudy:groups");
            assertEquals(1, told.status(), told.toString());
            assertTrue(told.output().contains("etc/config.properties, line 90"), told.toString());
            assertTrue(told.output().contains("odl-understudy is not installed"), told.toString());
        }
    }

    private void runInOpenDaylight(final JavaHome java, final String way) {
        try (var karaf = ForeignKaraf.openDaylight(java)) {
            karaf.prepare("opendaylight");
            karaf.start();
            karaf.awaitListening(OPENFLOW_PORT);
            awaitRestconf(karaf);
            try (var lab = EmulatedLab.up(topology)) {
                addFlowOfAnother(lab);
                final var bundles = karaf.bundles();
                final var configuration = karaf.configuration();

                karaf.follow(way);
                karaf.awaitLog(STARTED);
                karaf.awaitLog(COMPLETE);
                takeOver(lab);
                assertNotEquals(List.of(), karaf.ownThreads());

                final long changes = karaf.modelChanges();
                karaf.follow(way + "-remove");
                // Until OpenDaylight has gone over to the model without ours, nobody logs in; see ForeignBeans.
                karaf.await("the model as before", () -> karaf.modelChanges() > changes);
                karaf.helpEncryptionService();
                karaf.await("all bundles as before", () -> karaf.bundles().equals(bundles));
                awaitRestconf(karaf);
                assertEquals(List.of(), karaf.ownThreads());
                assertFalse(ForeignKaraf.listens(DIRECT_PORT), "the direct port is open");
                configuration.forEach((file, text) -> assertEquals(text, karaf.configuration().get(file), file));
                Awaitility.await("OpenFlow").atMost(PATIENCE).until(() -> lab.bridge(1).connected() > 0);
                assertEquals(1, lab.bridge(1).flowCount(OTHER_TABLE), "flows of another application");
            }
        }
    }

    private void runInStockKaraf(final JavaHome java, final String way) {
        try (var karaf = ForeignKaraf.stock(java)) {
            karaf.prepare("stock");
            karaf.start();
            karaf.follow(way);
            karaf.awaitLog(STARTED);
            karaf.awaitLog(COMPLETE);
            RestconfClient.local().awaitReady(PATIENCE);
            try (var lab = EmulatedLab.up(topology)) {
                takeOver(lab);
            }
            if (way.equals(CONSOLE)) {
                final var again = karaf.console("feature:install odl-understudy");
                assertEquals(0, again.status(), again.toString());
                final var groups = karaf.console("understudy:groups");
                assertEquals(0, groups.status(), groups.toString());
                assertTrue(groups.output().contains("no group is configured"), groups.toString());
                assertFalse(groups.output().contains("Installation:"), groups.toString());
            }
            karaf.follow(way + "-remove");
            karaf.await("no port of ours", () -> !ForeignKaraf.listens(DIRECT_PORT)
                && !ForeignKaraf.listens(OPENFLOW_PORT));
            karaf.await("no thread of ours", () -> karaf.ownThreads().isEmpty());
        }
    }

    private void takeOver(final EmulatedLab lab) {
        final var group = RestconfClient.local().group("foreign");
        EmulatedRig.protect(topology, group, PATIENCE);
        Rig.speakUntil("all hosts", () -> lab.localHosts().ask(1, topology.hosts(), GATEWAY),
            () -> group.await("all hosts", state -> state.hosts().size() == topology.hosts(), ASK_AGAIN_AFTER));
        final int first = group.state().orElseThrow().primary().orElseThrow().equals(topology.nodeId(1)) ? 1 : 2;
        final int second = 3 - first;
        try (var inward = lab.inward(1, 7, RATE)) {
            EmulatedRig.awaitFrame(inward, PATIENCE);
            lab.fault(Fault.UPLINK, first);
            group.await("primary " + topology.nodeId(second),
                state -> state.primary().equals(Optional.of(topology.nodeId(second))), PATIENCE);
            EmulatedRig.awaitFrame(inward, PATIENCE);
            lab.heal(Fault.UPLINK, first);
        }
        assertEquals(0, lab.localHosts().returned(), "frames that came back to their senders");
        assertTrue(group.delete());
        Awaitility.await("the group is gone").atMost(PATIENCE).until(() -> group.state().isEmpty());
    }

    private static void awaitRestconf(final ForeignKaraf karaf) {
        awaitAnswer(karaf, "/rests/data/ietf-yang-library:yang-library");
    }

    private static void awaitAnswer(final ForeignKaraf karaf, final String path) {
        karaf.await(path, () -> Shell.bash("curl -s -o /dev/null -w '%{http_code}' -u admin:admin"
            + " http://127.0.0.1:8181" + path).output().equals("200"));
    }

    /** A flow that drops what nobody sends, in a table that is not ours. */
    private void addFlowOfAnother(final EmulatedLab lab) {
        final var node = "/opendaylight-inventory:nodes/opendaylight-inventory:node[opendaylight-inventory:id='"
            + topology.nodeId(1) + "']";
        final var flow = JsonParser.parseString("{\"node\": \"" + node + "\", \"table_id\": " + OTHER_TABLE
            + ", \"priority\": 7, \"cookie\": 4711, \"match\": {\"ethernet-match\": {\"ethernet-type\":"
            + " {\"type\": 35020}}}}").getAsJsonObject();
        Awaitility.await("the other application's flow").atMost(PATIENCE)
            .ignoreExceptions().until(() -> {
                RestconfClient.local().rpc("sal-flow:add-flow", flow);
                return lab.bridge(1).flowCount(OTHER_TABLE) == 1;
            });
    }
}
