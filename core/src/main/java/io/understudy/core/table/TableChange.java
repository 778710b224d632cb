/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import java.net.InetAddress;

/**
 * Something that happened to the forwarding table.
 */
public sealed interface TableChange {
    /**
     * A host was learned, or adopted from a switch.
     *
     * @param host the host
     */
    record HostAdded(Host host) implements TableChange {
        /** Checks that nothing is missing. */
        public HostAdded {
            requireNonNull(host);
        }
    }

    /**
     * More is known of a host, or it was seen again after a while. It is where it was, so no flow changes.
     *
     * @param before the host as it was
     * @param after the host as it is now
     */
    record HostUpdated(Host before, Host after) implements TableChange {
        /** Checks that nothing is missing. */
        public HostUpdated {
            requireNonNull(before);
            requireNonNull(after);
        }
    }

    /**
     * A host is somewhere else: behind another trunk, gone to the uplink or come from there.
     *
     * @param before the host as it was
     * @param after the host as it is now
     */
    record HostMoved(Host before, Host after) implements TableChange {
        /** Checks that nothing is missing. */
        public HostMoved {
            requireNonNull(before);
            requireNonNull(after);
        }
    }

    /**
     * A host is no longer known.
     *
     * @param host the host as it was
     */
    record HostRemoved(Host host) implements TableChange {
        /** Checks that nothing is missing. */
        public HostRemoved {
            requireNonNull(host);
        }
    }

    /**
     * Two hosts of a VLAN have the same IP address.
     *
     * @param address the address
     * @param older the host that had it
     * @param newer the host that claims it, too
     */
    record DuplicateAddress(InetAddress address, HostKey older, HostKey newer) implements TableChange {
        /** Checks that nothing is missing. */
        public DuplicateAddress {
            requireNonNull(address);
            requireNonNull(older);
            requireNonNull(newer);
        }
    }

    /**
     * The table is full, so a host was not learned. Not told again until there was room in between.
     *
     * @param maxHosts the bound
     * @param refused the host
     */
    record CapacityReached(int maxHosts, HostKey refused) implements TableChange {
        /** Checks that nothing is missing. */
        public CapacityReached {
            requireNonNull(refused);
        }
    }
}
