/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.table.Relocation;
import io.understudy.impl.openflow.BridgePorts;
import java.util.List;
import java.util.Optional;

/**
 * Finds the trunks of a bridge again in a list that has changed.
 */
final class TrunkPlaces {
    private TrunkPlaces() {
        // only a function
    }

    /**
     * Compares the ports themselves, or, as long as their numbers are not known, what is configured.
     *
     * @param before the bridge as it was configured
     * @param portsBefore the numbers of its ports then
     * @param after the bridge as it is configured now
     * @param portsAfter the numbers of its ports now
     * @return where each trunk is now
     */
    static Relocation between(final BridgeConfiguration before, final Optional<BridgePorts> portsBefore,
            final BridgeConfiguration after, final Optional<BridgePorts> portsAfter) {
        return portsBefore.isPresent() && portsAfter.isPresent()
            ? places(portsBefore.orElseThrow().trunks(), portsAfter.orElseThrow().trunks())
            : places(before.trunkPorts(), after.trunkPorts());
    }

    private static Relocation places(final List<?> before, final List<?> after) {
        return new Relocation(before.stream().map(trunk -> after.indexOf(trunk) + 1)
            .collect(ImmutableList.toImmutableList()));
    }
}
