/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static io.understudy.core.evidence.EvidenceState.DOWN;
import static io.understudy.core.evidence.EvidenceState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import org.junit.jupiter.api.Test;

/**
 * When the state of ports changed.
 */
final class PortChangesTest {
    @Test
    void eachPortHasATimeOfItsOwn() {
        final var up = PortChanges.NONE.with(ports(UP, UP, UP), 10);
        assertEquals(new PortChanges(ports(UP, UP, UP), 10, ImmutableList.of(10L), 10), up);
        assertSame(up, up.with(ports(UP, UP, UP), 20), "nothing changed");
        assertEquals(new PortChanges(ports(DOWN, UP, UP), 30, ImmutableList.of(10L), 10),
            up.with(ports(DOWN, UP, UP), 30));
        assertEquals(new PortChanges(ports(UP, DOWN, DOWN), 10, ImmutableList.of(40L), 40),
            up.with(ports(UP, DOWN, DOWN), 40));
    }

    @Test
    void aTrunkThatIsAddedBeginsWhenItIsFirstSeen() {
        final var two = new Ports(UP, ImmutableList.of(UP, DOWN), UP);
        assertEquals(ImmutableList.of(10L, 20L),
            PortChanges.NONE.with(ports(UP, UP, UP), 10).with(two, 20).trunks());
    }

    private static Ports ports(final EvidenceState uplink, final EvidenceState trunk, final EvidenceState peer) {
        return new Ports(uplink, ImmutableList.of(trunk), peer);
    }
}
