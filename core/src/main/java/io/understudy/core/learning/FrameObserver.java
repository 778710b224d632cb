/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.learning;

import com.google.common.net.InetAddresses;
import io.understudy.core.frame.ArpPacket;
import io.understudy.core.frame.DhcpReply;
import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.frame.NeighborDiscovery;
import io.understudy.core.learning.Observation.Lease;
import io.understudy.core.learning.Observation.Peer;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a frame which host sent it and what it says of itself, or grants another one.
 *
 * <p>Every frame names its sender by its source address. The sender's IP address is taken from ARP and neighbor
 * discovery alone: the source address of a routed packet belongs to a host far behind the router whose MAC address the
 * frame carries. And it is taken only if the message names the MAC address of the frame's own sender: one that speaks
 * for another (a proxy, a bond that balances by ARP) says nothing of itself. Only DHCP speaks for others: a reply
 * grants its addressee an address, in the VLAN of the frame.
 */
public final class FrameObserver {
    private static final InetAddress LIMITED_BROADCAST = InetAddresses.forString("255.255.255.255");

    private FrameObserver() {
        // Not to be instantiated
    }

    /**
     * Observes a frame.
     *
     * @param frame the frame, from its destination address on
     * @return what it tells; empty if its source address is zero or that of a group, and if it has an 802.1ad service
     *     tag, whose VLANs are not those of 802.1Q
     * @throws MalformedFrameException if the frame, or the ARP, neighbor discovery or DHCP
     *     message in it, ends too early or contradicts itself
     */
    public static Optional<Observation> observe(final byte[] frame) {
        final var header = EthernetFrame.parse(frame);
        return sender(header).map(source -> switch (header.etherType()) {
            case EthernetFrame.TYPE_ARP -> ArpPacket.parse(frame)
                .map(packet -> observe(source, header, packet))
                .orElseGet(() -> sourceOnly(source));
            case EthernetFrame.TYPE_IPV4 -> observeDhcp(source, frame);
            case EthernetFrame.TYPE_IPV6 -> NeighborDiscovery.parse(frame)
                .map(message -> observe(source, header, message))
                .orElseGet(() -> observeDhcp(source, frame));
            default -> sourceOnly(source);
        });
    }

    private static Observation observe(final HostKey source, final EthernetFrame header, final ArpPacket packet) {
        final boolean reply = packet.operation() == ArpPacket.REPLY;
        final var sender = packet.senderProtocol();
        if (!reply && packet.operation() != ArpPacket.REQUEST || !packet.senderHardware().equals(source.mac())
            || !isHostAddress(sender)) {
            return sourceOnly(source);
        }
        // RFC 826 gives the target hardware address of a request no meaning.
        final var mac = reply ? packet.targetHardware() : header.destination();
        return new Observation(source, List.of(sender), peer(sender, packet.targetProtocol(), mac));
    }

    private static Observation observe(final HostKey source, final EthernetFrame header,
            final NeighborDiscovery message) {
        final var sender = message.advertisement() ? message.target() : message.sourceAddress();
        if (message.linkLayerAddress().filter(mac -> !mac.equals(source.mac())).isPresent() || !isHostAddress(sender)) {
            return sourceOnly(source);
        }
        final var peer = message.advertisement() ? message.destinationAddress() : message.target();
        return new Observation(source, List.of(sender), peer(sender, peer, header.destination()));
    }

    /**
     * Reads from a frame only which host sent it: what is wrong with a message says nothing about the Ethernet header
     * before it.
     *
     * @param frame the frame, from its destination address on
     * @return its sender alone; empty as for {@link #observe}, and if its header cannot be read either
     */
    public static Optional<Observation> observeSender(final byte[] frame) {
        try {
            return sender(EthernetFrame.parse(frame)).map(FrameObserver::sourceOnly);
        } catch (MalformedFrameException e) {
            return Optional.empty();
        }
    }

    private static Optional<HostKey> sender(final EthernetFrame header) {
        final var mac = header.source();
        return mac.isGroup() || mac.isZero() || header.etherType() == EthernetFrame.TYPE_SERVICE_VLAN
            ? Optional.empty() : Optional.of(new HostKey(header.vlanId(), mac));
    }

    /**
     * Tells which source a bridge sees in a frame with an 802.1ad service tag, if it takes that for a tag of 802.1Q.
     *
     * @param frame the frame, from its destination address on
     * @return the VLAN identifier of the tag and the source address; empty if the frame has no such tag, and if no host
     *     has such an address or identifier
     * @throws MalformedFrameException if the frame ends before its tag does
     */
    public static Optional<HostKey> serviceTagged(final byte[] frame) {
        final var header = EthernetFrame.parse(frame);
        final var mac = header.source();
        if (header.vlanId() != 0 || header.etherType() != EthernetFrame.TYPE_SERVICE_VLAN || mac.isGroup()
            || mac.isZero()) {
            return Optional.empty();
        }
        final int vlanId = EthernetFrame.vlanId(frame, header.payloadOffset());
        return vlanId == 0 || vlanId > HostKey.MAX_VLAN_ID ? Optional.empty() : Optional.of(new HostKey(vlanId, mac));
    }

    private static Observation observeDhcp(final HostKey source, final byte[] frame) {
        return new Observation(source, List.of(), Optional.empty(), DhcpReply.parse(frame)
            .map(reply -> new Lease(new HostKey(source.vlanId(), reply.client()),
                reply.addresses().stream().filter(FrameObserver::isHostAddress).toList()))
            .filter(lease -> !lease.addresses().isEmpty()));
    }

    private static Observation sourceOnly(final HostKey source) {
        return new Observation(source, List.of(), Optional.empty());
    }

    private static Optional<Peer> peer(final InetAddress own, final InetAddress peer, final MacAddress mac) {
        return isHostAddress(peer) && !peer.equals(own)
            ? Optional.of(new Peer(peer, mac.isGroup() || mac.isZero() ? Optional.empty() : Optional.of(mac)))
            : Optional.empty();
    }

    private static boolean isHostAddress(final InetAddress address) {
        return !(address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLoopbackAddress()
            || address.equals(LIMITED_BROADCAST));
    }
}
