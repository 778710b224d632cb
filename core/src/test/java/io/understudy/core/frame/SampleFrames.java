/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Frames written out byte by byte from the RFCs.
 */
public final class SampleFrames {
    /** Reverse ARP request of 02:00:00:00:00:0a for itself (RFC 903). */
    public static final byte[] RARP = hex("""
        ffffffffffff 02000000000a 8035
        0001 0800 06 04 0003 02000000000a 00000000 02000000000a 00000000
        000000000000000000000000000000000000""");

    /** The same in VLAN 100. */
    public static final byte[] RARP_TAGGED = hex("""
        ffffffffffff 02000000000a 8100 0064 8035
        0001 0800 06 04 0003 02000000000a 00000000 02000000000a 00000000
        000000000000000000000000000000000000""");

    /** ARP announcement of 192.0.2.10 at 02:00:00:00:00:0a (RFC 5227, section 3). */
    public static final byte[] GRATUITOUS_ARP = hex("""
        ffffffffffff 02000000000a 0806
        0001 0800 06 04 0001 02000000000a c000020a 000000000000 c000020a
        000000000000000000000000000000000000""");

    /** The same in VLAN 4094. */
    public static final byte[] GRATUITOUS_ARP_TAGGED = hex("""
        ffffffffffff 02000000000a 8100 0ffe 0806
        0001 0800 06 04 0001 02000000000a c000020a 000000000000 c000020a
        000000000000000000000000000000000000""");

    /** ARP request of 192.0.2.10 at 02:00:00:00:00:0a for 192.0.2.1 (RFC 826). */
    public static final byte[] ARP_REQUEST = hex("""
        ffffffffffff 02000000000a 0806
        0001 0800 06 04 0001 02000000000a c000020a 000000000000 c0000201
        000000000000000000000000000000000000""");

    /** The answer of 192.0.2.1 at 02:00:00:00:00:01. */
    public static final byte[] ARP_REPLY = hex("""
        02000000000a 020000000001 0806
        0001 0800 06 04 0002 020000000001 c0000201 02000000000a c000020a
        000000000000000000000000000000000000""");

    /** ARP probe of 02:00:00:00:00:0a for 192.0.2.10 (RFC 5227, 1.1). */
    public static final byte[] ARP_PROBE = hex("""
        ffffffffffff 02000000000a 0806
        0001 0800 06 04 0001 02000000000a 00000000 000000000000 c000020a
        000000000000000000000000000000000000""");

    /** Unsolicited neighbor advertisement of 2001:db8::a at 02:00:00:00:00:0a (RFC 4861, 7.2.6). */
    public static final byte[] ADVERTISEMENT = hex("""
        333300000001 02000000000a 86dd
        60000000 0020 3a ff 20010db800000000000000000000000a ff020000000000000000000000000001
        88 00 f90f 20000000 20010db800000000000000000000000a 02 01 02000000000a""");

    /** Neighbor solicitation of 2001:db8::a at 02:00:00:00:00:0a for 2001:db8::1 (RFC 4861, 7.2.2). */
    public static final byte[] SOLICITATION = hex("""
        3333ff000001 02000000000a 86dd
        60000000 0020 3a ff 20010db800000000000000000000000a ff0200000000000000000001ff000001
        87 00 1c17 00000000 20010db8000000000000000000000001 01 01 02000000000a""");

    /** ICMP echo request of a heartbeat (RFC 792). */
    public static final byte[] ECHO_REQUEST = hex("""
        020000000002 020000000001 0800
        45 00 002e 0000 4000 40 01 b6cb c0000201 c0000202
        08 00 e59d 1234 5678 554e4453 0102030405060708 000000000000""");

    /** What a datapath makes of it that swaps the addresses, clears the type and keeps the rest. */
    public static final byte[] ECHO_REPLY = hex("""
        020000000001 020000000002 0800
        45 00 002e 0000 4000 40 01 b6cb c0000202 c0000201
        00 00 ed9d 1234 5678 554e4453 0102030405060708 000000000000""");

    /** DHCPACK of 192.0.2.10 for 02:00:00:00:00:0a, from the server 192.0.2.1 (RFC 2131). */
    public static final byte[] DHCP_ACK = hex("""
        02000000000a 020000000001 0800
        45 00 0122 0000 4000 40 11 b5bf c0000201 c000020a
        0043 0044 010e adde
        02 01 06 00 3903f326 0000 0000 00000000 c000020a c0000201 00000000 02000000000a 00000000000000000000"""
        + "00".repeat(64 + 128) + """
        63825363 35 01 05 36 04 c0000201 33 04 00000e10 01 04 ffffff00 ff""");

    /** Reply of DHCPv6 with 2001:db8::a for 02:00:00:00:00:0a, from the server fe80::1 (RFC 8415). */
    public static final byte[] DHCP6_REPLY = hex("""
        02000000000a 020000000001 86dd
        60000000 0054 11 40 fe800000000000000000000000000001 fe80000000000000000000000000000a
        0223 0222 0054 7fc2
        07 100874
        0001 000a 0003 0001 02000000000a
        0002 000a 0003 0001 020000000001
        0003 0028 00000001 00000708 00000b40
        0005 0018 20010db800000000000000000000000a 00000e10 00001c20""");

    private SampleFrames() {
        // Not to be instantiated
    }

    /**
     * Reads hexadecimal digits.
     *
     * @param digits the digits, with white space anywhere
     * @return the bytes
     */
    public static byte[] hex(final String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    /**
     * All samples.
     *
     * @return copies
     */
    public static Stream<byte[]> all() {
        return List.of(RARP, RARP_TAGGED, GRATUITOUS_ARP, GRATUITOUS_ARP_TAGGED, ARP_REQUEST, ARP_REPLY, ARP_PROBE,
            ADVERTISEMENT, SOLICITATION, ECHO_REQUEST, ECHO_REPLY, DHCP_ACK, DHCP6_REPLY).stream().map(byte[]::clone);
    }

    /**
     * A frame with one byte changed.
     *
     * @param frame the frame, which stays as it is
     * @param offset index of the byte
     * @param value its new value
     * @return the changed copy
     */
    public static byte[] with(final byte[] frame, final int offset, final int value) {
        final var changed = frame.clone();
        changed[offset] = (byte) value;
        return changed;
    }
}
