/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

/**
 * What tells one host from another: its MAC address within its VLAN. The order is by VLAN, then by address.
 *
 * <p>Every host has one for as long as it is known. So it is one number and no object of an object: that takes half the
 * memory, and it is compared faster.
 *
 * @param value the VLAN identifier of IEEE 802.1Q, 1 to 4094, or 0 for untagged, times 2^48, plus the MAC address
 */
public record HostKey(long value) implements Comparable<HostKey> {
    /** The greatest VLAN identifier that a frame may carry (IEEE 802.1Q, table 9-2: 4095 is reserved). */
    public static final int MAX_VLAN_ID = 4094;

    private static final int MAC_BITS = MacAddress.LENGTH * Byte.SIZE;
    private static final long MAC_MASK = (1L << MAC_BITS) - 1;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the VLAN identifier is not in 0 to 4094
     */
    public HostKey {
        checkVlanId(value >> MAC_BITS);
    }

    /**
     * Puts a key together.
     *
     * @param vlanId VLAN identifier of IEEE 802.1Q, 1 to 4094, or 0 for untagged
     * @param mac the MAC address
     * @throws IllegalArgumentException if the VLAN identifier is not in 0 to 4094
     */
    public HostKey(final int vlanId, final MacAddress mac) {
        this(checkVlanId(vlanId) << MAC_BITS | mac.value());
    }

    private static long checkVlanId(final long vlanId) {
        if (vlanId < 0 || vlanId > MAX_VLAN_ID) {
            throw new IllegalArgumentException("VLAN identifier " + vlanId + " is not in 0.." + MAX_VLAN_ID);
        }
        return vlanId;
    }

    /**
     * The VLAN.
     *
     * @return its identifier, 1 to 4094, or 0 for untagged
     */
    public int vlanId() {
        return (int) (value >>> MAC_BITS);
    }

    /**
     * The address.
     *
     * @return the MAC address
     */
    public MacAddress mac() {
        return new MacAddress(value & MAC_MASK);
    }

    @Override
    public int hashCode() {
        return MacAddress.hash(value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof HostKey key && value == key.value;
    }

    @Override
    public int compareTo(final HostKey other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return vlanId() == 0 ? mac().toString() : mac() + " in VLAN " + vlanId();
    }
}
