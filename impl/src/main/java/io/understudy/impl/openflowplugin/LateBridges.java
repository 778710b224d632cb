/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.opendaylight.mdsal.binding.api.NotificationService;
import org.opendaylight.mdsal.binding.api.NotificationService.Listener;
import org.opendaylight.openflowplugin.api.openflow.device.DeviceInfo;
import org.opendaylight.openflowplugin.api.openflow.mastership.MastershipChangeService;
import org.opendaylight.openflowplugin.api.openflow.mastership.MastershipChangeServiceManager;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeUpdated;
import org.opendaylight.yangtools.concepts.Registration;

/**
 * Finds bridges that were being initialized when the listener of mastership was registered. openflowplugin reports a
 * device to registered listeners when its initialization begins, and initialized devices to each new listener. The
 * initialization takes 100 ms to 3 s; a listener that is registered meanwhile gets no report. At the end openflowplugin
 * publishes a notification; a listener that is registered then gets the report.
 *
 * <p>The notification is deprecated. Nothing else is published when a device is listed as initialized: its entry in the
 * inventory is written before.
 */
@SuppressWarnings("deprecation")
public final class LateBridges implements Listener<NodeUpdated> {
    private final MastershipChangeServiceManager mastership;
    private final Consumer<BridgeId> found;

    /**
     * Creates it.
     *
     * @param mastership knows the bridges that we master
     * @param found takes each of them, also those that it has been told of
     */
    public LateBridges(final MastershipChangeServiceManager mastership, final Consumer<BridgeId> found) {
        this.mastership = requireNonNull(mastership);
        this.found = requireNonNull(found);
    }

    /**
     * Begins.
     *
     * @param notifications brings the notification
     * @param executor on which bridges are found
     * @return ends it
     */
    public Registration listen(final NotificationService notifications, final Executor executor) {
        return notifications.registerListener(NodeUpdated.class, this, executor);
    }

    @Override
    public void onNotification(final NodeUpdated notification) {
        mastership.register(new MastershipChangeService() {
            @Override
            public void onBecomeOwner(final DeviceInfo device) {
                found.accept(MastershipListener.bridge(device));
            }

            @Override
            public void onLoseOwnership(final DeviceInfo device) {
                // the listener of all changes hears it
            }
        }).close();
    }
}
