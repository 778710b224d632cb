/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;

/**
 * The announcement that moves a MAC address in the tables of switches and nothing else: a broadcast Reverse ARP request
 * (RFC 903) in which the host asks for its own address. Nobody answers it, and no neighbour's cache is touched.
 */
public final class RarpAnnouncement {
    private static final Inet4Address UNKNOWN = InetAddresses.fromInteger(0);

    private RarpAnnouncement() {
        // Not to be instantiated
    }

    /**
     * Makes the frame that a switch turns into announcements by putting each host's address in as the source. What it
     * says inside names nobody.
     *
     * @return the frame, of 60 bytes
     */
    public static byte[] template() {
        return encode(new HostKey(0, MacAddress.ZERO));
    }

    /**
     * Makes the frame.
     *
     * @param host which host is announced
     * @return the frame, of 60 bytes, or 64 with a tag
     */
    public static byte[] encode(final HostKey host) {
        final var mac = host.mac();
        return new ArpPacket(ArpPacket.REVERSE_REQUEST, mac, UNKNOWN, mac, UNKNOWN)
            .encode(MacAddress.BROADCAST, host, EthernetFrame.TYPE_RARP);
    }
}
