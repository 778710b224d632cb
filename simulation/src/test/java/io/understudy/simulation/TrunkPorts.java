/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.table.Relocation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The trunk ports that a group works by, by their numbers in the bridge and in the configured order.
 */
record TrunkPorts(ImmutableList<Integer> numbers) {
    private static final String PREFIX = "trunk";

    /** Finds those that a bridge is configured with. */
    static TrunkPorts of(final BridgeConfiguration bridge) {
        return new TrunkPorts(bridge.trunkPorts().stream()
            .map(name -> Integer.valueOf(name.substring(PREFIX.length()))).collect(ImmutableList.toImmutableList()));
    }

    static String name(final int number) {
        return PREFIX + number;
    }

    boolean contains(final int number) {
        return numbers.contains(number);
    }

    /**
     * Finds the port of a location.
     *
     * @throws IllegalArgumentException if there is no such trunk, as the real ports do
     */
    int numberOf(final Location location) {
        if (!(location instanceof Location.Trunk trunk)) {
            return 0;
        }
        if (trunk.place() > numbers.size()) {
            throw new IllegalArgumentException("no trunk " + trunk.place() + "; there are " + numbers.size());
        }
        return numbers.get(trunk.place() - 1);
    }

    /** Finds the place of a port, 0 for the uplink; empty if it is none of these. */
    OptionalInt placeOf(final int number) {
        final int place = number == 0 ? 0 : numbers.indexOf(number) + 1;
        return number > 0 && place == 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Finds the location of a port; empty if it is none of these. */
    Optional<Location> locationOf(final int number) {
        return placeOf(number).stream().mapToObj(place -> place == 0 ? Location.UPLINK : Location.trunk(place))
            .findFirst();
    }

    /** Picks the links of these ports from those of all ports. */
    Ports pick(final Ports all) {
        return new Ports(all.uplink(), numbers.stream().map(number -> all.trunks().get(number - 1))
            .collect(ImmutableList.toImmutableList()), all.peer());
    }

    /** Says where each of these is among others. */
    Relocation relocation(final TrunkPorts after) {
        return new Relocation(numbers.stream().map(number -> after.numbers.indexOf(number) + 1)
            .collect(ImmutableList.toImmutableList()));
    }
}
