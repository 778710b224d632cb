/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IpAddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv4AddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv6AddressNoZone;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.MacAddress;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.ZeroBasedCounter32;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.VlanId;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.Host;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.HostBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.RemoteHost;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.RemoteHostBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.RemoteHostKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.host.Peer;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.host.PeerBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.host.PeerKey;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Turns a learned host into what is published of it.
 */
final class HostMapper {
    private HostMapper() {
        // only functions
    }

    static Host local(final io.understudy.core.model.Host host, final WallClock clock) {
        // One object for one time: the datastore keeps it as long as the host is not seen again.
        final var firstSeen = clock.at(host.firstSeen());
        return new HostBuilder().setVlanId(vlan(host.key())).setMac(mac(host.key().mac()))
            .setIpAddress(addresses(host.addresses()))
            .setTrunkPort(host.location() instanceof Location.Trunk trunk ? Uint8.valueOf(trunk.place()) : null)
            .setFirstSeen(firstSeen).setLastSeen(host.lastSeen() == host.firstSeen() ? firstSeen
                : clock.at(host.lastSeen()))
            .setMoves(new ZeroBasedCounter32(Uint32.valueOf(host.moves())))
            .setPeer(peers(host))
            .build();
    }

    static RemoteHost remote(final io.understudy.core.model.Host host, final WallClock clock) {
        return new RemoteHostBuilder().setVlanId(vlan(host.key())).setMac(mac(host.key().mac()))
            .setIpAddress(addresses(host.addresses())).setLastSeen(clock.at(host.lastSeen())).build();
    }

    static org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.HostKey localKey(
            final HostKey key) {
        return new org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261123.failover.state.group.HostKey(
            mac(key.mac()), vlan(key));
    }

    static RemoteHostKey remoteKey(final HostKey key) {
        return new RemoteHostKey(mac(key.mac()), vlan(key));
    }

    static VlanId vlan(final HostKey key) {
        return new VlanId(Uint16.valueOf(key.vlanId()));
    }

    static MacAddress mac(final io.understudy.core.model.MacAddress address) {
        return new MacAddress(address.toString());
    }

    static IpAddressNoZone address(final InetAddress address) {
        return address instanceof Inet6Address
            ? new IpAddressNoZone(new Ipv6AddressNoZone(com.google.common.net.InetAddresses.toAddrString(address)))
            : new IpAddressNoZone(new Ipv4AddressNoZone(address.getHostAddress()));
    }

    private static Set<IpAddressNoZone> addresses(final Collection<InetAddress> addresses) {
        return addresses.stream().map(HostMapper::address).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<PeerKey, Peer> peers(final io.understudy.core.model.Host host) {
        final var peers = new LinkedHashMap<PeerKey, Peer>();
        host.peers().forEach((address, mac) -> {
            final Optional<io.understudy.core.model.MacAddress> known = mac;
            final var peer = new PeerBuilder().setIpAddress(address(address))
                .setMac(known.map(HostMapper::mac).orElse(null)).build();
            peers.put(peer.key(), peer);
        });
        return peers;
    }
}
