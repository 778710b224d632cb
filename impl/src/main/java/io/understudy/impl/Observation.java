/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.BridgeId;
import io.understudy.impl.group.GroupRegistry;
import io.understudy.impl.observation.ObserverAdmission;
import io.understudy.impl.observation.ObserverPort;
import io.understudy.impl.observation.PortObserver;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import java.io.IOException;
import java.util.Optional;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yangtools.concepts.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observing connections, tied to the groups. Understudy runs without them, too, and then hears of ports later.
 */
final class Observation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final int MAX_PORT = 65_535;
    private static final int MIN_IDLE = 300;
    private static final int MAX_IDLE = 60_000;

    private final ObserverAdmission admission;
    private final Registration addresses;
    private final Optional<ObserverPort> port;

    private Observation(final ObserverAdmission admission, final Registration addresses,
            final Optional<ObserverPort> port) {
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
    static void check(final int port, final int idleMillis) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("observerPort in etc/io.understudy.cfg is " + port
                + ", but must be 0 (none) to " + MAX_PORT);
        }
        if (idleMillis < MIN_IDLE || idleMillis > MAX_IDLE) {
            throw new IllegalArgumentException("observerIdleMillis in etc/io.understudy.cfg is " + idleMillis
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
    static Observation start(final DataBroker broker, final GroupRegistry registry, final int port,
            final int idleMillis) {
        final var admission = new ObserverAdmission(new ToRegistry(registry));
        if (port == 0) {
            LOG.info("bridges are not observed: observerPort in etc/io.understudy.cfg is 0");
            return new Observation(admission, () -> { }, Optional.empty());
        }
        final var addresses = broker.registerTreeChangeListener(LogicalDatastoreType.OPERATIONAL,
            AddressListener.NODES, new AddressListener(admission));
        try {
            final var opened = ObserverPort.open(port, idleMillis, admission);
            LOG.info("bridges are observed on port {}", port);
            return new Observation(admission, addresses, Optional.of(opened));
        } catch (IOException e) {
            addresses.close();
            LOG.warn("bridges are not observed, for {}. The loss of a port will be noticed some ten milliseconds"
                + " later. Free the port, or set observerPort in etc/io.understudy.cfg to another one and let the"
                + " bridges' second controller target name it", e.getMessage());
            return new Observation(admission, () -> { }, Optional.empty());
        }
    }

    @Override
    public void close() {
        admission.close();
        addresses.close();
        port.ifPresent(ObserverPort::close);
    }

    private record ToRegistry(GroupRegistry registry) implements PortObserver {
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
        public void unobserved(final BridgeId bridge) {
            registry.unobserved(bridge);
        }
    }
}
