/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.group.GroupRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opendaylight.openflowplugin.api.openflow.device.DeviceInfo;
import org.opendaylight.openflowplugin.api.openflow.mastership.MastershipChangeService;

/**
 * Tells which bridges we master. openflowplugin calls this as soon as a connection is made or lost; its inventory
 * follows half a second later.
 */
public final class MastershipListener implements MastershipChangeService {
    private final GroupRegistry registry;
    private final Set<BridgeId> known = ConcurrentHashMap.newKeySet();

    public MastershipListener(final GroupRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    @Override
    public void onBecomeOwner(final DeviceInfo deviceInfo) {
        known.add(bridge(deviceInfo));
        registry.connected(bridge(deviceInfo));
    }

    /** Takes a bridge that we master, which may be no news. */
    public void found(final BridgeId bridge) {
        if (known.add(bridge)) {
            registry.connected(bridge);
        }
    }

    @Override
    public void onLoseOwnership(final DeviceInfo deviceInfo) {
        known.remove(bridge(deviceInfo));
        registry.disconnected(bridge(deviceInfo));
    }

    static BridgeId bridge(final DeviceInfo deviceInfo) {
        return BridgeId.parse(deviceInfo.getNodeId().getValue());
    }
}
