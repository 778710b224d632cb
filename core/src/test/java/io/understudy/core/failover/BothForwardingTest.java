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

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A bridge that was taken for dead forwards again, as timing diagrams in virtual time.
 */
final class BothForwardingTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private void replaceASleeperThatForwardsAgainBeforeItReads() {
        pair.bridge(PREFERRED).sleep();
        pair.runToMove("announce alternate", 2_000);
        pair.run(10_000);
        pair.forget();
        pair.bridge(PREFERRED).stall();
        pair.bridge(PREFERRED).wake();
    }

    @Test
    void aSleeperThatCannotBeReachedAndForwardsWhenItWakesGetsTheRoleBack() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        pair.run(60_000);
        pair.forget();
        pair.bridge(PREFERRED).wake();
        final long woke = pair.now();
        assertTrue(pair.bridge(PREFERRED).gateOpen, "both forward now");
        pair.runToMove("close alternate", 1_100);
        pair.run(1);
        assertTrue(pair.since(woke) <= 1_003, () -> "both forwarded for " + pair.since(woke) + " ms");
        assertFalse(pair.bridge(ALTERNATE).gateOpen);
        assertEquals(Optional.of(PREFERRED), pair.state().primary());
        assertEquals(Cause.BOTH_FORWARDING, pair.state().lastFailover().orElseThrow().cause());

        pair.run(1_000);
        pair.forget();
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertEquals(List.of("announce preferred"), pair.moves(), "before, nobody could announce on its uplink");
    }

    @Test
    void aSleeperThatForwardsBeforeItReadsThatItMustCloseIsNoReasonToInterruptThePrimary() {
        replaceASleeperThatForwardsAgainBeforeItReads();
        final long woke = pair.now();
        while (pair.state().bridge(PREFERRED).signs().path().outward().receivedAt() < woke) {
            pair.run(1);
        }
        pair.run(20);
        pair.bridge(PREFERRED).moveOn();
        pair.run(10_000);
        assertFalse(pair.moves().contains("close alternate"), () -> pair.moves().toString());
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertEquals(1, pair.state().failovers());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void oneThatGoesOnForwardingWithoutReadingIsGivenTheRole() {
        replaceASleeperThatForwardsAgainBeforeItReads();
        pair.runToMove("close alternate", 2_200);
    }

    @Test
    void aBridgeThatForwardsBesideThePrimaryAndCanBeReachedIsClosedBeforeThePrimaryOpensAgain() {
        pair.bridge(PREFERRED).sleep();
        pair.runToMove("announce alternate", 2_000);
        pair.forget();
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.bridge(PREFERRED).wake();
        pair.run(100);
        pair.bridge(PREFERRED).refusesToClose = false;
        pair.run(5_000);
        assertEquals("close alternate", pair.moves().getFirst(), () -> pair.moves().toString());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }
}
