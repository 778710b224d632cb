/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of one host. Times are nanoseconds of an arbitrary monotonic origin.
 *
 * @param key which host it is
 * @param location where it is
 * @param addresses its IP addresses in the order in which they were learned, at most {@value #MAX_ADDRESSES}
 * @param peers the destinations it has resolved (the destination IP and MAC addresses of the replicated table), in the
 *     order in which they were learned, at most {@value #MAX_PEERS}; a peer that has not answered yet has no MAC
 *     address. Always empty for a remote host: only the local hosts' table is replicated with destinations
 * @param firstSeen when it was learned
 * @param lastSeen when a frame from it was last seen
 * @param moves how often it moved from one trunk to another
 */
public record Host(
        HostKey key,
        Location location,
        ImmutableList<InetAddress> addresses,
        ImmutableMap<InetAddress, Optional<MacAddress>> peers,
        long firstSeen,
        long lastSeen,
        int moves) {
    /** The most addresses kept of one host; one more displaces the one that was learned first. */
    public static final int MAX_ADDRESSES = 16;

    /** The most peers kept of one host; one more displaces the one that was learned first. */
    public static final int MAX_PEERS = 64;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a bound is exceeded, or if a remote host has peers
     */
    public Host {
        requireNonNull(key);
        requireNonNull(location);
        if (addresses.size() > MAX_ADDRESSES || peers.size() > MAX_PEERS || moves < 0) {
            throw new IllegalArgumentException("Host " + key + " with " + addresses.size() + " addresses, "
                + peers.size() + " peers and " + moves + " moves is out of bounds");
        }
        if (location instanceof Location.Uplink && !peers.isEmpty()) {
            throw new IllegalArgumentException("Remote host " + key + " has peers");
        }
    }

    /**
     * A host seen for the first time.
     *
     * @param key which host it is
     * @param location where it is
     * @param now the time
     * @return a host without addresses and peers
     */
    public static Host firstSeen(final HostKey key, final Location location, final long now) {
        return new Host(key, location, ImmutableList.of(), ImmutableMap.of(), now, now, 0);
    }

    /**
     * Whether the host is behind a trunk.
     *
     * @return false when it is behind the uplink
     */
    public boolean isLocal() {
        return location instanceof Location.Trunk;
    }

    /**
     * Returns the IPv4 address that was learned first.
     *
     * @return the address; empty if the host has none
     */
    public Optional<Inet4Address> firstInet4() {
        for (var address : addresses) {
            if (address instanceof Inet4Address inet4) {
                return Optional.of(inet4);
            }
        }
        return Optional.empty();
    }

    /**
     * The host after a frame of it was seen. A host that goes to the uplink loses its peers.
     *
     * @param seenAt where the frame came from
     * @param now the time; a time before {@link #lastSeen()} leaves that as it is
     * @return the host as it is known now
     */
    public Host seen(final Location seenAt, final long now) {
        final boolean betweenTrunks = isLocal() && seenAt instanceof Location.Trunk && !location.equals(seenAt);
        return new Host(key, seenAt, addresses, seenAt instanceof Location.Trunk ? peers : ImmutableMap.of(),
            firstSeen, now - lastSeen > 0 ? now : lastSeen, betweenTrunks ? moves + 1 : moves);
    }

    /**
     * The host with one more address.
     *
     * @param address the address
     * @return this host if the address is known; else a host with the address last, without the first one if there
     *     would be more than {@value #MAX_ADDRESSES}
     */
    public Host withAddress(final InetAddress address) {
        if (addresses.contains(address)) {
            return this;
        }
        final var kept = addresses.size() < MAX_ADDRESSES ? addresses : addresses.subList(1, MAX_ADDRESSES);
        return new Host(key, location,
            ImmutableList.<InetAddress>builderWithExpectedSize(kept.size() + 1).addAll(kept).add(address).build(),
            peers, firstSeen, lastSeen, moves);
    }

    /**
     * The host with what is now known of one of its peers.
     *
     * @param address IP address of the peer
     * @param mac its MAC address; empty leaves the one that is known
     * @return this host if it is remote or if nothing changes; else a host with the peer, in the place it had or else
     *     last, without the first one if there would be more than {@value #MAX_PEERS}
     */
    public Host withPeer(final InetAddress address, final Optional<MacAddress> mac) {
        final var known = peers.get(address);
        if (!isLocal() || known != null && (mac.isEmpty() || known.equals(mac))) {
            return this;
        }
        if (peers.isEmpty()) {
            return withPeers(ImmutableMap.of(address, mac));
        }
        final var builder = ImmutableMap.<InetAddress, Optional<MacAddress>>builder();
        peers.entrySet().stream().skip(known == null && peers.size() == MAX_PEERS ? 1 : 0).forEach(builder::put);
        return withPeers(builder.put(address, mac).buildKeepingLast());
    }

    /**
     * The host with other peers.
     *
     * @param others all its peers
     * @return a host that knows these and no others
     * @throws IllegalArgumentException if there are too many, or if the host is remote and there are any
     */
    public Host withPeers(final ImmutableMap<InetAddress, Optional<MacAddress>> others) {
        return new Host(key, location, addresses, others, firstSeen, lastSeen, moves);
    }
}
