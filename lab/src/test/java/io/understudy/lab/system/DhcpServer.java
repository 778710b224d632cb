/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a DHCP server sends, put together byte by byte, by nothing that the controller shares.
 *
 * @param mac MAC address of the server, lower-case and with colons
 */
record DhcpServer(String mac) {
    static final int OFFER = 2;
    static final int ACKNOWLEDGEMENT = 5;

    private static final InetAddress INET4 = Guest.address("10.77.255.67");
    private static final InetAddress INET6 = Guest.address("fe80::547");
    private static final InetAddress CLIENT_INET6 = Guest.address("fe80::546");
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int UDP_CHECKSUM = 6;
    private static final int HOP_LIMIT = 64;
    /** Fixed fields and the magic cookie (RFC 2131, 2). */
    private static final int OPTIONS = 240;

    DhcpServer {
        requireNonNull(mac);
    }

    /**
     * A message of DHCP that goes to everybody, as one does for a client that has no address yet.
     *
     * @param type its type (RFC 2132, 9.6)
     * @param client whom it is for
     * @param address the address that the client may have
     */
    byte[] message(final int type, final Guest client, final String address) {
        final var your = Guest.address(address);
        final var message = ByteBuffer.allocate(OPTIONS + 10).put((byte) 2).put((byte) 1).put((byte) 6)
            .position(10).putShort((short) 0x8000)
            .position(16).put(your.getAddress()).put(INET4.getAddress())
            .position(28).put(COLONS.parseHex(client.mac()))
            .position(OPTIONS - 4).putInt(0x63825363)
            .put((byte) 53).put((byte) 1).put((byte) type)
            .put((byte) 54).put((byte) 4).put(INET4.getAddress()).put((byte) 255).array();
        final var all = Guest.address("255.255.255.255");
        final var datagram = datagram(67, 68, INET4, all, message);
        final var header = ByteBuffer.allocate(20).putShort((short) 0x4500).putShort((short) (20 + datagram.length))
            .position(8).put((byte) HOP_LIMIT).put((byte) UDP)
            .position(12).put(INET4.getAddress()).put(all.getAddress());
        header.putShort(10, (short) ~Guest.sum(header.array()));
        return frame(client.vlan(), "ff:ff:ff:ff:ff:ff", Guest.TYPE_IPV4,
            ByteBuffer.allocate(20 + datagram.length).put(header.array()).put(datagram).array());
    }

    /**
     * A Reply of DHCPv6 (RFC 8415, 16.10 and 21.4) with one address.
     *
     * @param client whom it is for
     * @param address the address that the client may have
     */
    byte[] reply(final Guest client, final String address) {
        final var message = ByteBuffer.allocate(4 + 16 + 28).putInt(0x07000001)
            .putShort((short) 3).putShort((short) 40).putInt(1).putInt(1800).putInt(2880)
            .putShort((short) 5).putShort((short) 24).put(Guest.address(address).getAddress()).putInt(3600)
            .putInt(7200).array();
        final var datagram = datagram(547, 546, INET6, CLIENT_INET6, message);
        return frame(client.vlan(), client.mac(), Guest.TYPE_IPV6, ByteBuffer.allocate(40 + datagram.length)
            .putInt(0x60000000).putShort((short) datagram.length).put((byte) UDP).put((byte) HOP_LIMIT)
            .put(INET6.getAddress()).put(CLIENT_INET6.getAddress()).put(datagram).array());
    }

    private byte[] frame(final int vlan, final String destination, final int type, final byte[] packet) {
        return Guest.of(vlan, mac).frame(destination, type, packet);
    }

    private static byte[] datagram(final int from, final int to, final InetAddress source,
            final InetAddress destination, final byte[] message) {
        final int length = UDP_HEADER + message.length;
        final var datagram = ByteBuffer.allocate(length).putShort((short) from).putShort((short) to)
            .putShort((short) length).putShort((short) 0).put(message).array();
        final var summed = ByteBuffer.allocate(2 * source.getAddress().length + 8 + length)
            .put(source.getAddress()).put(destination.getAddress()).putInt(length).putInt(UDP).put(datagram).array();
        ByteBuffer.wrap(datagram).putShort(UDP_CHECKSUM, (short) ~Guest.sum(summed));
        return datagram;
    }
}
