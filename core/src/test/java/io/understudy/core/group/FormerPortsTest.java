/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a bridge holds for a port that is no longer used, because a trunk is no longer configured.
 */
final class FormerPortsTest {
    private static final HostUpdate FORGOTTEN = new HostUpdate(ServingGroup.HOST, Optional.empty());

    @Test
    void framesForAHostAreNotSentToAPortThatIsNoLongerUsed() {
        final var serving = ServingGroup.serving();
        serving.preferred.updates.clear();
        serving.preferred.astray = Set.of(ServingGroup.HOST);
        serving.connect(Side.PREFERRED, true);
        serving.run(100);
        assertEquals(List.of(FORGOTTEN), serving.preferred.updates);
    }

    @Test
    void ofABridgeThatStandsByTheFlowsOfOtherHostsStay() {
        final var serving = ServingGroup.serving();
        serving.hear(Side.PREFERRED, ServingGroup.TRUNK);
        final var former = new HostKey(7, ServingGroup.HOST.mac());
        serving.alternate.found = Map.of(ServingGroup.HOST, ServingGroup.TRUNK);
        serving.alternate.astray = Set.of(former);
        serving.connect(Side.ALTERNATE, false);
        assertEquals(Optional.of(ImmutableList.of(former)), serving.alternate.held.orElseThrow().stale());
    }
}
