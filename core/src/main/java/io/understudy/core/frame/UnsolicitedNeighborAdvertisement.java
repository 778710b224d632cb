/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.frame;

import com.google.common.net.InetAddresses;
import io.understudy.core.model.HostKey;
import java.net.Inet6Address;

/**
 * The announcement of an IPv6 address: a neighbor advertisement to all nodes that nobody asked for (RFC 4861, 7.2.6).
 *
 * <p>It overrides what the neighbours have cached. The router flag is clear, for whether the host is a router is not
 * known; neighbours that use an announced host as their default router drop it until its next router advertisement.
 */
public final class UnsolicitedNeighborAdvertisement {
    private static final Inet6Address ALL_NODES = (Inet6Address) InetAddresses.forString("ff02::1");
    private static final int FLAG_OVERRIDE = 0x20;

    private UnsolicitedNeighborAdvertisement() {
        // Not to be instantiated
    }

    /**
     * Makes the frame.
     *
     * @param host which host is announced
     * @param address an address of the host
     * @return the frame, of 86 bytes, or 90 with a tag
     */
    public static byte[] encode(final HostKey host, final Inet6Address address) {
        return NeighborDiscovery.encodeAdvertisement(host, address, ALL_NODES, FLAG_OVERRIDE);
    }
}
