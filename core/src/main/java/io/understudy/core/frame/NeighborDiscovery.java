/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A neighbor solicitation or a neighbor advertisement (RFC 4861, 4.3 and 4.4).
 *
 * @param advertisement true for an advertisement, false for a solicitation
 * @param sourceAddress source address of the packet; {@code ::} in a solicitation that detects duplicates
 * @param destinationAddress destination address of the packet
 * @param target the address that is asked for or told
 * @param linkLayerAddress the MAC address of the option: of the sender in a solicitation, of the target in an
 *     advertisement; empty without the option
 */
public record NeighborDiscovery(
        boolean advertisement,
        Inet6Address sourceAddress,
        Inet6Address destinationAddress,
        Inet6Address target,
        Optional<MacAddress> linkLayerAddress) {
    private static final int TYPE_SOLICITATION = 135;
    private static final int TYPE_ADVERTISEMENT = 136;
    private static final int OPTION_SOURCE = 1;
    private static final int OPTION_TARGET = 2;
    private static final int OPTION_UNIT = 8;
    private static final int MESSAGE_LENGTH = 24;
    private static final int TARGET_OFFSET = 8;
    private static final int FLAGS_OFFSET = 4;
    private static final int FLAG_SOLICITED = 0x40;

    /** Checks that nothing is missing. */
    public NeighborDiscovery {
        requireNonNull(sourceAddress);
        requireNonNull(destinationAddress);
        requireNonNull(target);
        requireNonNull(linkLayerAddress);
    }

    /**
     * Reads the message in a frame.
     *
     * @param frame the frame, from its destination address on
     * @return the message; empty if the frame holds none, or one that a receiver must discard (RFC 4861, 7.1.1 and
     *     7.1.2): of a hop limit other than 255, of a wrong checksum, for a multicast target and so on
     * @throws MalformedFrameException if the frame, the message or an option of it ends too early
     */
    public static Optional<NeighborDiscovery> parse(final byte[] frame) {
        final var packet = Icmp6Packet.parse(frame);
        return packet.isPresent() ? parse(packet.orElseThrow(), new FrameReader(frame)) : Optional.empty();
    }

    private static Optional<NeighborDiscovery> parse(final Icmp6Packet packet, final FrameReader reader) {
        final boolean advertisement = packet.type() == TYPE_ADVERTISEMENT;
        if (!advertisement && packet.type() != TYPE_SOLICITATION
            || packet.hopLimit() != Icmp6Packet.MAX_HOP_LIMIT || packet.code() != 0 || !packet.checksumRight()) {
            return Optional.empty();
        }
        final int start = packet.start();
        if (packet.length() < MESSAGE_LENGTH) {
            throw new MalformedFrameException("A neighbor discovery message of " + packet.length()
                + " bytes instead of " + MESSAGE_LENGTH + " or more", start);
        }
        final var message = new NeighborDiscovery(advertisement, packet.source(), packet.destination(),
            reader.inet6(start + TARGET_OFFSET),
            linkLayerOption(packet, reader, advertisement ? OPTION_TARGET : OPTION_SOURCE));
        final boolean solicited = (reader.unsigned8(start + FLAGS_OFFSET) & FLAG_SOLICITED) != 0;
        return message.isAcceptable(solicited) ? Optional.of(message) : Optional.empty();
    }

    private static Optional<MacAddress> linkLayerOption(final Icmp6Packet packet, final FrameReader reader,
            final int wanted) {
        final int end = packet.start() + packet.length();
        Optional<MacAddress> found = Optional.empty();
        int offset = packet.start() + MESSAGE_LENGTH;
        while (offset < end) {
            final int length = end - offset < 2 ? 0 : reader.unsigned8(offset + 1) * OPTION_UNIT;
            if (length == 0 || length > end - offset) {
                throw new MalformedFrameException("A neighbor discovery option of " + length + " bytes where "
                    + (end - offset) + " are left", offset);
            }
            if (reader.unsigned8(offset) == wanted && length == OPTION_UNIT && found.isEmpty()) {
                found = Optional.of(reader.mac(offset + 2));
            }
            offset += length;
        }
        return found;
    }

    private boolean isAcceptable(final boolean solicited) {
        if (target.isMulticastAddress()) {
            return false;
        }
        if (advertisement) {
            return !(solicited && destinationAddress.isMulticastAddress());
        }
        return !sourceAddress.isAnyLocalAddress()
            || linkLayerAddress.isEmpty() && Inet6Multicast.solicitedNode(target).equals(destinationAddress);
    }

    /**
     * Makes a solicitation, sent to the solicited-node multicast address of the target (RFC 4861, 7.2.2).
     *
     * @param host which host asks
     * @param sourceAddress its address
     * @param target the address it asks for
     * @return the frame, of 86 bytes, or 90 with a tag
     */
    public static byte[] encodeSolicitation(final HostKey host, final Inet6Address sourceAddress,
            final Inet6Address target) {
        final var group = Inet6Multicast.solicitedNode(target);
        return Icmp6Packet.encode(Inet6Multicast.mac(group), host, sourceAddress, group,
            message(TYPE_SOLICITATION, 0, target, OPTION_SOURCE, host.mac()));
    }

    static byte[] encodeAdvertisement(final HostKey host, final Inet6Address address, final Inet6Address destination,
            final int flags) {
        return Icmp6Packet.encode(Inet6Multicast.mac(destination), host, address, destination,
            message(TYPE_ADVERTISEMENT, flags, address, OPTION_TARGET, host.mac()));
    }

    private static byte[] message(final int type, final int flags, final Inet6Address target, final int option,
            final MacAddress mac) {
        return ByteBuffer.allocate(MESSAGE_LENGTH + OPTION_UNIT)
            .put((byte) type)
            .position(FLAGS_OFFSET).put((byte) flags)
            .position(TARGET_OFFSET).put(target.getAddress())
            .put((byte) option).put((byte) 1)
            .put(mac.toBytes())
            .array();
    }
}
