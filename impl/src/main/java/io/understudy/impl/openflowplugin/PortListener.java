/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.openflow.PortDirectory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opendaylight.mdsal.binding.api.DataTreeChangeListener;
import org.opendaylight.mdsal.binding.api.DataTreeModification;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.inventory.rev130819.FlowCapableNodeConnector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.Nodes;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.node.NodeConnector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.nodes.Node;
import org.opendaylight.yangtools.binding.DataObjectReference;

/**
 * Follows the ports of all bridges in openflowplugin's inventory.
 */
public final class PortListener implements DataTreeChangeListener<FlowCapableNodeConnector> {
    public static final DataObjectReference<FlowCapableNodeConnector> PORTS = DataObjectReference.builder(Nodes.class)
        .child(Node.class).child(NodeConnector.class).augmentation(FlowCapableNodeConnector.class).build();

    private final GroupRegistry registry;
    private final Map<BridgeId, PortDirectory> directories = new HashMap<>();

    public PortListener(final GroupRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    @Override
    public void onDataTreeChanged(final List<DataTreeModification<FlowCapableNodeConnector>> changes) {
        final var changed = new LinkedHashSet<BridgeId>();
        for (var change : changes) {
            final var connector = change.path().getFirstKeyOf(NodeConnector.class).getId().getValue();
            final int colon = connector.lastIndexOf(':');
            final var number = connector.substring(colon + 1);
            if (!number.chars().allMatch(Character::isDigit)) {
                // LOCAL and other reserved ports
                continue;
            }
            final var bridge = BridgeId.parse(connector.substring(0, colon));
            final var after = Optional.ofNullable(change.getRootNode().dataAfter());
            directories.merge(bridge, PortDirectory.EMPTY.with(Long.parseLong(number), after.map(PortListener::entry)),
                (before, unused) -> before.with(Long.parseLong(number), after.map(PortListener::entry)));
            changed.add(bridge);
        }
        for (var bridge : changed) {
            final var directory = directories.get(bridge);
            if (directory.ports().isEmpty()) {
                // The whole node went from the inventory: its connection was lost, which we hear otherwise.
                directories.remove(bridge);
                registry.portsForgotten(bridge);
            } else {
                registry.ports(bridge, directory);
            }
        }
    }

    static PortDirectory.Entry entry(final FlowCapableNodeConnector port) {
        final var state = port.getState();
        final boolean down = state != null && Boolean.TRUE.equals(state.getLinkDown())
            || port.getConfiguration() != null && Boolean.TRUE.equals(port.getConfiguration().getPORTDOWN());
        return new PortDirectory.Entry(port.getName() == null ? "" : port.getName(), !down,
            state != null && Boolean.TRUE.equals(state.getLive()));
    }
}
