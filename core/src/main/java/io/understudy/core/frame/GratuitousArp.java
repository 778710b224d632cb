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
 * The announcement of an IPv4 address: a broadcast ARP request whose sender and target are that address (RFC 5227,
 * section 3: a request, since some implementations ignore a reply that they did not ask for).
 */
public final class GratuitousArp {
    private static final Inet4Address UNKNOWN = InetAddresses.fromInteger(0);

    private GratuitousArp() {
        // Not to be instantiated
    }

    /**
     * Makes the frame that a switch turns into announcements by putting each host's addresses in. As it is it names
     * nobody.
     *
     * @return the frame, of 60 bytes
     */
    public static byte[] template() {
        return encode(new HostKey(0, MacAddress.ZERO), UNKNOWN);
    }

    /**
     * Makes the frame.
     *
     * @param host which host is announced
     * @param address an address of the host
     * @return the frame, of 60 bytes, or 64 with a tag
     */
    public static byte[] encode(final HostKey host, final Inet4Address address) {
        return new ArpPacket(ArpPacket.REQUEST, host.mac(), address, MacAddress.ZERO, address)
            .encode(MacAddress.BROADCAST, host);
    }
}
