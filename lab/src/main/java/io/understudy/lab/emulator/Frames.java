/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Frames that hosts send, and what can be read from frames.
 */
public final class Frames {
    /** Everybody's address. */
    public static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int MAC = 6;
    private static final int TYPE_OFFSET = 12;
    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int VLAN = 0x8100;
    private static final int ARP = 0x0806;
    private static final int RARP = 0x8035;
    private static final int IPV6 = 0x86dd;
    private static final int ICMPV6 = 58;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int SMALLEST = 60;
    private static final int ETHERNET_HARDWARE = 1;
    private static final int IPV4 = 0x0800;
    /** An EtherType for experiments (IEEE 802); the path probes have the other one. */
    private static final int NUMBERED = 0x88b6;

    private Frames() {
        // only functions
    }

    /**
     * An ARP request.
     *
     * @param mac who asks
     * @param address its IPv4 address
     * @param target the address that is asked for
     * @return the frame
     */
    public static byte[] arpRequest(final String mac, final String address, final String target) {
        return arp(BROADCAST, mac, ARP, 1, mac, address, "00:00:00:00:00:00", target);
    }

    /**
     * The answer to an ARP request.
     *
     * @param request the request
     * @param mac who answers
     * @return the frame
     */
    static byte[] arpReply(final byte[] request, final String mac) {
        final int body = bodyOf(request);
        return arp(source(request), mac, ARP, 2, mac, ip(request, body + 24), source(request), ip(request, body + 14));
    }

    /**
     * A RARP request for its sender's own address, as virtual machines announce themselves.
     *
     * @param mac the sender
     * @return the frame
     */
    public static byte[] rarp(final String mac) {
        return arp(BROADCAST, mac, RARP, 3, mac, "0.0.0.0", mac, "0.0.0.0");
    }

    /**
     * A frame with a number in it.
     *
     * @param from the sender
     * @param to whom it is for
     * @param stream tells streams apart
     * @param number the number
     * @return the frame
     */
    static byte[] numbered(final String from, final String to, final int stream, final long number) {
        return ByteBuffer.allocate(SMALLEST).put(mac(to)).put(mac(from)).putShort((short) NUMBERED).putInt(stream)
            .putLong(number).array();
    }

    static boolean isNumbered(final byte[] frame) {
        return type(frame) == NUMBERED;
    }

    static int streamOf(final byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(bodyOf(frame));
    }

    static long numberOf(final byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(bodyOf(frame) + Integer.BYTES);
    }

    /**
     * The address of a frame's sender.
     *
     * @param frame the frame
     * @return a MAC address, lower-case
     */
    public static String source(final byte[] frame) {
        return COLONS.formatHex(frame, MAC, 2 * MAC);
    }

    /**
     * The address that a frame is for.
     *
     * @param frame the frame
     * @return a MAC address, lower-case
     */
    public static String destination(final byte[] frame) {
        return COLONS.formatHex(frame, 0, MAC);
    }

    static long addressAt(final byte[] frame, final int offset) {
        return ByteBuffer.wrap(frame).getLong(offset) >>> Short.SIZE;
    }

    static boolean isGroupAddress(final long address) {
        return (address >> 40 & 1) != 0;
    }

    /**
     * The EtherType of a frame, behind its tag if it has one.
     *
     * @param frame the frame
     * @return the type
     */
    public static int type(final byte[] frame) {
        return word(frame, bodyOf(frame) - 2);
    }

    /**
     * The VLAN of a frame.
     *
     * @param frame the frame
     * @return its identifier; 0 if it has no tag
     */
    public static int vlan(final byte[] frame) {
        return word(frame, TYPE_OFFSET) == VLAN ? word(frame, ETHERNET) & 0xfff : 0;
    }

    /**
     * Whether a frame announces its sender: RARP, gratuitous ARP, or a neighbor advertisement.
     *
     * @param frame the frame
     * @return true if so
     */
    public static boolean isAnnouncement(final byte[] frame) {
        final int body = bodyOf(frame);
        return switch (type(frame)) {
            case RARP -> true;
            case ARP -> ip(frame, body + 14).equals(ip(frame, body + 24));
            case IPV6 -> frame[body + 6] == ICMPV6 && (frame[body + 40] & 0xff) == NEIGHBOR_ADVERTISEMENT;
            default -> false;
        };
    }

    static boolean isArpRequest(final byte[] frame) {
        return type(frame) == ARP && word(frame, bodyOf(frame) + 6) == 1;
    }

    /** The address that an ARP request asks for. */
    static String arpTarget(final byte[] frame) {
        return ip(frame, bodyOf(frame) + 24);
    }

    /** The tag of a frame, so that the answer can have it as well. */
    static byte[] withTagOf(final byte[] frame, final byte[] answer) {
        if (word(frame, TYPE_OFFSET) != VLAN) {
            return answer;
        }
        return ByteBuffer.allocate(answer.length + TAG).put(answer, 0, TYPE_OFFSET).put(frame, TYPE_OFFSET, TAG)
            .put(answer, TYPE_OFFSET, answer.length - TYPE_OFFSET).array();
    }

    private static byte[] arp(final String to, final String from, final int type, final int operation,
            final String sender, final String senderAddress, final String target, final String targetAddress) {
        return ByteBuffer.allocate(SMALLEST).put(mac(to)).put(mac(from)).putShort((short) type)
            .putShort((short) ETHERNET_HARDWARE).putShort((short) IPV4).put((byte) MAC).put((byte) 4)
            .putShort((short) operation).put(mac(sender)).put(ip(senderAddress)).put(mac(target))
            .put(ip(targetAddress)).array();
    }

    private static int bodyOf(final byte[] frame) {
        return word(frame, TYPE_OFFSET) == VLAN ? ETHERNET + TAG : ETHERNET;
    }

    private static int word(final byte[] frame, final int offset) {
        return (frame[offset] & 0xff) << Byte.SIZE | frame[offset + 1] & 0xff;
    }

    static byte[] mac(final String text) {
        return COLONS.parseHex(text);
    }

    private static byte[] ip(final String text) {
        final var parts = text.split("\\.", -1);
        final var bytes = new byte[parts.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) Integer.parseInt(parts[index]);
        }
        return bytes;
    }

    private static String ip(final byte[] frame, final int offset) {
        return (frame[offset] & 0xff) + "." + (frame[offset + 1] & 0xff) + "." + (frame[offset + 2] & 0xff) + "."
            + (frame[offset + 3] & 0xff);
    }
}
