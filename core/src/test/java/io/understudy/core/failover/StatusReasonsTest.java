/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.GroupStatus.Code;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What an operator reads about a group: its status, and every reason why it is not protected, word by word.
 */
final class StatusReasonsTest {
    private static final String PEER_PORT_1 = "peer port 'peer' of openflow:1 is down; check the peer link";
    private static final String PEER_PORT_2 = "peer port 'peer' of openflow:2 is down; check the peer link";
    private static final String CHECK_HOST = "; check its host, its datapath id and its controller setting";
    private static final String CHECK_SWITCHES = "; check the switches between them, or set path-probe/enabled to false"
        + " where they cannot pass";

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private static void assertStatus(final PairSimulation group, final Code code, final String... reasons) {
        assertEquals(List.of(reasons), group.status().reasons());
        assertEquals(code, group.status().code());
    }

    private void assertStatus(final Code code, final String... reasons) {
        assertStatus(pair, code, reasons);
    }

    @Test
    void aHealthyPairIsProtectedWithoutAWord() {
        assertStatus(Code.PROTECTED);
    }

    @Test
    void beforeAnyBridgeConnectsBothAreMissed() {
        assertStatus(new PairSimulation(SampleGroup.DEFAULT), Code.INITIALIZING,
            "openflow:1 is not connected" + CHECK_HOST, "openflow:2 is not connected" + CHECK_HOST);
    }

