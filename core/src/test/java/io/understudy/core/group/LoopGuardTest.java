/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.failover.Event;
import io.understudy.core.model.Side;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whether a bridge keeps frames from going round.
 */
final class LoopGuardTest {
    private final ServingGroup serving = ServingGroup.servingWithoutPathProbes();

    @Test
    void aMoveFromABridgeThatIsKnownToBeClosedNeedsNoGuard() {
        assertFalse(serving.preferred.guarded);
        serving.group.switchover(Optional.of(Side.ALTERNATE), "test", error -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        assertNotEquals(0, serving.alternate.openToken);
        assertFalse(serving.alternate.guarded);
    }

    @Test
    void aMoveFromABridgeThatIsGoneIsGuardedUntilItsGateIsClosedAndAMomentLonger() {
        serving.lose(Side.PREFERRED);
        assertNotEquals(0, serving.alternate.openToken);
        assertNotEquals(0, serving.alternate.openToken);
        assertTrue(serving.alternate.guarded);
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
        serving.run(20_000);
        assertTrue(serving.alternate.guarded, "nobody knows what the other one does");

        serving.connect(Side.PREFERRED, true);
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.run(500);
        assertTrue(serving.alternate.guarded, "what passed it may still be on its way");
        serving.run(1_000);
        assertFalse(serving.alternate.guarded);
    }

    @Test
    void aBridgeThatIsProgrammedAnewNeedNotBeTold() {
        serving.lose(Side.PREFERRED);
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
        serving.connect(Side.ALTERNATE, true);
        serving.connect(Side.PREFERRED, false);
        serving.run(2_000);
        assertTrue(serving.alternate.guarded, "to program it removes the guard");
    }
}
