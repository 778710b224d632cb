/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.failover.Event;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * When a bridge is told that it need not look at frames.
 */
final class StandbyTest {
    private static final long DELAY_MILLIS = TimeUnit.NANOSECONDS.toMillis(Standby.DELAY);

    private final ServingGroup serving = ServingGroup.serving();

    @Test
    void theSecondaryStandsByAWhileAfterItsGateWasClosedAndThePrimaryNever() {
        serving.run(DELAY_MILLIS / 2);
        assertFalse(serving.alternate.standsBy);
        serving.run(DELAY_MILLIS);
        assertTrue(serving.alternate.standsBy);
        assertFalse(serving.preferred.standsBy);
    }

    @Test
    void aBridgeThatGaveTheRoleAwayStandsByAWhileLater() {
        serving.run(2 * DELAY_MILLIS);
        serving.group.switchover(Optional.of(Side.ALTERNATE), "test", error -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
        serving.run(DELAY_MILLIS / 2);
        assertFalse(serving.preferred.standsBy, "it may be opened again");
        serving.run(DELAY_MILLIS);
        assertTrue(serving.preferred.standsBy);
        assertFalse(serving.alternate.standsBy);
    }

    @Test
    void aBridgeThatCannotBeToldYetIsToldLater() {
        serving.alternate.directlyConnected = false;
        serving.run(3 * DELAY_MILLIS);
        assertFalse(serving.alternate.standsBy);
        serving.alternate.directlyConnected = true;
        serving.run(2 * DELAY_MILLIS);
        assertTrue(serving.alternate.standsBy);
    }

    @Test
    void aBridgeThatIsProgrammedAnewIsToldAnew() {
        serving.run(2 * DELAY_MILLIS);
        serving.take(new Event.ChannelDown(Side.ALTERNATE));
        serving.alternate.standsBy = false;
        serving.connect(Side.ALTERNATE, false);
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.closeToken, false));
        serving.run(2 * DELAY_MILLIS);
        assertTrue(serving.alternate.standsBy);
    }
}
