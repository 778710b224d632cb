/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.openflow.LiveHistory;
import io.understudy.impl.openflow.PortDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ports of all bridges, from two sources: openflowplugin's inventory, and direct connections. The inventory lags
 * some ten milliseconds behind, so what it says late must not undo what is known better: while a bridge is observed,
 * only that counts. Otherwise the inventory does, with what it has said meanwhile. Guarded by its owner.
 */
final class PortSources {
    private final Map<BridgeId, PortDirectory> inventory = new HashMap<>();
    private final Map<BridgeId, PortDirectory> observed = new HashMap<>();
    private final Map<BridgeId, LiveHistory> histories = new HashMap<>();

    /**
     * Takes what the inventory says.
     *
     * @return whether it counts
     */
    boolean inventory(final BridgeId bridge, final PortDirectory directory) {
        inventory.put(bridge, directory);
        if (observed.containsKey(bridge)) {
            return false;
        }
        history(bridge).note(directory);
        return true;
    }

    /**
     * Takes the news that a bridge is no longer in the inventory.
     */
    void inventoryGone(final BridgeId bridge) {
        inventory.remove(bridge);
        tidy(bridge);
    }

    /**
     * Takes what a direct connection says.
     *
     * @return whether it is news
     */
    boolean observed(final BridgeId bridge, final PortDirectory directory) {
        final var before = current(bridge);
        observed.put(bridge, directory);
        history(bridge).note(directory);
        return !before.equals(current(bridge));
    }

    /**
     * Takes the news that the direct connection of a bridge ended.
     *
     * @return whether there was one
     */
    boolean unobserved(final BridgeId bridge) {
        final boolean was = observed.remove(bridge) != null;
        tidy(bridge);
        return was;
    }

    /**
     * Takes the news that the connection by which a bridge is controlled was lost: which ports were live is asked anew.
     */
    void disconnected(final BridgeId bridge) {
        histories.remove(bridge);
        reported(bridge).ifPresent(ports -> history(bridge).note(ports));
    }

    /**
     * Returns what counts.
     *
     * @return the ports, those that are no longer live being down; empty if neither source has said anything
     */
    Optional<PortDirectory> current(final BridgeId bridge) {
        return reported(bridge).map(ports -> history(bridge).judge(ports));
    }

    private Optional<PortDirectory> reported(final BridgeId bridge) {
        return Optional.ofNullable(observed.getOrDefault(bridge, inventory.get(bridge)));
    }

    private LiveHistory history(final BridgeId bridge) {
        return histories.computeIfAbsent(bridge, unused -> new LiveHistory());
    }

    private void tidy(final BridgeId bridge) {
        if (!inventory.containsKey(bridge) && !observed.containsKey(bridge)) {
            histories.remove(bridge);
        }
    }
}
