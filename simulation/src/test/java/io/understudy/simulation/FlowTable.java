/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.PathProbe;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.MacAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The flows of a bridge, by kind (architecture, section 4): what each of them does, and what becomes of a frame. Ports
 * are numbered: 0 is the uplink, then come the trunks, then the peer port.
 */
final class FlowTable {
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_ARP = 0x0806;
    private static final int ICMP_TYPE_OFFSET = 34;

    private final BridgeAddresses own;
    private final BridgeAddresses other;
    private final int trunks;
    /** Of each port the places of sources that are at home there, as bits; none of one that lets nothing in. */
    private final int[] homes;
    /** The trunks to which what has no known destination goes, as bits. */
    private int flooded;
    private final Map<Long, Integer> destinations = new HashMap<>();
    /** Of every source the place at which it is known: 0 is the uplink, then come the trunks as they are configured. */
    private final Map<Long, Integer> sources = new HashMap<>();
    /** What both flows of a host have counted since they were written. */
    private final Map<Long, Long> packets = new HashMap<>();
    private final Map<Long, Long> usedAt = new HashMap<>();
    private boolean gate;
    private boolean guard;
    private boolean standby;
    private boolean base;
    private boolean learning;
    private int version;

    /**
     * What becomes of a frame.
     */
    enum Fate {
        DROPPED, ECHOED, HEARTBEAT, PROBE, FORWARDED, FORWARDED_AND_COPIED, HELD
    }

    FlowTable(final BridgeAddresses own, final BridgeAddresses other, final int trunks) {
        this.own = own;
        this.other = other;
        this.trunks = trunks;
        homes = new int[trunks + 1];
    }

    void clear() {
        removeGate();
        removeAllButGate(Optional.empty());
    }

    void addGate() {
        gate = true;
    }

    void removeGate() {
        gate = false;
    }

    boolean gate() {
        return gate;
    }

    void setStandby(final boolean drop) {
        standby = drop;
    }

    void addGuard() {
        guard = true;
    }

    /**
     * Adds all but the gate and the flows of hosts. Those of former trunks stay.
     *
     * @param ports the trunks
     */
    void addBase(final TrunkPorts ports) {
        flooded = ports.numbers().stream().mapToInt(number -> 1 << number).sum();
        for (int port = 0; port <= trunks; port++) {
            homes[port] |= place(port, ports);
        }
        base = true;
        guard = true;
        learning = true;
    }

    /** Removes what is there for trunks that are no longer used, or have another place. */
    void removeFormer(final TrunkPorts ports) {
        for (int port = 0; port <= trunks; port++) {
            homes[port] &= place(port, ports);
        }
    }

    private static int place(final int port, final TrunkPorts ports) {
        return ports.placeOf(port).stream().map(place -> 1 << place).sum();
    }

    /** Whether frames are let in at a trunk. */
    boolean admits(final int trunk) {
        return homes[trunk] != 0;
    }

    /** With its meter go the flows that name it. */
    void removeMeter() {
        learning = false;
    }

    /** Of hosts all flows go, or only those of the stale ones. */
    void removeAllButGate(final Optional<List<Long>> stale) {
        base = false;
        Arrays.fill(homes, 0);
        learning = false;
        guard = false;
        standby = false;
        version++;
        if (stale.isPresent()) {
            stale.orElseThrow().forEach(this::removeHost);
        } else {
            destinations.clear();
            sources.clear();
            packets.clear();
        }
    }

    void putHost(final long key, final int port, final int place) {
        version++;
        destinations.put(key, port);
        sources.put(key, place);
        packets.put(key, 0L);
    }

    void removeHost(final long key) {
        version++;
        destinations.remove(key);
        sources.remove(key);
        packets.remove(key);
    }

    /** A frame passed the flows of hosts, if there are any that it fits. */
    void count(final Frame frame, final long now) {
        usedAt.put(frame.sourceKey(), now);
        usedAt.put(frame.destinationKey(), now);
        packets.computeIfPresent(frame.sourceKey(), (key, count) -> count + 1);
        packets.computeIfPresent(frame.destinationKey(), (key, count) -> count + 1);
    }

    Map<Long, Long> packets() {
        return packets;
    }

