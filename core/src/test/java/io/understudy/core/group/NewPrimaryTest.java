/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.failover.Event;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a bridge hears and is told when it has just taken the role.
 */
final class NewPrimaryTest {
    private static final int MANY = 2000;

    private final ServingGroup serving = ServingGroup.serving().answering();

    @BeforeEach
    void letThePastBeOver() {
        serving.run(10_000);
    }

    private void switchOver() {
        serving.group.switchover(Optional.of(Side.ALTERNATE), "test", answer -> { }, serving.now());
        serving.take(new Event.GateChanged(Side.PREFERRED, serving.preferred.closeToken, false));
        serving.take(new Event.GateChanged(Side.ALTERNATE, serving.alternate.openToken, true));
    }

    @Test
    void aFrameThatTheOldOneSentBeforeItWasClosedIsNoMove() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(6_000);
        switchOver();
        // flooded to the trunk a moment before, and only read now
        serving.hear(Side.ALTERNATE, ServingGroup.TRUNK);
        serving.run(500);
        assertEquals(List.of(), serving.changes);
        assertEquals(0, serving.group.localHosts());

        serving.run(2_000);
        serving.hear(Side.ALTERNATE, ServingGroup.TRUNK);
        assertEquals(1, serving.group.localHosts(), "whoever says so later has moved");
    }

    @Test
    void aHostThatHasMovedIsToldBeforeManyNewOnes() {
        serving.hear(Side.PREFERRED, Location.UPLINK);
        serving.run(6_000);
        for (int number = 1; number <= MANY; number++) {
            serving.hear(Side.PREFERRED, new HostKey(0, new MacAddress(0x0200_0001_0000L + number)));
        }
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        serving.alternate.updates.clear();
        switchOver();
        assertEquals(List.of(ServingGroup.HOST), serving.alternate.updates.stream().map(HostUpdate::key).toList());

        serving.run(200);
        assertEquals(1, serving.alternate.updates.size(), "the others' frames are flooded meanwhile");
        serving.run(1_000);
        assertEquals(1 + MANY, serving.alternate.updates.size());
    }
}
