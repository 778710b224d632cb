/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import java.util.regex.Pattern;

/**
 * A bridge, by its OpenFlow datapath id.
 *
 * @param datapathId the id of OpenFlow 1.3, 7.3.1: 64 bits, unsigned; the lower 48 are usually a MAC address
 */
public record BridgeId(long datapathId) implements Comparable<BridgeId> {
    private static final String PREFIX = "openflow:";
    private static final Pattern NODE_ID = Pattern.compile(PREFIX + "(0|[1-9][0-9]{0,19})");

    /**
     * Parses the name that openflowplugin gives to a bridge.
     *
     * @param nodeId "openflow:" and the datapath id as a decimal number
     * @return the bridge
     * @throws IllegalArgumentException if it is none
     */
    public static BridgeId parse(final String nodeId) {
        final var matcher = NODE_ID.matcher(nodeId);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a bridge: '" + nodeId
                + "'; expected openflow: and the datapath id as a decimal number");
        }
        return new BridgeId(Long.parseUnsignedLong(matcher.group(1)));
    }

    /**
     * Returns the name that openflowplugin gives to the bridge.
     *
     * @return "openflow:" and the datapath id as a decimal number
     */
    public String nodeId() {
        return PREFIX + Long.toUnsignedString(datapathId);
    }

    @Override
    public int compareTo(final BridgeId other) {
        return Long.compareUnsigned(datapathId, other.datapathId);
    }

    @Override
    public String toString() {
        return nodeId();
    }
}
