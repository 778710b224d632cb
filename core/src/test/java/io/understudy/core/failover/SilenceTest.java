/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.evidence.SilenceProof;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.model.UpstreamConfiguration.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that lie in a connection that stands still, while whom they ask is well.
 */
final class SilenceTest {
    private static final HeartbeatConfiguration PLAIN = new HeartbeatConfiguration(1000, 3, 0);

    private final PairSimulation watched = PairSimulation.serving(SampleGroup.with(
        new UpstreamConfiguration(SampleGroup.targets(1), 1000, 3, Policy.ANY)));
    private final PairSimulation plain = PairSimulation.serving(SampleGroup.with(PLAIN));

    @ParameterizedTest
    @EnumSource
    void aConnectionThatStandsStillIsNoLostUpstream(final Side side) {
        for (int count = 0; count < 50; count++) {
            watched.bridge(side).stall();
            watched.run(500 + 137 * count);
            watched.bridge(side).moveOn();
            watched.run(300 + 31 * count);
        }
        watched.run(5_000);
        assertEquals(List.of(), watched.moves());
        assertEquals(GroupStatus.Code.PROTECTED, watched.status().code());
    }

    @Test
    void anUpstreamThatIsLostMeanwhileIsFoundWhenTheConnectionMovesAgain() {
        watched.bridge(PREFERRED).stall();
        watched.setUpstream(PREFERRED, false);
        watched.run(10_000);
        assertEquals(List.of(), watched.moves());
        watched.bridge(PREFERRED).moveOn();
        watched.runToMove("announce alternate", 4_000);
        assertEquals(Cause.UPSTREAM_LOST, watched.state().lastFailover().orElseThrow().cause());
    }

    @Test
    void aSecondaryWhoseConnectionStandsStillAccusesNobody() {
        plain.bridge(ALTERNATE).stall();
        plain.disconnect(PREFERRED);
        plain.run(30_000);
        plain.bridge(ALTERNATE).moveOn();
        plain.connect(PREFERRED);
        plain.run(10_000);
        assertEquals(List.of("announce preferred"), plain.moves(), "it connected anew, and never lost the role");
        assertEquals(GroupStatus.Code.PROTECTED, plain.status().code());
    }

    @Test
    void aSecondaryThatSleepsAccusesNobodyWhenItWakes() {
        plain.bridge(ALTERNATE).sleep();
        plain.disconnect(PREFERRED);
        plain.run(30_000);
        plain.bridge(ALTERNATE).wake();
        plain.run(10_000);
        assertEquals(List.of(), plain.moves());
    }

    @Test
    void missesAloneFindADeadPrimaryOneRoundTripLater() {
        plain.bridge(PREFERRED).die();
        plain.disconnect(PREFERRED);
        final long died = plain.now();
        plain.runToMove("announce alternate", 4_000);
        assertTrue(plain.since(died) <= 3_500 + 1 + 1, () -> plain.since(died) + " ms");
    }

    @Test
    void whereEverythingIsAnsweredNobodyIsAsked() {
        final long tokens = watched.state().life().nextToken();
        watched.run(60_000);
        assertEquals(tokens, watched.state().life().nextToken(), "no barrier was sent");
    }

    @ParameterizedTest
    @EnumSource
    void aProbeThatIsLostInOneDirectionIsFoundOut(final PathDirection works) {
        final var group = PairSimulation.serving(SampleGroup.DEFAULT);
        group.setPath(false);
        for (int count = 0; count < 600; count++) {
            final int sequence = group.state().bridge(PREFERRED).signs().path().monitor(works).sequence();
            group.step(new Event.PathProbeArrived(ALTERNATE, works, sequence,
                Nonce.of(works).of(group.state().life().seed(), ALTERNATE, sequence)));
            group.run(10);
        }
        final var lost = works == PathDirection.OUTWARD ? " from its uplink to its trunk"
            : " from its trunk to its uplink";
        assertEquals(List.of("path probes of openflow:2" + lost + " do not come through openflow:1; check the switches"
            + " between them, or set path-probe/enabled to false where they cannot pass"), group.status().reasons());
    }

    @Test
    void aBridgeThatCannotBeAskedIsAskedAgainWhenTheNextRequestIsOverdue() {
        watched.setUpstream(PREFERRED, false);
        watched.setUpstream(ALTERNATE, false);
        while (watched.state().bridge(PREFERRED).signs().proof().token() == 0) {
            watched.run(1);
        }
        final long token = watched.state().bridge(PREFERRED).signs().proof().token();
        watched.bridge(PREFERRED).stall();
        watched.step(new Event.CommandFailed(PREFERRED, token, "connection lost"));
        assertEquals(SilenceProof.NONE, watched.state().bridge(PREFERRED).signs().proof());
        watched.bridge(PREFERRED).moveOn();
        watched.run(5_000);
        assertTrue(watched.reasons().contains("do not answer on the uplink of openflow:1"), watched::reasons);
    }

    @Test
    void aProofForOneBridgeIsNoneForTheOther() {
        watched.setUpstream(PREFERRED, false);
        watched.setUpstream(ALTERNATE, false);
        watched.bridge(PREFERRED).stall();
        watched.run(10_000);
        assertTrue(watched.reasons().contains("do not answer on the uplink of openflow:2"), watched::reasons);
        assertFalse(watched.reasons().contains("do not answer on the uplink of openflow:1"), watched::reasons);
    }
}
