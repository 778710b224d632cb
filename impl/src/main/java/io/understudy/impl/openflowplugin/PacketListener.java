/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.openflow.FlowKind;
import org.opendaylight.mdsal.binding.api.NotificationService.Listener;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.node.NodeConnector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.packet.service.rev130709.PacketReceived;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;

/**
 * Brings the frames that our flows sent to the controller to the groups.
 */
public final class PacketListener implements Listener<PacketReceived> {
    private final GroupRegistry registry;

    public PacketListener(final GroupRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    @Override
    public void onNotification(final PacketReceived packet) {
        final var kind = FlowKind.of(packet.getFlowCookie());
        if (kind.isEmpty() || packet.getIngress() == null || packet.getPayload() == null
            || !(packet.getIngress().getValue() instanceof DataObjectIdentifier<?> ingress)) {
            return;
        }
        final var connector = ingress.getFirstKeyOf(NodeConnector.class);
        if (connector == null) {
            return;
        }
        // "openflow:1:2" is port 2 of bridge openflow:1
        final var name = connector.getId().getValue();
        final int colon = name.lastIndexOf(':');
        final var port = name.substring(colon + 1);
        if (!port.isEmpty() && port.chars().allMatch(Character::isDigit)) {
            registry.packet(BridgeId.parse(name.substring(0, colon)), kind.orElseThrow(), Long.parseLong(port),
                packet.getPayload());
        }
    }
}
