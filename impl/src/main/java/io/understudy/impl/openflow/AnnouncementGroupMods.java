/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.announcement.AnnouncementGroups;
import io.understudy.core.model.HostKey;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The messages of the announcement groups, encoded: GROUP_MOD (OpenFlow 1.3, 7.3.4.2) and the PACKET_OUT that has a
 * group announce its hosts (7.3.7). Transaction ids are set when they are sent.
 *
 * <p>A bucket sets what a switch learns from, the source and the VLAN, and sends the frame out of the uplink. In an ARP
 * frame it sets the sender and the target, too. What a RARP frame says inside cannot be set: Open vSwitch takes the
 * action and does nothing.
 */
public final class AnnouncementGroupMods {
    /** Numbers of our groups begin here; the first half spells US. */
    public static final int FIRST = 0x5553_0000;

    private static final byte VERSION = 4;
    private static final byte PACKET_OUT = 13;
    private static final byte GROUP_MOD = 15;
    private static final short ADD = 0;
    private static final short DELETE = 2;
    private static final byte TYPE_ALL = 0;
    private static final int HEADER = 16;
    private static final int PACKET_OUT_HEADER = 24;
    private static final int BUCKET = 16;
    private static final int SET_FIELD_SIZE = 16;
    private static final int OUTPUT_SIZE = 16;
    private static final int PUSH_VLAN_SIZE = 8;
    private static final int GROUP_ACTION_SIZE = 8;
    private static final short OUTPUT = 0;
    private static final short PUSH_VLAN = 17;
    private static final short GROUP = 22;
    private static final short SET_FIELD = 25;
    private static final int ANY = -1;
    private static final int NO_BUFFER = -1;
    private static final int FROM_CONTROLLER = 0xffff_fffd;
    private static final short CUSTOMER_TAG = (short) 0x8100;
    /** Class OPENFLOW_BASIC, field ETH_SRC, six bytes (7.2.3.7). */
    private static final int OXM_ETH_SRC = 0x8000_0806;
    /** Class OPENFLOW_BASIC, field VLAN_VID, two bytes. */
    private static final int OXM_VLAN_VID = 0x8000_0c02;
    private static final int VLAN_PRESENT = 0x1000;
    /** Class OPENFLOW_BASIC, the sender's and the target's IPv4 address in ARP, four bytes each. */
    private static final int OXM_ARP_SPA = 0x8000_2c04;
    private static final int OXM_ARP_TPA = 0x8000_2e04;
    /** Class OPENFLOW_BASIC, the sender's MAC address in ARP, six bytes. */
    private static final int OXM_ARP_SHA = 0x8000_3006;

    private AnnouncementGroupMods() {
        // only functions
    }

    /**
     * Writes a group anew, so that its counters begin at zero.
     *
     * @param contents the group
     * @param addresses tells the IPv4 address of a host that the frame shall announce; empty if it announces only where
     *     the host is
     * @param uplink port number of the uplink
     * @return the messages
     */
    public static byte[] write(final AnnouncementGroups.Contents contents,
            final Function<HostKey, Optional<Inet4Address>> addresses, final long uplink) {
        final var all = new ByteArrayOutputStream();
        all.writeBytes(head(DELETE, contents.group(), 0).array());
        if (!contents.hosts().isEmpty()) {
            all.writeBytes(add(contents.group(), contents.hosts().stream()
                .map(host -> new Bucket(host, addresses.apply(host))).toList(), uplink));
        }
        return all.toByteArray();
    }

    /**
     * Removes all groups that we may ever have made. There is no message for a range of them.
     *
     * @return the messages
     */
    public static byte[] removeAll() {
        final var all = new ByteArrayOutputStream(AnnouncementGroups.MAX_GROUPS * HEADER);
        for (int group = 0; group < AnnouncementGroups.MAX_GROUPS; group++) {
            all.writeBytes(head(DELETE, group, 0).array());
        }
        return all.toByteArray();
    }

    /**
     * Sends a frame into a group.
     *
     * @param group the group
     * @param frame the frame of which its buckets make announcements
     * @return the message
     */
    public static byte[] burst(final int group, final byte[] frame) {
        final int size = PACKET_OUT_HEADER + GROUP_ACTION_SIZE + frame.length;
        return ByteBuffer.allocate(size).put(VERSION).put(PACKET_OUT).putShort((short) size).putInt(0)
            .putInt(NO_BUFFER).putInt(FROM_CONTROLLER).putShort((short) GROUP_ACTION_SIZE).putShort((short) 0)
            .putInt(0).putShort(GROUP).putShort((short) GROUP_ACTION_SIZE).putInt(FIRST + group).put(frame).array();
    }

    private static byte[] add(final int group, final List<Bucket> buckets, final long uplink) {
        final var message = head(ADD, group, buckets.stream().mapToInt(Bucket::size).sum());
        buckets.forEach(bucket -> bucket.writeTo(message, uplink));
        return message.array();
    }

    private static ByteBuffer head(final short command, final int group, final int buckets) {
        return ByteBuffer.allocate(HEADER + buckets).put(VERSION).put(GROUP_MOD).putShort((short) (HEADER + buckets))
            .putInt(0).putShort(command).put(TYPE_ALL).put((byte) 0).putInt(FIRST + group);
    }

    private record Bucket(HostKey host, Optional<Inet4Address> address) {
        int size() {
            return BUCKET + SET_FIELD_SIZE + OUTPUT_SIZE
                + (host.vlanId() == 0 ? 0 : PUSH_VLAN_SIZE + SET_FIELD_SIZE)
                + (address.isEmpty() ? 0 : 3 * SET_FIELD_SIZE);
        }

        void writeTo(final ByteBuffer message, final long uplink) {
            message.putShort((short) size()).putShort((short) 0).putInt(ANY).putInt(ANY).putInt(0);
            if (host.vlanId() != 0) {
                message.putShort(PUSH_VLAN).putShort((short) PUSH_VLAN_SIZE).putShort(CUSTOMER_TAG)
                    .putShort((short) 0);
                final int vlan = VLAN_PRESENT | host.vlanId();
                set(message, OXM_VLAN_VID, (byte) (vlan >> Byte.SIZE), (byte) vlan);
            }
            final var mac = host.mac().toBytes();
            set(message, OXM_ETH_SRC, mac);
            address.ifPresent(inet4 -> {
                set(message, OXM_ARP_SHA, mac);
                set(message, OXM_ARP_SPA, inet4.getAddress());
                set(message, OXM_ARP_TPA, inet4.getAddress());
            });
            message.putShort(OUTPUT).putShort((short) OUTPUT_SIZE).putInt((int) uplink).putShort((short) 0)
                .putShort((short) 0).putInt(0);
        }

        /** One field of eight bytes at most, padded with zeros. */
        private static void set(final ByteBuffer message, final int field, final byte... value) {
            message.putShort(SET_FIELD).putShort((short) SET_FIELD_SIZE).putInt(field).put(value)
                .put(new byte[Long.BYTES - value.length]);
        }
    }
}
