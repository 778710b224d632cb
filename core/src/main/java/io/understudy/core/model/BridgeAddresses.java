/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import com.google.common.collect.ImmutableSet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses of a bridge's own frames: heartbeats and probes. They are derived from the datapath id, so that both
 * sides and every controller agree on them without telling each other: the lower 40 bits of the id behind a locally
 * administered first octet that tells what the address is for (IEEE 802c, administratively assigned).
 *
 * @param heartbeat of its heartbeats, on the peer link
 * @param uplinkProbe of its path probes, on its uplink
 * @param trunkProbe of its path probes, on its trunks
 */
public record BridgeAddresses(MacAddress heartbeat, MacAddress uplinkProbe, MacAddress trunkProbe) {
    /** Which bits of its heartbeats' address a bridge's other addresses share with it; no other bridge's do. */
    public static final MacAddress MASK = new MacAddress(0xf3ff_ffff_ffffL);

    private static final long LOWER_BITS = (1L << 40) - 1;
    private static final long HEARTBEAT = 0xa2L << 40;
    private static final long UPLINK_PROBE = 0xa6L << 40;
    private static final long TRUNK_PROBE = 0xaaL << 40;

    /**
     * Derives the addresses of a bridge.
     *
     * @param bridge the bridge
     * @return its addresses
     */
    public static BridgeAddresses of(final BridgeId bridge) {
        return new BridgeAddresses(derive(bridge, HEARTBEAT), derive(bridge, UPLINK_PROBE),
            derive(bridge, TRUNK_PROBE));
    }

    /**
     * Returns all of them: none is ever learned as a host.
     *
     * @return the three addresses
     */
    public ImmutableSet<MacAddress> all() {
        return ImmutableSet.of(heartbeat, uplinkProbe, trunkProbe);
    }

    /**
     * Returns the IPv4 address of a bridge's heartbeats: link-local (RFC 3927), for they never leave the peer link. It
     * does not depend on priorities, so that they can be exchanged without touching a flow.
     *
     * @param bridge a bridge
     * @param other the other one of its group
     * @return the address of the first
     */
    public static Inet4Address heartbeatAddress(final BridgeId bridge, final BridgeId other) {
        try {
            return (Inet4Address) InetAddress.getByAddress(
                new byte[] {(byte) 169, (byte) 254, 85, (byte) (bridge.compareTo(other) < 0 ? 1 : 2)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are always an address", e);
        }
    }

    private static MacAddress derive(final BridgeId bridge, final long firstOctet) {
        return new MacAddress(firstOctet | bridge.datapathId() & LOWER_BITS);
    }
}
