/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import com.google.common.net.InetAddresses;
import io.understudy.core.learning.Observation;
import io.understudy.core.learning.Observation.Lease;
import io.understudy.core.learning.Observation.Peer;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Short words for hosts, places, addresses and tables.
 */
final class TableFixture {
    static final long SECOND = 1_000_000_000;
    static final Location UPLINK = Location.UPLINK;
    static final Location TRUNK = Location.trunk(1);
    static final Location OTHER_TRUNK = Location.trunk(2);

    private TableFixture() {
        // Not to be instantiated
    }

    static ForwardingTable table(final long agingTimeSeconds, final int maxHosts) {
        return new ForwardingTable(new LearningConfiguration(agingTimeSeconds, maxHosts, 1000), Set.of());
    }

    static ForwardingTable table() {
        return new ForwardingTable(LearningConfiguration.DEFAULT, Set.of());
    }

    static HostKey key(final int vlanId, final int number) {
        return new HostKey(vlanId, new MacAddress(0x0200_0000_0000L + number));
    }

    static HostKey key(final int number) {
        return key(0, number);
    }

    static InetAddress address(final int number) {
        return InetAddresses.fromInteger(0x0A00_0000 + number);
    }

    static Observation frame(final HostKey source) {
        return new Observation(source, List.of(), Optional.empty());
    }

    static Observation claim(final HostKey source, final int... addresses) {
        return new Observation(source, Arrays.stream(addresses).mapToObj(TableFixture::address).toList(),
            Optional.empty());
    }

    static Observation ask(final HostKey source, final int own, final int target) {
        return new Observation(source, List.of(address(own)), Optional.of(new Peer(address(target), Optional.empty())));
    }

    static Observation answer(final HostKey source, final int own, final int asker, final HostKey askerKey) {
        return new Observation(source, List.of(address(own)),
            Optional.of(new Peer(address(asker), Optional.of(askerKey.mac()))));
    }

    static Observation grant(final HostKey server, final HostKey holder, final int... addresses) {
        return new Observation(server, List.of(), Optional.empty(), Optional.of(new Lease(holder,
            Arrays.stream(addresses).mapToObj(TableFixture::address).toList())));
    }
}
