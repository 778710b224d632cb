/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Pair;
import io.understudy.impl.openflow.BridgePorts;
import java.util.Optional;

/**
 * All that is published of a group, at one moment.
 *
 * @param state the machine's state
 * @param counters counters of both bridges
 * @param ports port numbers of both bridges, where known
 * @param localHosts number of local hosts
 * @param remoteHosts number of remote hosts
 */
public record GroupSnapshot(GroupState state, Pair<BridgeCounters> counters, Pair<Optional<BridgePorts>> ports,
        int localHosts, int remoteHosts) {
    /**
     * Checks that nothing is missing.
     */
    public GroupSnapshot {
        requireNonNull(state);
        requireNonNull(counters);
        requireNonNull(ports);
    }
}
