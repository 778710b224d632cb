/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.model.Host;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lets hosts with the same peers share what is kept of them: most hosts know the gateway and nobody else. Only some of
 * the latest are compared with, so it takes the same memory however many there are.
 */
final class SharedPeers {
    /** How many are kept. A power of two, for the lower bits of a hash tell the place. */
    private static final int PLACES = 1024;

    private final List<ImmutableMap<InetAddress, Optional<MacAddress>>> latest =
        new ArrayList<>(Collections.nCopies(PLACES, ImmutableMap.of()));

    /**
     * Finds peers that are kept already.
     *
     * @return a host that equals the given one
     */
    Host share(final Host host) {
        final int hash = host.peers().hashCode();
        final int place = (hash ^ hash >>> Short.SIZE) & PLACES - 1;
        final var kept = latest.get(place);
        if (kept == host.peers()) {
            return host;
        }
        if (kept.equals(host.peers())) {
            return host.withPeers(kept);
        }
        latest.set(place, host.peers());
        return host;
    }
}
