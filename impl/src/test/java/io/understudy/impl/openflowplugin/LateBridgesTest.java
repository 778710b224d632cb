/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.model.BridgeId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opendaylight.openflowplugin.api.openflow.device.DeviceInfo;
import org.opendaylight.openflowplugin.api.openflow.lifecycle.MasterChecker;
import org.opendaylight.openflowplugin.impl.mastership.MastershipChangeServiceManagerImpl;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeUpdatedBuilder;

/**
 * Bridges that openflowplugin told nobody of, with its own manager of listeners.
 */
@SuppressWarnings("deprecation")
final class LateBridgesTest {
    private final List<DeviceInfo> initialized = new ArrayList<>();
    private final List<BridgeId> found = new ArrayList<>();
    private final MastershipChangeServiceManagerImpl mastership = new MastershipChangeServiceManagerImpl();

    private static DeviceInfo device(final String name) {
        return (DeviceInfo) Proxy.newProxyInstance(DeviceInfo.class.getClassLoader(), new Class<?>[] {DeviceInfo.class},
            (proxy, method, arguments) -> method.getName().equals("getNodeId") ? new NodeId(name) : null);
    }

    @Test
    void bridgeThatWasBeingInitializedIsFoundWhenThatIsDone() {
        mastership.setMasterChecker(new MasterChecker() {
            @Override
            public List<DeviceInfo> listOfMasteredDevices() {
                return List.copyOf(initialized);
            }

            @Override
            public boolean isAnyDeviceMastered() {
                return !initialized.isEmpty();
            }
        });
        final var bridges = new LateBridges(mastership, found::add);
        mastership.becomeMaster(device("openflow:7"));
        assertEquals(List.of(), found, "nobody listened");

        initialized.add(device("openflow:7"));
        bridges.onNotification(new NodeUpdatedBuilder().setId(new NodeId("openflow:7")).build());
        assertEquals(List.of(BridgeId.parse("openflow:7")), found);

        mastership.becomeMaster(device("openflow:8"));
        assertEquals(1, found.size(), "it listens to nothing afterwards");
    }
}
