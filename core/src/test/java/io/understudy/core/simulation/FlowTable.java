/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

import io.understudy.core.frame.PathProbe;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.MacAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Map<Long, Integer> destinations = new HashMap<>();
    /** Of every source the port at which it is known. */
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

    void addBase() {
        base = true;
        guard = true;
        learning = true;
    }

    /** With its meter go the flows that name it. */
    void removeMeter() {
        learning = false;
    }

    /** Of hosts all flows go, or only those of the stale ones. */
    void removeAllButGate(final Optional<List<Long>> stale) {
        base = false;
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

    void putHost(final long key, final int port) {
        version++;
        destinations.put(key, port);
        sources.put(key, port);
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
        if (!base) {
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
            && (frame.type() == TYPE_ARP || !Integer.valueOf(port).equals(placeOf(frame)));
        return copied ? isHeld(port, frame) ? Fate.HELD : Fate.FORWARDED_AND_COPIED : Fate.FORWARDED;
    }

    /** Where the source of a frame is known to be; null if it is not. A priority tag names no VLAN of its own. */
    private Integer placeOf(final Frame frame) {
        return sources.get(frame.sourceKey());
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
        final var at = placeOf(frame);
        return guard && at != null && at != port && wayOf(frame) == null;
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
        final int all = (1 << trunks + 1) - 1;
        return port == 0 ? all & ~1 : all & ~(1 << port);
    }
}
