/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.impl.direct.DirectAdmission;
import io.understudy.impl.direct.DirectListener;
import io.understudy.impl.direct.DirectPort;
import io.understudy.impl.direct.SwitchEnd;
import io.understudy.impl.group.GroupLoop;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.group.LoopFactory;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.mdsal.binding.dom.adapter.test.AbstractConcurrentDataBrokerTest;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IpAddress;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv4Address;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.inventory.rev130819.FlowCapableNodeBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.Nodes;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodesBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.nodes.NodeBuilder;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.binding.util.BindingMap;

/**
 * The direct port beside the rest of OpenDaylight.
 */
final class DirectConnectionsTest extends AbstractConcurrentDataBrokerTest {
    private static final int IDLE_MILLIS = 30_000;
    private static final long PATIENCE_SECONDS = 30;

    @BeforeEach
    void open() throws Exception {
        setup();
    }

    private void control(final long datapathId, final String address) throws Exception {
        final var transaction = getDataBroker().newWriteOnlyTransaction();
        transaction.merge(LogicalDatastoreType.OPERATIONAL, DataObjectIdentifier.builder(Nodes.class).build(),
            new NodesBuilder().setNode(BindingMap.of(new NodeBuilder().setId(new NodeId("openflow:" + datapathId))
                .addAugmentation(new FlowCapableNodeBuilder().setIpAddress(new IpAddress(new Ipv4Address(address)))
                    .build()).build())).build());
        transaction.commit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    @SuppressWarnings("try") // closed, not used
    void onlyTheHostFromWhichABridgeIsControlledMayReportItsPorts() throws Exception {
        final var admission = new DirectAdmission(new NoPorts());
        try (var addresses = getDataBroker().registerTreeChangeListener(LogicalDatastoreType.OPERATIONAL,
                AddressListener.NODES, new AddressListener(admission));
                var port = DirectPort.open(0, IDLE_MILLIS, admission);
                var stranger = new SwitchEnd(port.number()); var bridge = new SwitchEnd(port.number())) {
            stranger.identify(1);
            bridge.identify(2);
            control(2, "127.0.0.1");
            control(1, "192.0.2.1");
            // Before or after its connection was let in, the address tells.
            stranger.expectEnd();
            bridge.expectPortsRequest();
        }
    }

    @Test
    @SuppressWarnings("try") // closed, not used
    void aTakenPortDoesNotKeepUnderstudyFromStarting() throws Exception {
        final var registry = new GroupRegistry(new NoGroups());
        try (var other = new ServerSocket(0);
                var direct = DirectConnections.start(getDataBroker(), registry, other.getLocalPort(), IDLE_MILLIS)) {
            assertEquals(Optional.empty(), registry.find("a"), "it serves");
        }
    }

    @Test
    @SuppressWarnings("try") // closed, not used
    void thePortIsOpenWhileUnderstudyRunsAndFreeAfterwards() throws Exception {
        final int number;
        try (var free = new ServerSocket(0)) {
            number = free.getLocalPort();
        }
        try (var direct = DirectConnections.start(getDataBroker(), new GroupRegistry(new NoGroups()), number,
                IDLE_MILLIS); var bridge = new SwitchEnd(number)) {
            bridge.identify(1);
            bridge.expectPortsRequest();
        }
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), number).close());
    }

    @Test
    void tellsWhatIsSetWrong() {
        DirectConnections.check(0, 3000);
        final var port = assertThrows(IllegalArgumentException.class, () -> DirectConnections.check(70_000, 3000));
        assertTrue(port.getMessage().contains("directPort in etc/io.understudy.cfg is 70000"), port.getMessage());
        final var idle = assertThrows(IllegalArgumentException.class, () -> DirectConnections.check(6654, 3));
        assertTrue(idle.getMessage().contains("directIdleMillis in etc/io.understudy.cfg is 3"), idle.getMessage());
    }

    private static final class NoPorts implements DirectListener {
        @Override
        public void observed(final BridgeId bridge, final PortDirectory directory, final DirectLink link) {
            // not looked at
        }

        @Override
        public void received(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
            throw new AssertionError("no flow sends any");
        }

        @Override
        public void strayBarrier(final BridgeId bridge) {
            throw new AssertionError("all that it sends was asked for");
        }

        @Override
        public void unobserved(final BridgeId bridge, final boolean byBridge) {
            // not looked at
        }
    }

    private static final class NoGroups implements LoopFactory {
        @Override
        public GroupLoop loop(final GroupConfiguration group) {
            throw new AssertionError(group.name());
        }

        @Override
        public void refused(final String name, final String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void forgotten(final String name) {
            throw new AssertionError(name);
        }
    }
}
