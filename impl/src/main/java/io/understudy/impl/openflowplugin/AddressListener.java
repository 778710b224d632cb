/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.impl.direct.DirectAdmission;
import java.util.List;
import java.util.Optional;
import org.opendaylight.mdsal.binding.api.DataTreeChangeListener;
import org.opendaylight.mdsal.binding.api.DataTreeModification;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.inventory.rev130819.FlowCapableNode;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.Nodes;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.nodes.Node;
import org.opendaylight.yangtools.binding.DataObjectReference;

/**
 * Follows in openflowplugin's inventory from which address each bridge is controlled.
 */
final class AddressListener implements DataTreeChangeListener<FlowCapableNode> {
    static final DataObjectReference<FlowCapableNode> NODES = DataObjectReference.builder(Nodes.class)
        .child(Node.class).augmentation(FlowCapableNode.class).build();

    private final DirectAdmission admission;

    AddressListener(final DirectAdmission admission) {
        this.admission = requireNonNull(admission);
    }

    @Override
    public void onDataTreeChanged(final List<DataTreeModification<FlowCapableNode>> changes) {
        for (var change : changes) {
            final var address = Optional.ofNullable(change.getRootNode().dataAfter())
                .map(FlowCapableNode::getIpAddress).map(known -> InetAddresses.forString(known.stringValue()));
            admission.located(BridgeId.parse(change.path().getFirstKeyOf(Node.class).getId().getValue()), address);
        }
    }
}
