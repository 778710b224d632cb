/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.frame.PathProbe;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.EchoAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Ipv4Prefix;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.PortNumber;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.MatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeConnectorId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.l2.types.rev130827.EtherType;
import org.opendaylight.yang.gen.v1.urn.opendaylight.l2.types.rev130827.VlanId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields.EthernetDestinationBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields.EthernetSourceBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields.EthernetTypeBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.EthernetMatch;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.EthernetMatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.Icmpv4MatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.Icmpv6MatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.IpMatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.MetadataBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.VlanMatch;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.VlanMatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.layer._3.match.Ipv4MatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.layer._4.match.UdpMatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.vlan.match.fields.VlanIdBuilder;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * The matches of our flows (OpenFlow 1.3, 7.2.3).
 */
final class Matches {
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final Uint8 PROTOCOL_ICMP = Uint8.ONE;
    private static final Uint8 PROTOCOL_UDP = Uint8.valueOf(17);
    private static final Uint8 PROTOCOL_ICMPV6 = Uint8.valueOf(58);

    private Matches() {
        // only functions
    }

    static Match any() {
        return new MatchBuilder().build();
    }

    static Match port(final BridgeId bridge, final long number) {
        return new MatchBuilder().setInPort(connector(bridge, number)).build();
    }