    /** Of each host when a frame from it or to it last passed, ns; whether there were flows or not. */
    Map<Long, Long> usedAt() {
        return usedAt;
    }

    boolean knows(final long key) {
        return destinations.containsKey(key);
    }

    Map<Long, Integer> destinations() {
        return destinations;
    }

    Map<Long, Integer> sources() {
        return sources;
    }

    /** Whether it has the flows that hold back what may have come round. */
    boolean isGuarded() {
        return guard;
    }

    /** Changes with every change of a host. */
    int version() {
        return version;
    }

    boolean hasSameHosts(final FlowTable another) {
        return destinations.equals(another.destinations) && sources.equals(another.sources);
    }

    /** Whether frames that the gate lets in go anywhere. */
    boolean forwards() {
        return base;
    }

    boolean isComplete() {
        return base && learning;
    }

    /** Decides what becomes of a frame; where it is forwarded to says {@link #outputs}. */
    Fate fateOf(final int port, final Frame frame) {
        if (port > trunks) {
            return fateAtPeerPort(frame);
        }
        if (!base || port > 0 && !admits(port)) {
            // without a flow that sends it on, a frame of the gate is dropped in the table behind
            return Fate.DROPPED;
        }
        if (frame.destination() == (port == 0 ? own.uplinkProbe() : own.trunkProbe()).value()) {
            return Fate.PROBE;
        }
        if (!gate || standby || isAstray(port, frame)) {
            return Fate.DROPPED;
        }
        final boolean copied = learning && !isPathProbe(port, frame)
            && (frame.type() == TYPE_ARP || !isAtHome(port, frame));
        return copied ? isHeld(port, frame) ? Fate.HELD : Fate.FORWARDED_AND_COPIED : Fate.FORWARDED;
    }

    /** Whether the source of a frame is known to be at a port. A priority tag names no VLAN of its own. */
    private boolean isAtHome(final int port, final Frame frame) {
        final var place = sources.get(frame.sourceKey());
        return place != null && (homes[port] & 1 << place) != 0;
    }

    /** The port at which a source is known to be, if it is one and no other. */
    OptionalInt homeOf(final long key) {
        final int place = sources.getOrDefault(key, -1);
        final var ports = IntStream.rangeClosed(0, trunks).filter(port -> place >= 0 && (homes[port] & 1 << place) != 0)
            .toArray();
        return ports.length == 1 ? OptionalInt.of(ports[0]) : OptionalInt.empty();
    }

    private Integer wayOf(final Frame frame) {
        return frame.isToGroup() ? null
            : destinations.get(frame.destinationKey());
    }

    /** Whether it is a frame of a bridge's own that has come where it does not belong. */
    private boolean isAstray(final int port, final Frame frame) {
        final var source = new MacAddress(frame.source());
        return own.all().contains(source)
            || other.all().contains(source) && !(frame.type() == PathProbe.ETHER_TYPE && isPathProbe(port, frame));
    }

    /** The other bridge's probes pass through and teach nothing. */
    private boolean isPathProbe(final int port, final Frame frame) {
        return frame.destination() == (port == 0 ? other.trunkProbe() : other.uplinkProbe()).value();
    }

    private Fate fateAtPeerPort(final Frame frame) {
        if (!base || frame.type() != TYPE_IPV4 || frame.destination() != own.heartbeat().value()) {
            return Fate.DROPPED;
        }
        return switch (frame.bytes()[ICMP_TYPE_OFFSET]) {
            case 8 -> Fate.ECHOED;
            case 0 -> Fate.HEARTBEAT;
            default -> Fate.DROPPED;
        };
    }

    /** Whether it would be flooded, and came in at another port than its source is known to be at. */
    private boolean isHeld(final int port, final Frame frame) {
        return guard && sources.containsKey(frame.sourceKey()) && !isAtHome(port, frame) && wayOf(frame) == null;
    }

    /** The ports that a forwarded frame leaves by, as bits; never the one it came in by. */
    int outputs(final int port, final Frame frame) {
        if (port > 0 && isPathProbe(port, frame)) {
            return 1;
        }
        final var known = wayOf(frame);
        if (known != null) {
            return 1 << known & ~(1 << port);
        }
        if (isHeld(port, frame)) {
            return 0;
        }
        return port == 0 ? flooded : (flooded | 1) & ~(1 << port);
    }
}