    @Test
    void aBridgeThatIsBeingProgrammedIsSaidToBe() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.connect(PREFERRED);
        assertStatus(group, Code.INITIALIZING,
            "openflow:1 is being programmed", "openflow:2 is not connected" + CHECK_HOST);
    }

    @Test
    void aPrimaryThatWasNeverHeardIsNotTrustedYet() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.setPath(false);
        group.setPeerLink(false);
        group.connect(PREFERRED);
        group.connect(ALTERNATE);
        group.runToMove("announce preferred", 100);
        assertStatus(group, Code.UNPROTECTED, "openflow:1 has not answered a heartbeat yet",
            "no path probe of openflow:2 has come through openflow:1 yet",
            "openflow:2 has not answered a heartbeat yet");
    }

    @Test
    void whileTheRoleMovesNothingElseIsSaid() {
        pair.setUplink(PREFERRED, false);
        assertStatus(Code.FAILING_OVER);
    }

    @Test
    void aLostConnectionIsToldWithWhatTheHeartbeatsSay() {
        pair.disconnect(PREFERRED);
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED, "openflow:1 is not connected but answers heartbeats: it goes on without control"
            + CHECK_HOST);
        pair.bridge(PREFERRED).die();
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED, "openflow:1 is not connected and answers no heartbeats" + CHECK_HOST);
    }

    @Test
    void aBridgeThatIsLostWithItsSenderIsNotJudged() {
        pair.disconnect(PREFERRED);
        pair.disconnect(ALTERNATE);
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED, "openflow:1 is not connected" + CHECK_HOST,
            "openflow:2 is not connected" + CHECK_HOST);
    }

    @Test
    void theLinksOfABridgeAreToldOneByOne() {
        pair.step(new Event.PortsObserved(ALTERNATE,
            new Ports(EvidenceState.DOWN, ImmutableList.of(EvidenceState.DOWN), EvidenceState.UP), Optional.empty()));
        assertStatus(Code.UNPROTECTED, "uplink 'uplink' of openflow:2 is down; check its cable and its switch",
            "trunk 'trunk' of openflow:2 is down; check the hypervisor's switch");
        pair.setUplink(ALTERNATE, true);
        assertStatus(Code.PROTECTED);
    }

    @Test
    void aTrunkThatIsNotConfiguredIsNotNamed() {
        pair.step(new Event.PortsObserved(ALTERNATE, new Ports(EvidenceState.UP,
            ImmutableList.of(EvidenceState.UP, EvidenceState.DOWN), EvidenceState.UP), Optional.empty()));
        assertStatus(Code.PROTECTED);
    }

    @Test
    void linksOfABridgeThatIsNotConnectedAreNotKnown() {
        pair.setUplink(ALTERNATE, false);
        pair.disconnect(ALTERNATE);
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED, "openflow:2 is not connected but answers heartbeats: it goes on without control"
            + CHECK_HOST);
    }

    @Test
    void aMissingPortIsToldInsteadOfItsLink() {
        pair.bridge(ALTERNATE).uplink = false;
        pair.setPortProblem(ALTERNATE, Optional.of("openflow:2 has no uplink-port 'uplink'"));
        assertStatus(Code.UNPROTECTED, "openflow:2 has no uplink-port 'uplink'");
        pair.bridge(ALTERNATE).uplink = true;
        pair.setPortProblem(ALTERNATE, Optional.empty());
        pair.run(5_000);
        assertStatus(Code.PROTECTED);
    }

    @Test
    void aBrokenPeerLinkIsToldWithBothItsEnds() {
        pair.setPeerCarrier(false);
        assertStatus(Code.UNPROTECTED, PEER_PORT_1, PEER_PORT_2);
        pair.run(60_000);
        assertEquals(List.of(PEER_PORT_1, "openflow:1 has not answered "
            + pair.state().bridge(PREFERRED).heartbeat().misses() + " heartbeats in a row over the peer link, but"
            + " answers the controller: the peer link is broken; check the peer link", PEER_PORT_2,
            "openflow:2 has not answered " + pair.state().bridge(ALTERNATE).heartbeat().misses()
                + " heartbeats in a row over the peer link; check the peer link"), pair.status().reasons());
    }

    @Test
    void whatAPathThatIsLostMayMeanIsTold() {
        pair.setPath(false);
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED,
            "path probes of openflow:2 from its trunk to its uplink do not come through openflow:1" + CHECK_SWITCHES,
            "path probes of openflow:2 from its uplink to its trunk do not come through openflow:1" + CHECK_SWITCHES);
    }

    @Test
    void withoutPathProbesNothingIsSaidOfThem() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new PathProbeConfiguration(false, 1000, 3)));
        assertStatus(group, Code.PROTECTED);
    }

    @Test
    void onlyTheTargetsThatDoNotAnswerAreNamed() {
        final var group = PairSimulation.serving(SampleGroup.with(
            new UpstreamConfiguration(SampleGroup.targets(1, 2, 3), 1000, 3, Policy.ALL)));
        SampleGroup.targets(1, 3).forEach(target -> group.setTarget(target, false));
        group.run(5_000);
        assertStatus(group, Code.UNPROTECTED,
            "upstream targets 192.0.2.1, 192.0.2.3 do not answer on the uplink of openflow:1;"
                + " check the switch behind it",
            "upstream targets 192.0.2.1, 192.0.2.3 do not answer on the uplink of openflow:2;"
                + " check the switch behind it");
    }

    @Test
    void maintenanceIsToldWithHowToEndIt() {
        pair.maintenance(ALTERNATE, true);
        assertStatus(Code.UNPROTECTED, "openflow:2 is in maintenance; end it with set-maintenance");
    }

    @Test
    void aGroupWhosePrimaryHasItsGateClosedIsDown() {
        pair.maintenance(ALTERNATE, true);
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.bridge(PREFERRED).wake();
        pair.bridge(PREFERRED).refusesToOpen = true;
        pair.connect(PREFERRED);
        pair.run(20_000);
        assertEquals(Code.DOWN, pair.status().code());
        pair.bridge(PREFERRED).refusesToOpen = false;
        pair.run(5_000);
        assertStatus(Code.UNPROTECTED, "openflow:2 is in maintenance; end it with set-maintenance");
    }

    @Test
    void aGroupThatCannotBeginIsDownWithTheReason() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.bridge(PREFERRED).refusesProgram = true;
        group.connect(PREFERRED);
        group.run(900);
        assertStatus(group, Code.DOWN, "openflow:1 could not be programmed: table full",
            "openflow:2 is not connected" + CHECK_HOST);
    }

    @Test
    void aGateThatIsBeingChangedIsTold() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.switchover();
        pair.run(1);
        assertStatus(Code.UNPROTECTED, "a gate is being changed");
        pair.run(1);
        assertStatus(Code.PROTECTED);
    }

    @Test
    void aGateOfWhichNobodyKnowsIsTakenForClosed() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).refusesToOpen = true;
        pair.switchover();
        pair.run(100);
        assertStatus(Code.DOWN, "the gate of openflow:1 is closed");
        pair.bridge(PREFERRED).refusesToOpen = false;
        pair.run(2_000);
        assertStatus(Code.PROTECTED);
    }
}