    static Match destination(final HostKey host) {
        return new MatchBuilder().setVlanMatch(vlan(host.vlanId()))
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetDestination(
                new EthernetDestinationBuilder().setAddress(address(host.mac())).build()).build())
            .build();
    }

    /**
     * A frame of which earlier tables have noted something.
     *
     * @param value the metadata
     * @param mask which of its bits count
     */
    static Match noted(final long value, final long mask) {
        return noted(new MatchBuilder(), value, mask);
    }

    /**
     * The same of a frame that came in at a port.
     */
    static Match noted(final BridgeId bridge, final long number, final long value, final long mask) {
        return noted(new MatchBuilder().setInPort(connector(bridge, number)), value, mask);
    }

    private static Match noted(final MatchBuilder match, final long value, final long mask) {
        return match.setMetadata(new MetadataBuilder().setMetadata(Uint64.fromLongBits(value))
            .setMetadataMask(Uint64.fromLongBits(mask)).build()).build();
    }

    static Match source(final HostKey host) {
        return new MatchBuilder().setVlanMatch(vlan(host.vlanId()))
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetSource(
                new EthernetSourceBuilder().setAddress(address(host.mac())).build()).build())
            .build();
    }

    static Match to(final BridgeId bridge, final long number, final MacAddress destination) {
        return new MatchBuilder().setInPort(connector(bridge, number))
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetDestination(
                new EthernetDestinationBuilder().setAddress(address(destination)).build()).build())
            .build();
    }

    static Match from(final MacAddress source) {
        return new MatchBuilder().setEthernetMatch(new EthernetMatchBuilder().setEthernetSource(
            new EthernetSourceBuilder().setAddress(address(source)).build()).build()).build();
    }

    /** A frame of which some bits of the source address have certain values. */
    static Match from(final MacAddress source, final MacAddress mask) {
        return new MatchBuilder().setEthernetMatch(masked(source, mask)).build();
    }

    /** The same of a frame that came in at a port. */
    static Match from(final BridgeId bridge, final long number, final MacAddress source, final MacAddress mask) {
        return new MatchBuilder().setInPort(connector(bridge, number)).setEthernetMatch(masked(source, mask)).build();
    }

    private static EthernetMatch masked(final MacAddress source, final MacAddress mask) {
        return new EthernetMatchBuilder().setEthernetSource(new EthernetSourceBuilder().setAddress(address(source))
            .setMask(address(mask)).build()).build();
    }

    /** A frame of which some bits of the destination address have certain values. */
    static Match to(final MacAddress destination, final MacAddress mask) {
        return new MatchBuilder().setEthernetMatch(new EthernetMatchBuilder().setEthernetDestination(
            new EthernetDestinationBuilder().setAddress(address(destination)).setMask(address(mask)).build()).build())
            .build();
    }

    static Match pathProbe(final BridgeId bridge, final long number, final MacAddress source,
            final MacAddress destination) {
        return new MatchBuilder().setInPort(connector(bridge, number))
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetType(type(PathProbe.ETHER_TYPE))
                .setEthernetSource(new EthernetSourceBuilder().setAddress(address(source)).build())
                .setEthernetDestination(new EthernetDestinationBuilder().setAddress(address(destination)).build())
                .build())
            .build();
    }

    /** A frame with a tag of a VLAN, 1 to 4095. */
    static Match inVlan(final int vlanId) {
        return new MatchBuilder().setVlanMatch(vlan(vlanId)).build();
    }

    static Match arp() {
        return new MatchBuilder().setEthernetMatch(new EthernetMatchBuilder().setEthernetType(type(ETHERTYPE_ARP))
            .build()).build();
    }

    static Match neighborDiscovery(final int icmpType) {
        return new MatchBuilder()
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetType(type(ETHERTYPE_IPV6)).build())
            .setIpMatch(new IpMatchBuilder().setIpProtocol(PROTOCOL_ICMPV6).build())
            .setIcmpv6Match(new Icmpv6MatchBuilder().setIcmpv6Type(Uint8.valueOf(icmpType)).build())
            .build();
    }

    static Match udp4(final int sourcePort, final int destinationPort) {
        return udp(ETHERTYPE_IPV4, sourcePort, destinationPort);
    }

    static Match udp6(final int sourcePort, final int destinationPort) {
        return udp(ETHERTYPE_IPV6, sourcePort, destinationPort);
    }

    private static Match udp(final int etherType, final int sourcePort, final int destinationPort) {
        return new MatchBuilder()
            .setEthernetMatch(new EthernetMatchBuilder().setEthernetType(type(etherType)).build())
            .setIpMatch(new IpMatchBuilder().setIpProtocol(PROTOCOL_UDP).build())
            .setLayer4Match(new UdpMatchBuilder()
                .setUdpSourcePort(new PortNumber(Uint16.valueOf(sourcePort)))
                .setUdpDestinationPort(new PortNumber(Uint16.valueOf(destinationPort))).build())
            .build();
    }

    static Match echo(final BridgeId bridge, final long number, final EchoAddresses addresses, final int icmpType) {
        return new MatchBuilder().setInPort(connector(bridge, number))
            .setEthernetMatch(new EthernetMatchBuilder()
                .setEthernetType(type(ETHERTYPE_IPV4))
                .setEthernetSource(new EthernetSourceBuilder().setAddress(address(addresses.source())).build())
                .setEthernetDestination(new EthernetDestinationBuilder()
                    .setAddress(address(addresses.destination())).build())
                .build())
            .setIpMatch(new IpMatchBuilder().setIpProtocol(PROTOCOL_ICMP).build())
            .setLayer3Match(new Ipv4MatchBuilder().setIpv4Source(prefix(addresses.sourceAddress()))
                .setIpv4Destination(prefix(addresses.destinationAddress())).build())
            .setIcmpv4Match(new Icmpv4MatchBuilder().setIcmpv4Type(Uint8.valueOf(icmpType))
                .setIcmpv4Code(Uint8.ZERO).build())
            .build();
    }

    static org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.MacAddress address(
            final MacAddress address) {
        return new org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.MacAddress(
            address.toString());
    }

    static Ipv4Prefix prefix(final Inet4Address address) {
        return new Ipv4Prefix(address.getHostAddress() + "/32");
    }

    static NodeConnectorId connector(final BridgeId bridge, final long number) {
        return new NodeConnectorId(bridge.nodeId() + ":" + number);
    }

    private static EthernetTypeBuilder builder(final int etherType) {
        return new EthernetTypeBuilder().setType(new EtherType(Uint32.valueOf(etherType)));
    }

    private static org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields
            .EthernetType type(final int etherType) {
        return builder(etherType).build();
    }

    /**
     * A tagged frame matches by its VLAN identifier, an untagged one by the absence of a tag (OFPVID_NONE).
     */
    private static VlanMatch vlan(final int vlanId) {
        return new VlanMatchBuilder().setVlanId(new VlanIdBuilder().setVlanIdPresent(vlanId != 0)
            .setVlanId(new VlanId(Uint16.valueOf(vlanId))).build()).build();
    }
}
