/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

/**
 * What tells one host from another: its MAC address within its VLAN. The order is by VLAN, then by address.
 *
 * @param vlanId VLAN identifier of IEEE 802.1Q, 1 to 4094, or 0 for untagged
 * @param mac the MAC address
 */
public record HostKey(int vlanId, MacAddress mac) implements Comparable<HostKey> {
    /** The greatest VLAN identifier that a frame may carry (IEEE 802.1Q, table 9-2: 4095 is reserved). */
    public static final int MAX_VLAN_ID = 4094;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the VLAN identifier is not in 0 to 4094
     */
    public HostKey {
        if (vlanId < 0 || vlanId > MAX_VLAN_ID) {
            throw new IllegalArgumentException("VLAN identifier " + vlanId + " is not in 0.." + MAX_VLAN_ID);
        }
        requireNonNull(mac);
    }

    @Override
    public int compareTo(final HostKey other) {
        final int byVlan = Integer.compare(vlanId, other.vlanId);
        return byVlan != 0 ? byVlan : mac.compareTo(other.mac);
    }

    @Override
    public String toString() {
        return vlanId == 0 ? mac.toString() : mac + " in VLAN " + vlanId;
    }
}
