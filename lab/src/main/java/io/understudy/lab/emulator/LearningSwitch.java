/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ordinary switch: learns behind which port an address is, and sends to all ports what it does not know.
 */
final class LearningSwitch implements Node {
    private static final long AGEING_NANOS = 300_000_000_000L;
    private static final int SOURCE_OFFSET = 6;
    private static final int VLAN_SHIFT = 48;

    private final EmulatedNetwork network;
    private final List<Port> ports = new ArrayList<>();
    private final Set<Port> deaf = new HashSet<>();
    private final Set<Port> quiet = new HashSet<>();
    /** By VLAN, in the upper 16 bits, and address. */
    private final Map<Long, Place> places = new HashMap<>();
    private boolean hung;

    private record Place(Port port, long seen) {
    }

    LearningSwitch(final EmulatedNetwork network) {
        this.network = requireNonNull(network);
    }

    Port addPort(final String name) {
        final var port = new Port(network, this, ports.size() + 1, name);
        ports.add(port);
        return port;
    }

    /** Has the switch learn nothing from a port, as hypervisors' switches learn nothing from their trunks. */
    void learnNothingFrom(final Port port) {
        deaf.add(port);
    }

    /** Has the switch send nothing to a port that it does not know to be there, but for broadcasts. */
    void floodNothingUnknownTo(final Port port) {
        quiet.add(port);
    }

    /** Passes no frame any more, and keeps its carriers; or goes on, with an empty table as after a reboot. */
    void setHung(final boolean stopped) {
        hung = stopped;
        places.clear();
    }

    @Override
    public void receive(final Port from, final byte[] frame) {
        if (hung) {
            return;
        }
        final long vlan = (long) Frames.vlan(frame) << VLAN_SHIFT;
        final long source = Frames.addressAt(frame, SOURCE_OFFSET);
        if (!deaf.contains(from) && !Frames.isGroupAddress(source)) {
            places.put(vlan | source, new Place(from, network.now()));
        }
        final long destination = Frames.addressAt(frame, 0);
        final boolean toAll = Frames.isGroupAddress(destination);
        final var place = toAll ? null : places.get(vlan | destination);
        if (place != null && network.now() - place.seen < AGEING_NANOS) {
            if (place.port != from) {
                place.port.send(frame);
            }
            return;
        }
        for (var port : ports) {
            if (port != from && (toAll || !quiet.contains(port))) {
                port.send(frame);
            }
        }
    }

    @Override
    public void carrierChanged(final Port port) {
        if (!port.up()) {
            places.values().removeIf(place -> place.port == port);
        }
    }
}
