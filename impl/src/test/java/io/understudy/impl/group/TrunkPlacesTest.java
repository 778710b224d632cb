/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.table.Relocation;
import io.understudy.impl.openflow.BridgePorts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrunkPlacesTest {
    private static BridgeConfiguration bridge(final String... trunks) {
        return new BridgeConfiguration(new BridgeId(1), 1, "uplink", ImmutableList.copyOf(trunks), "peer");
    }

    private static Optional<BridgePorts> ports(final Long... trunks) {
        return Optional.of(new BridgePorts(1, ImmutableList.copyOf(trunks), 9));
    }

    @Test
    void aPortThatIsNamedNowAndWasNumberedBeforeIsTheSame() {
        assertEquals(new Relocation(ImmutableList.of(2)),
            TrunkPlaces.between(bridge("5"), ports(5L), bridge("other", "trunk"), ports(6L, 5L)));
    }

    @Test
    void aTrunkThatIsNoLongerConfiguredIsGone() {
        assertEquals(new Relocation(ImmutableList.of(0, 1)),
            TrunkPlaces.between(bridge("a", "b"), ports(5L, 6L), bridge("b"), ports(6L)));
    }

    @Test
    void withoutNumbersTheNamesCount() {
        assertEquals(new Relocation(ImmutableList.of(2, 0)),
            TrunkPlaces.between(bridge("a", "b"), Optional.empty(), bridge("c", "a"), ports(7L, 5L)));
    }
}
