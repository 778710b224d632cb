/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * One bridge of a group as it is configured.
 *
 * @param id the bridge
 * @param priority 0 to 255, the lower is preferred
 * @param uplinkPort name or number of the port towards the physical switch
 * @param trunkPorts names or numbers of the ports towards the hypervisor's switch, one to sixteen, in order
 * @param peerPort name or number of the port towards the other bridge
 */
public record BridgeConfiguration(BridgeId id, int priority, String uplinkPort, ImmutableList<String> trunkPorts,
        String peerPort) {
    /**
     * Checks that nothing is missing.
     */
    public BridgeConfiguration {
        requireNonNull(id);
        requireNonNull(uplinkPort);
        requireNonNull(trunkPorts);
        requireNonNull(peerPort);
    }

    /**
     * Returns every port that the bridge needs.
     *
     * @return uplink, trunks in order, peer port
     */
    public ImmutableList<String> ports() {
        return ImmutableList.<String>builder().add(uplinkPort).addAll(trunkPorts).add(peerPort).build();
    }
}
