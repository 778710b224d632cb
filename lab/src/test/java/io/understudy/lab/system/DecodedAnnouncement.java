/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The frames that shall announce a host, field by field as tshark names them. What is not named here a frame must not
 * have: no trailing bytes, no second option, nothing that tshark finds wrong.
 */
final class DecodedAnnouncement {
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final String ZERO = "00:00:00:00:00:00";
    private static final String UNKNOWN = "0.0.0.0";
    private static final String TYPE_ARP = "0x0806";
    private static final String TYPE_RARP = "0x8035";
    private static final String TYPE_IPV6 = "0x86dd";
    private static final int ARP_LENGTH = 42;
    private static final int SMALLEST = 60;
    private static final int ADVERTISEMENT_LENGTH = 86;
    private static final int TAG = 4;

    private DecodedAnnouncement() {
        // only functions
    }

    /**
     * The frames of one exact round.
     *
     * @param guest who is announced
     * @param method as the model names it
     * @return the frames
     */
    static List<Map<String, String>> exact(final Guest guest, final String method) {
        final var frames = new ArrayList<Map<String, String>>();
        if (!method.equals("garp") || guest.addresses().isEmpty()) {
            frames.add(rarp(guest, guest.mac()));
        }
        if (!method.equals("rarp")) {
            guest.addresses().forEach(address -> frames.add(address instanceof Inet4Address
                ? gratuitousArp(guest, address) : advertisement(guest, address)));
        }
        return frames;
    }

    /**
     * The frame that a group makes, which cannot set what is inside (docs/design/data-path.md).
     *
     * @param guest who is announced
     * @return the frame
     */
    static Map<String, String> burst(final Guest guest) {
        return rarp(guest, ZERO);
    }

    /** RFC 903: "reverse request", the hardware address asked for is the sender's own, the addresses are undefined. */
    private static Map<String, String> rarp(final Guest guest, final String inside) {
        final var frame = arp(guest, TYPE_RARP, 3);
        frame.put("arp.src.hw_mac", inside);
        frame.put("arp.src.proto_ipv4", UNKNOWN);
        frame.put("arp.dst.hw_mac", inside);
        frame.put("arp.dst.proto_ipv4", UNKNOWN);
        return frame;
    }

    /** RFC 5227, 3: a request, sender and target are the address announced, the target hardware address is zero. */
    private static Map<String, String> gratuitousArp(final Guest guest, final InetAddress address) {
        final var frame = arp(guest, TYPE_ARP, 1);
        frame.put("arp.src.hw_mac", guest.mac());
        frame.put("arp.src.proto_ipv4", address.getHostAddress());
        frame.put("arp.dst.hw_mac", ZERO);
        frame.put("arp.dst.proto_ipv4", address.getHostAddress());
        frame.put("arp.isgratuitous", "1");
        return frame;
    }

    /** What ARP and RARP share (RFC 826; RFC 903): Ethernet, IPv4, and zeros up to the least length of a frame. */
    private static TreeMap<String, String> arp(final Guest guest, final String type, final int operation) {
        final var frame = ethernet(guest, BROADCAST, type, "arp", SMALLEST);
        // Tshark counts the padding from a frame of 60 bytes; what a tag makes of more it calls a trailer of the tag.
        if (guest.vlan() == 0) {
            frame.put("eth.padding", zeros(SMALLEST - ARP_LENGTH));
        } else {
            frame.put("eth.padding", zeros(SMALLEST - ARP_LENGTH - TAG));
            frame.put("vlan.trailer", zeros(TAG));
        }
        frame.put("arp.hw.type", "1");
        frame.put("arp.proto.type", "0x0800");
        frame.put("arp.hw.size", "6");
        frame.put("arp.proto.size", "4");
        frame.put("arp.opcode", String.valueOf(operation));
        return frame;
    }

    /**
     * RFC 4861, 4.4 and 7.2.6: to all nodes, hop limit 255, neither a router's nor solicited, overriding, with the
     * target's link-layer address; RFC 2464, 7: the multicast address of Ethernet.
     */
    private static Map<String, String> advertisement(final Guest guest, final InetAddress address) {
        final var frame = ethernet(guest, "33:33:00:00:00:01", TYPE_IPV6, "ipv6:icmpv6", ADVERTISEMENT_LENGTH);
        final var text = shortest(address);
        frame.put("ipv6.version", "6");
        frame.put("ipv6.tclass", "0x00000000");
        frame.put("ipv6.flow", "0x000000");
        frame.put("ipv6.plen", "32");
        frame.put("ipv6.nxt", "58");
        frame.put("ipv6.hlim", "255");
        frame.put("ipv6.src", text);
        frame.put("ipv6.dst", "ff02::1");
        frame.put("icmpv6.type", "136");
        frame.put("icmpv6.code", "0");
        // 1 is good, 0 would be bad
        frame.put("icmpv6.checksum.status", "1");
        frame.put("icmpv6.nd.na.flag", "0x20000000");
        frame.put("icmpv6.nd.na.target_address", text);
        frame.put("icmpv6.opt.type", "2");
        frame.put("icmpv6.opt.length", "1");
        frame.put("icmpv6.opt.linkaddr", guest.mac());
        return frame;
    }

    private static TreeMap<String, String> ethernet(final Guest guest, final String destination, final String type,
            final String protocols, final int length) {
        final var frame = new TreeMap<String, String>();
        final boolean tagged = guest.vlan() != 0;
        frame.put("frame.len", String.valueOf(tagged ? length + TAG : length));
        frame.put("frame.protocols", (tagged ? "eth:ethertype:vlan:ethertype:" : "eth:ethertype:") + protocols);
        frame.put("eth.dst", destination);
        frame.put("eth.src", guest.mac());
        frame.put("eth.type", tagged ? "0x8100" : type);
        if (tagged) {
            frame.put("vlan.priority", "0");
            frame.put("vlan.dei", "0");
            frame.put("vlan.id", String.valueOf(guest.vlan()));
            frame.put("vlan.etype", type);
        }
        return frame;
    }

    private static String zeros(final int count) {
        return "00".repeat(count);
    }

    /** As RFC 5952 writes it, as far as the addresses of the tests need it: their one run of zeros is in the middle. */
    private static String shortest(final InetAddress address) {
        return address.getHostAddress().replaceFirst("(:0)+:", "::");
    }
}
