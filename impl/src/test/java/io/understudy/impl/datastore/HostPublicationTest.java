/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.Replication;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.mdsal.binding.api.NotificationPublishService;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.host.Peer;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;

/**
 * What is published of hosts, read as everybody reads it.
 */
final class HostPublicationTest {
    private static final HostKey LOCAL = key(7, 0x0200_0000_0001L);
    private static final HostKey OTHER = key(0, 0x0200_0000_0002L);
    private static final MacAddress GATEWAY = new MacAddress(0x0200_0000_00ffL);

    private TestDatastore datastore;
    private StatePublisher publisher;

    private static HostKey key(final int vlan, final long mac) {
        return new HostKey(vlan, new MacAddress(mac));
    }

    @BeforeEach
    void open() throws Exception {
        datastore = new TestDatastore();
        publisher = new StatePublisher("a", datastore.broker(), datastore.domBroker(),
            (NotificationPublishService) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {NotificationPublishService.class}, (proxy, method, arguments) -> null), Runnable::run);
    }

    private void publish(final List<Host> hosts, final List<HostKey> removed) {
        publisher.hosts(new Replication(hosts, removed));
    }

    private Group read() throws Exception {
        try (var transaction = datastore.broker().newReadOnlyTransaction()) {
            return transaction.read(LogicalDatastoreType.OPERATIONAL, DataObjectIdentifier.builder(FailoverState.class)
                .child(Group.class, new GroupKey(new GroupName("a"))).build()).get(30, TimeUnit.SECONDS).orElseThrow();
        }
    }

    private NormalizedNode peersOf(final HostKey host) throws Exception {
        final DOMDataBroker broker = datastore.domBroker();
        try (var transaction = broker.newReadOnlyTransaction()) {
            return transaction.read(LogicalDatastoreType.OPERATIONAL,
                new HostNodes("a").localPath(host).node(NodeIdentifier.create(Peer.QNAME))).get(30, TimeUnit.SECONDS)
                .orElseThrow();
        }
    }

    private static Host local(final HostKey key, final long seen) {
        return Host.firstSeen(key, Location.trunk(2), seen)
            .withAddress(InetAddresses.forString("192.0.2.7")).withAddress(InetAddresses.forString("2001:db8::7"))
            .withPeer(InetAddresses.forString("192.0.2.1"), Optional.of(GATEWAY))
            .withPeer(InetAddresses.forString("2001:db8::1"), Optional.empty());
    }

    @Test
    void allThatIsKnownOfALocalHostIsThere() throws Exception {
        publish(List.of(local(LOCAL, System.nanoTime())), List.of());
        final var host = read().nonnullHost().values().iterator().next();
        assertEquals(7, host.getVlanId().getValue().intValue());
        assertEquals("02:00:00:00:00:01", host.getMac().getValue());
        assertEquals(2, host.getTrunkPort().intValue());
        assertEquals(0, host.getMoves().getValue().intValue());
        assertEquals(Set.of("192.0.2.7", "2001:db8::7"),
            host.getIpAddress().stream().map(address -> address.stringValue()).collect(Collectors.toSet()));
        assertEquals(host.getFirstSeen(), host.getLastSeen());
        assertEquals(Map.of("192.0.2.1", Optional.of(GATEWAY.toString()), "2001:db8::1", Optional.empty()),
            host.nonnullPeer().values().stream().collect(Collectors.toMap(peer -> peer.getIpAddress().stringValue(),
                peer -> Optional.ofNullable(peer.getMac()).map(mac -> mac.getValue()))));

        publish(List.of(local(LOCAL, System.nanoTime()).seen(Location.trunk(1), System.nanoTime() + 2_000_000_000L)),
            List.of());
        final var again = read().nonnullHost().values().iterator().next();
        assertEquals(1, again.getMoves().getValue().intValue());
        assertTrue(again.getLastSeen().getValue().compareTo(again.getFirstSeen().getValue()) > 0, again.toString());
    }

    @Test
    void aHostThatChangesSidesIsOnOneSideOnly() throws Exception {
        publish(List.of(local(LOCAL, 0), local(OTHER, 0)), List.of());
        publish(List.of(local(LOCAL, 0).seen(Location.UPLINK, 1)), List.of());
        assertEquals(List.of(OTHER.mac().toString()),
            read().nonnullHost().values().stream().map(host -> host.getMac().getValue()).toList());
        final var remote = read().nonnullRemoteHost().values().iterator().next();
        assertEquals(LOCAL.mac().toString(), remote.getMac().getValue());
        assertEquals(2, remote.getIpAddress().size());

        publish(List.of(), List.of(LOCAL, OTHER));
        assertEquals(Map.of(), read().nonnullHost());
        assertEquals(Map.of(), read().nonnullRemoteHost());
        assertNull(read().getStatus());
    }

    @Test
    void equalPeersOfManyHostsAreKeptOnce() throws Exception {
        publish(List.of(local(LOCAL, 0)), List.of());
        publish(List.of(local(OTHER, 0)), List.of());
        assertSame(peersOf(LOCAL), peersOf(OTHER));
    }
}
