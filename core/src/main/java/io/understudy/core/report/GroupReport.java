/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Pair;

/**
 * How a group stands at one moment.
 *
 * @param state the machine's state
 * @param counters counters of both bridges
 * @param localHosts number of local hosts
 * @param remoteHosts number of remote hosts
 * @param activity what the group has done
 */
public record GroupReport(GroupState state, Pair<BridgeCounters> counters, int localHosts, int remoteHosts,
        Activity activity) {
    /**
     * Checks that nothing is missing.
     */
    public GroupReport {
        requireNonNull(state);
        requireNonNull(counters);
        requireNonNull(activity);
    }
}
