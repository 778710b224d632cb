/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Priorities that are exchanged while the group runs.
 */
class ExchangedPrioritiesTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private void exchange() {
        final var now = pair.state().configuration();
        final var bridges = now.bridges();
        pair.step(new Event.ConfigurationChanged(now.withBridges(new Pair<>(
            prioritized(bridges.preferred(), bridges.alternate().priority()),
            prioritized(bridges.alternate(), bridges.preferred().priority())))));
    }

    private static BridgeConfiguration prioritized(final BridgeConfiguration bridge, final int priority) {
        return new BridgeConfiguration(bridge.id(), priority, bridge.uplinkPort(), bridge.trunkPorts(),
            bridge.peerPort());
    }

    @Test
    void theRoleGoesToTheBridgeThatIsPreferredNowAfterTheHoldTime() {
        pair.forget();
        exchange();
        final long exchanged = pair.now();
        pair.run(59_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        pair.runToMove("open alternate", 5_000);
        assertTrue(pair.since(exchanged) >= 60_000, () -> pair.since(exchanged) + " ms");
        pair.run(3_600_000);
        assertEquals(Optional.of(ALTERNATE), pair.state().primary(), "and stays there");
    }

    @Test
    void aTakeoverDoesNotWaitForAnything() {
        exchange();
        pair.bridge(PREFERRED).die();
        pair.runToMove("open alternate", 5_000);
    }

    @Test
    void theHoldTimeOfOneBridgeIsNotCountedForTheOther() {
        exchange();
        pair.run(59_000);
        exchange();
        exchange();
        pair.forget();
        pair.run(30_000);
        assertEquals(List.of(), pair.moves());
    }

    @Test
    void equalPrioritiesPreferTheLowerDatapathId() {
        final GroupConfiguration now = SampleGroup.DEFAULT;
        final var equal = now.withBridges(new Pair<>(prioritized(now.bridges().preferred(), 7),
            prioritized(now.bridges().alternate(), 7)));
        final boolean lower = now.bridges().preferred().id().compareTo(now.bridges().alternate().id()) < 0;
        assertEquals(lower ? PREFERRED : ALTERNATE, equal.preferredSide());
    }
}
