/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A host behind the port of another one: all there is of it are the frames that it sends. They are put together here,
 * byte by byte, by nothing that the controller shares.
 *
 * @param vlan VLAN identifier, 0 for untagged
 * @param mac MAC address, lower-case and with colons
 * @param addresses its IPv4 and IPv6 addresses
 */
record Guest(int vlan, String mac, List<InetAddress> addresses) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ROOM = 64;
    private static final int SMALLEST = 60;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_ARP = 0x0806;
    static final int TYPE_IPV6 = 0x86dd;
    static final int TYPE_IPV4 = 0x0800;
    /** An EtherType for experiments (IEEE 802). */
    private static final int TYPE_LOCAL = 0x88b5;
    private static final int ICMPV6 = 58;
    private static final byte NEIGHBOR_SOLICITATION = (byte) 135;
    private static final int SOLICITATION_LENGTH = 32;
    private static final int CHECKSUM_OFFSET = 2;
    private static final int WORD = 0xffff;

    Guest {
        requireNonNull(mac);
        addresses = List.copyOf(addresses);
    }

    static Guest of(final int vlan, final String mac, final String... addresses) {
        return new Guest(vlan, mac, List.of(addresses).stream().map(Guest::address).toList());
    }

    /**
     * What it sends to be learned: it asks for the addresses given from each of its own ones.
     *
     * @return the frames; without an address one that says nothing
     */
    List<byte[]> frames(final String inet4Target, final String inet6Target) {
        if (addresses.isEmpty()) {
            return List.of(frame(BROADCAST, TYPE_LOCAL, new byte[0]));
        }
        return addresses.stream().map(address -> address instanceof Inet4Address
            ? frame(BROADCAST, TYPE_ARP, request(address, address(inet4Target)))
            : frame("33:33:ff:" + COLONS.formatHex(address(inet6Target).getAddress(), 13, 16), TYPE_IPV6,
                solicitation(address, address(inet6Target)))).toList();
    }

    /**
     * Sends its {@link #frames} once, out of the interface of a host.
     *
     * @param namespace network namespace of the host
     */
    void speak(final String namespace, final String inet4Target, final String inet6Target) {
        send(namespace, frames(inet4Target, inet6Target));
    }

    /**
     * Sends frames as they are, out of the interface of a host.
     *
     * @param namespace network namespace of the host
     */
    static void send(final String namespace, final List<byte[]> frames) {
        send(namespace, Host.INTERFACE, frames);
    }

    /**
     * Sends frames as they are, out of any interface.
     *
     * @param namespace its network namespace
     * @param networkInterface the interface
     */
    static void send(final String namespace, final String networkInterface, final List<byte[]> frames) {
        try {
            final var file = Files.createTempFile("understudy-frame", null);
            try {
                for (var frame : frames) {
                    Files.write(file, frame);
                    ChildProcesses.run(Lab.inNamespace(namespace, List.of("socat", "-u", "OPEN:" + file,
                        "INTERFACE:" + networkInterface)), PATIENCE);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetAddress address(final String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A frame that it sends. */
    byte[] frame(final String destination, final int type, final byte[] payload) {
        final var buffer = ByteBuffer.allocate(ROOM + payload.length).put(COLONS.parseHex(destination))
            .put(COLONS.parseHex(mac));
        if (vlan != 0) {
            buffer.putShort((short) TYPE_VLAN).putShort((short) vlan);
        }
        buffer.putShort((short) type).put(payload);
        final var frame = new byte[Math.max(buffer.position(), SMALLEST)];
        buffer.get(0, frame);
        return frame;
    }

    private byte[] request(final InetAddress sender, final InetAddress target) {
        return ByteBuffer.allocate(28).putShort((short) 1).putShort((short) TYPE_IPV4).put((byte) 6).put((byte) 4)
            .putShort((short) 1).put(COLONS.parseHex(mac)).put(sender.getAddress()).put(new byte[6])
            .put(target.getAddress()).array();
    }

    /** A neighbor solicitation with the address of its sender (RFC 4861, 4.3) to the solicited-node address. */
    private byte[] solicitation(final InetAddress sender, final InetAddress target) {
        final var group = address("ff02::1:ff00:0").getAddress();
        System.arraycopy(target.getAddress(), 13, group, 13, 3);
        final var message = ByteBuffer.allocate(SOLICITATION_LENGTH).put(NEIGHBOR_SOLICITATION).position(8)
            .put(target.getAddress()).put((byte) 1).put((byte) 1).put(COLONS.parseHex(mac)).array();
        final var summed = ByteBuffer.allocate(2 * 16 + 8 + SOLICITATION_LENGTH).put(sender.getAddress()).put(group)
            .putInt(SOLICITATION_LENGTH).putInt(ICMPV6).put(message).array();
        ByteBuffer.wrap(message).putShort(CHECKSUM_OFFSET, (short) ~sum(summed));
        return ByteBuffer.allocate(40 + SOLICITATION_LENGTH).putInt(0x60000000).putShort((short) SOLICITATION_LENGTH)
            .put((byte) ICMPV6).put((byte) 255).put(sender.getAddress()).put(group).put(message).array();
    }

    /** The sum of words of 16 bits that an Internet checksum is made of; the number of bytes must be even. */
    static int sum(final byte[] bytes) {
        int sum = 0;
        for (int index = 0; index < bytes.length; index += 2) {
            sum += ByteBuffer.wrap(bytes).getShort(index) & WORD;
        }
        while (sum > WORD) {
            sum = (sum & WORD) + (sum >>> Short.SIZE);
        }
        return sum;
    }
}
