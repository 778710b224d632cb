/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import io.understudy.core.learning.Observation;
import io.understudy.core.model.Host;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a host is known as after a frame told something of it.
 */
final class ObservedHost {
    private ObservedHost() {
        // only functions
    }

    /** The host that sent the frame. */
    static Host sender(final Host host, final Observation observation) {
        final var merged = withAddresses(host, observation.addresses());
        return observation.peer().map(peer -> merged.withPeer(peer.address(), peer.mac())).orElse(merged);
    }

    /** The host whose question the frame answers. */
    static Host asker(final Host host, final Observation observation) {
        var merged = host;
        for (var address : observation.addresses()) {
            merged = merged.withPeer(address, Optional.of(observation.source().mac()));
        }
        return merged;
    }

    /** The host to which the frame grants addresses. */
    static Host holder(final Host host, final Observation.Lease lease) {
        return withAddresses(host, lease.addresses());
    }

    private static Host withAddresses(final Host host, final List<InetAddress> addresses) {
        var merged = host;
        for (var address : addresses) {
            merged = merged.withAddress(address);
        }
        return merged;
    }
}
