/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.direct.DirectAdmission;
import io.understudy.impl.direct.DirectListener;
import io.understudy.impl.direct.DirectPort;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import io.understudy.impl.text.Printable;
import java.io.IOException;
import java.util.Optional;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yangtools.concepts.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct connections, tied to the groups. Understudy runs without them, too, and then hears and acts later.
 */
public final class DirectConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectConnections.class);
    private static final int MAX_PORT = 65_535;
    private static final int MIN_IDLE = 300;
    private static final int MAX_IDLE = 60_000;

    private final DirectAdmission admission;
    private final Registration addresses;
    private final Optional<DirectPort> port;

    private DirectConnections(final DirectAdmission admission, final Registration addresses,
            final Optional<DirectPort> port) {
        this.admission = requireNonNull(admission);
        this.addresses = requireNonNull(addresses);
        this.port = requireNonNull(port);
    }

    /**
     * Checks what is set.
     *
     * @param port the TCP port
     * @param idleMillis when a silent connection is given up, ms
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static void check(final int port, final int idleMillis) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("directPort in etc/io.understudy.cfg is " + port
                + ", but must be 0 (none) to " + MAX_PORT);
        }
        if (idleMillis < MIN_IDLE || idleMillis > MAX_IDLE) {
            throw new IllegalArgumentException("directIdleMillis in etc/io.understudy.cfg is " + idleMillis
                + ", but must be " + MIN_IDLE + " to " + MAX_IDLE + " ms");
        }
    }

    /**
     * Starts, if the port can be had.
     *
     * @param broker the datastore
     * @param registry the groups
     * @param port the TCP port; 0 for none
     * @param idleMillis when a silent connection is given up, ms
     * @return what runs
     */
    public static DirectConnections start(final DataBroker broker, final GroupRegistry registry, final int port,
            final int idleMillis) {
        final var admission = new DirectAdmission(new ToRegistry(registry));
        if (port == 0) {
            LOG.info("no direct connections: directPort in etc/io.understudy.cfg is 0");
            return new DirectConnections(admission, () -> { }, Optional.empty());
        }
        final var addresses = broker.registerTreeChangeListener(LogicalDatastoreType.OPERATIONAL,
            AddressListener.NODES, new AddressListener(admission));
        try {
            final var opened = DirectPort.open(port, idleMillis, admission);
            LOG.info("bridges connect directly on port {}", port);
            return new DirectConnections(admission, addresses, Optional.of(opened));
        } catch (IOException e) {
            addresses.close();
            LOG.warn("no direct connections, for {}. The loss of a port will be noticed some ten milliseconds"
                + " later. Free the port, or set directPort in etc/io.understudy.cfg to another one and let the"
                + " bridges' second controller target name it", Printable.of(e.getMessage()));
            return new DirectConnections(admission, () -> { }, Optional.empty());
        }
    }

    @Override
    public void close() {
        admission.close();
        addresses.close();
        port.ifPresent(DirectPort::close);
    }

    private record ToRegistry(GroupRegistry registry) implements DirectListener {
        ToRegistry {
            requireNonNull(registry);
        }

        @Override
        public void observed(final BridgeId bridge, final PortDirectory directory, final DirectLink link) {
            registry.observed(bridge, directory, link);
        }

        @Override
        public void received(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
            registry.received(bridge, kind, port, frame);
        }

        @Override
        public void strayBarrier(final BridgeId bridge) {
            registry.strayBarrier(bridge);
        }

        @Override
        public void unobserved(final BridgeId bridge, final boolean byBridge) {
            registry.unobserved(bridge, byBridge);
        }
    }
}
