/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;

/**
 * The hosts that a bridge was found to have when it connected.
 *
 * @param hosts where it has each of them
 * @param partial those of them of which it does not have all flows, or not as they should be: a controller may have
 *     ended in the middle
 * @param astray other hosts, which it has at a port that is no longer used
 */
public record FoundHosts(ImmutableMap<HostKey, Location> hosts, ImmutableSet<HostKey> partial,
        ImmutableSet<HostKey> astray) {
    /** Nothing was found, or nothing that is of use. */
    public static final FoundHosts NONE = new FoundHosts(ImmutableMap.of(), ImmutableSet.of(), ImmutableSet.of());

    /**
     * Checks that nothing is missing.
     */
    public FoundHosts {
        requireNonNull(hosts);
        requireNonNull(partial);
        requireNonNull(astray);
    }

    /** Tells whether the bridge has all that it should have of a host. */
    public boolean holds(final Host host) {
        return host.location().equals(hosts.get(host.key())) && !partial.contains(host.key());
    }
}
