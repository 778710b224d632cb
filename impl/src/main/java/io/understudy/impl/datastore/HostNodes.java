/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Host;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.RemoteHost;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.host.Peer;
import org.opendaylight.yangtools.util.ImmutableOffsetMapTemplate;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/**
 * Turns a learned host into what the datastore keeps of it, and tells where. There may be a hundred thousand of them,
 * each kept for as long as it lives, so parts that are equal in many hosts are there once: above all the peers, for
 * most hosts know the gateway and nobody else. Objects of the binding would be copied, each for itself.
 *
 * <p>Used by one thread.
 */
final class HostNodes {
    private static final QName VLAN_ID = QName.create(Host.QNAME, "vlan-id").intern();
    private static final QName MAC = QName.create(Host.QNAME, "mac").intern();
    private static final QName IP_ADDRESS = QName.create(Host.QNAME, "ip-address").intern();
    private static final QName TRUNK_PORT = QName.create(Host.QNAME, "trunk-port").intern();
    private static final QName FIRST_SEEN = QName.create(Host.QNAME, "first-seen").intern();
    private static final QName LAST_SEEN = QName.create(Host.QNAME, "last-seen").intern();
    private static final QName MOVES = QName.create(Host.QNAME, "moves").intern();
    private static final QName GROUP_NAME = QName.create(Group.QNAME, "name").intern();
    private static final ImmutableOffsetMapTemplate<QName> KEYS =
        ImmutableOffsetMapTemplate.ordered(List.of(VLAN_ID, MAC));
    /** So many different sets of peers are compared with, the latest. A power of two. */
    private static final int PLACES = 1024;

    private final YangInstanceIdentifier group;
    private final MapEntryNode groupNode;
    private final SharedNode[] latest = new SharedNode[PLACES];

    private record SharedNode(ImmutableMap<InetAddress, Optional<MacAddress>> peers, SystemMapNode node) {
    }

    /**
     * Creates it.
     *
     * @param name of the group
     */
    HostNodes(final String name) {
        final var key = NodeIdentifierWithPredicates.of(Group.QNAME, GROUP_NAME, name);
        group = YangInstanceIdentifier.of(NodeIdentifier.create(FailoverState.QNAME),
            NodeIdentifier.create(Group.QNAME), key);
        groupNode = ImmutableNodes.newMapEntryBuilder().withNodeIdentifier(key)
            .withChild(ImmutableNodes.leafNode(GROUP_NAME, name)).build();
    }

    /** Where the group is. */
    YangInstanceIdentifier group() {
        return group;
    }

    /** The group with its name and nothing else, to be merged into what is there. */
    MapEntryNode groupNode() {
        return groupNode;
    }

    /** Where a local host is. */
    YangInstanceIdentifier localPath(final HostKey host) {
        return group.node(NodeIdentifier.create(Host.QNAME)).node(key(Host.QNAME, host));
    }

    /** Where a remote host is. */
    YangInstanceIdentifier remotePath(final HostKey host) {
        return group.node(NodeIdentifier.create(RemoteHost.QNAME)).node(key(RemoteHost.QNAME, host));
    }

    private static NodeIdentifierWithPredicates key(final QName list, final HostKey host) {
        return NodeIdentifierWithPredicates.of(list,
            KEYS.instantiateWithValues(Uint16.valueOf(host.vlanId()).intern(), host.mac().toString()));
    }

    MapEntryNode local(final io.understudy.core.model.Host host, final WallClock clock) {
        final var node = begin(Host.QNAME, host);
        if (host.location() instanceof Location.Trunk trunk) {
            node.withChild(ImmutableNodes.leafNode(TRUNK_PORT, Uint8.valueOf(trunk.place())));
        }
        final var firstSeen = clock.at(host.firstSeen()).getValue();
        // one text for one time: it is kept as long as the host says nothing more
        final var lastSeen = host.lastSeen() == host.firstSeen() ? firstSeen : clock.at(host.lastSeen()).getValue();
        node.withChild(ImmutableNodes.leafNode(FIRST_SEEN, firstSeen))
            .withChild(ImmutableNodes.leafNode(LAST_SEEN, lastSeen))
            .withChild(ImmutableNodes.leafNode(MOVES, Uint32.valueOf(host.moves()).intern()));
        if (!host.peers().isEmpty()) {
            node.withChild(peers(host.peers()));
        }
        return node.build();
    }

    MapEntryNode remote(final io.understudy.core.model.Host host, final WallClock clock) {
        return begin(RemoteHost.QNAME, host)
            .withChild(ImmutableNodes.leafNode(LAST_SEEN, clock.at(host.lastSeen()).getValue())).build();
    }

    private static MapEntryNode.Builder begin(final QName list, final io.understudy.core.model.Host host) {
        final var key = key(list, host.key());
        final var node = ImmutableNodes.newMapEntryBuilder();
        node.withNodeIdentifier(key);
        for (var leaf : key.asMap().entrySet()) {
            node.withChild(ImmutableNodes.leafNode(leaf.getKey(), leaf.getValue()));
        }
        addAddresses(node, host.addresses());
        return node;
    }

    private static void addAddresses(final MapEntryNode.Builder node, final Collection<InetAddress> addresses) {
        if (!addresses.isEmpty()) {
            final var all = ImmutableNodes.<String>newSystemLeafSetBuilder()
                .withNodeIdentifier(NodeIdentifier.create(IP_ADDRESS));
            addresses.forEach(address -> all.withChild(ImmutableNodes.leafSetEntry(
                new NodeWithValue<>(IP_ADDRESS, HostMapper.text(address)))));
            node.withChild(all.build());
        }
    }

    private SystemMapNode peers(final ImmutableMap<InetAddress, Optional<MacAddress>> peers) {
        final int hash = peers.hashCode();
        final int place = (hash ^ hash >>> Short.SIZE) & PLACES - 1;
        final var kept = latest[place];
        if (kept != null && kept.peers().equals(peers)) {
            return kept.node();
        }
        final var node = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(NodeIdentifier.create(Peer.QNAME));
        for (Map.Entry<InetAddress, Optional<MacAddress>> peer : peers.entrySet()) {
            final var address = HostMapper.text(peer.getKey());
            final var entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(Peer.QNAME, IP_ADDRESS, address))
                .withChild(ImmutableNodes.leafNode(IP_ADDRESS, address));
            peer.getValue().ifPresent(mac -> entry.withChild(ImmutableNodes.leafNode(MAC, mac.toString())));
            node.withChild(entry.build());
        }
        latest[place] = new SharedNode(peers, node.build());
        return latest[place].node();
    }
}
