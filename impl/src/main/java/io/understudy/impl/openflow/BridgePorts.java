/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Location;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The OpenFlow port numbers of a bridge's configured ports.
 *
 * @param uplink towards the physical switch
 * @param trunks towards the hypervisor's switch, in the configured order
 * @param peer towards the other bridge
 */
public record BridgePorts(long uplink, ImmutableList<Long> trunks, long peer) {
    /**
     * Checks that nothing is missing.
     */
    public BridgePorts {
        requireNonNull(trunks);
    }

    /**
     * Returns the ports by which frames of hosts come in.
     *
     * @return the numbers of the uplink and the trunks, in this order
     */
    public ImmutableList<Long> doors() {
        return ImmutableList.<Long>builder().add(uplink).addAll(trunks).build();
    }

    /**
     * Returns where hosts can be.
     *
     * @return the uplink and the trunks, in this order
     */
    ImmutableList<Location> locations() {
        return IntStream.rangeClosed(0, trunks.size())
            .mapToObj(place -> place == 0 ? Location.UPLINK : Location.trunk(place))
            .collect(ImmutableList.toImmutableList());
    }

    /**
     * Tells behind which port a location is.
     *
     * @param location the location
     * @return the port number
     * @throws IllegalArgumentException if there is no such trunk
     */
    public long numberOf(final Location location) {
        return switch (location) {
            case Location.Uplink up -> uplink;
            case Location.Trunk trunk -> {
                if (trunk.place() > trunks.size()) {
                    throw new IllegalArgumentException("no trunk " + trunk.place() + "; there are " + trunks.size());
                }
                yield trunks.get(trunk.place() - 1);
            }
        };
    }

    /**
     * Tells whether a port is one of these.
     *
     * @param number the port number
     * @return true for the uplink, the trunks and the peer port
     */
    public boolean isOurs(final long number) {
        return number == peer || locationOf(number).isPresent();
    }

    /**
     * Tells which location is behind a port.
     *
     * @param number the port number
     * @return the location; empty for the peer port and any other
     */
    public Optional<Location> locationOf(final long number) {
        if (number == uplink) {
            return Optional.of(Location.UPLINK);
        }
        final int index = trunks.indexOf(number);
        return index < 0 ? Optional.empty() : Optional.of(Location.trunk(index + 1));
    }
}
