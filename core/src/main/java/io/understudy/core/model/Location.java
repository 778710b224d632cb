/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Behind which port of the pair a host is. Both bridges name their ports alike, so a location holds for either.
 */
public sealed interface Location {
    /** The greatest number of trunks that a bridge may have. */
    int MAX_TRUNKS = 16;

    /** Behind the uplink. */
    Location UPLINK = new Uplink();

    /**
     * Behind a trunk.
     *
     * @param place place of the trunk in the configured list, 1 to 16
     * @return the location
     * @throws IllegalArgumentException if the place is not in 1 to 16
     */
    static Location trunk(final int place) {
        return place >= 1 && place <= MAX_TRUNKS ? Trunk.ALL.get(place - 1) : new Trunk(place);
    }

    /**
     * The physical network: where remote hosts are.
     */
    record Uplink() implements Location {
        @Override
        public String toString() {
            return "uplink";
        }
    }

    /**
     * A trunk towards the hypervisor's switch: where local hosts are.
     *
     * @param place place of the trunk in the configured list, 1 to 16
     */
    record Trunk(int place) implements Location {
        /** Every host has one, so there is one of each. */
        private static final List<Location> ALL =
            IntStream.rangeClosed(1, MAX_TRUNKS).<Location>mapToObj(Trunk::new).toList();

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the place is not in 1 to 16
         */
        public Trunk {
            if (place < 1 || place > MAX_TRUNKS) {
                throw new IllegalArgumentException("Trunk place " + place + " is not in 1.." + MAX_TRUNKS);
            }
        }

        @Override
        public String toString() {
            return "trunk " + place;
        }
    }
}
