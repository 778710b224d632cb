/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.learning;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What one frame told about the host that sent it, and what it granted another one.
 *
 * @param source the host
 * @param addresses IP addresses that it claims as its own
 * @param peer the destination that it resolves or answers, if the frame names one
 * @param lease what it grants another host, if it is a DHCP server or relay
 */
public record Observation(HostKey source, List<InetAddress> addresses, Optional<Peer> peer, Optional<Lease> lease) {
    /** Copies the list. */
    public Observation {
        requireNonNull(source);
        addresses = List.copyOf(addresses);
        requireNonNull(peer);
        requireNonNull(lease);
    }

    /**
     * What a frame told that grants nothing.
     *
     * @param source the host
     * @param addresses IP addresses that it claims as its own
     * @param peer the destination that it resolves or answers, if the frame names one
     */
    public Observation(final HostKey source, final List<InetAddress> addresses, final Optional<Peer> peer) {
        this(source, addresses, peer, Optional.empty());
    }

    /**
     * A destination of the host.
     *
     * @param address its IP address
     * @param mac its MAC address; empty while the host is still asking for it
     */
    public record Peer(InetAddress address, Optional<MacAddress> mac) {
        /** Checks that nothing is missing. */
        public Peer {
            requireNonNull(address);
            requireNonNull(mac);
        }
    }

    /**
     * Addresses that a host may use from now on.
     *
     * @param holder the host
     * @param addresses its IP addresses
     */
    public record Lease(HostKey holder, List<InetAddress> addresses) {
        /** Copies the list. */
        public Lease {
            requireNonNull(holder);
            addresses = List.copyOf(addresses);
        }
    }
}
