/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.bridge.AnnouncementGroupCoverage;

/**
 * Counters of a bridge since its group was started.
 *
 * @param packetsIn frames received from it
 * @param announcementsSent announcement frames handed to it
 * @param requestsFailed requests that failed
 * @param malformedFrames frames that could not be parsed
 * @param ownFrames frames with an address of its own as their source that it dropped
 * @param groups what its announcement groups are good for
 * @param roundTrips of its heartbeats
 * @param pendingHosts what it has not been told of the hosts yet
 * @param portChanges when its ports came up or went down
 * @param strays of each kind how many answers came that nobody waited for
 */
public record BridgeCounters(long packetsIn, long announcementsSent, long requestsFailed, long malformedFrames,
        long ownFrames, AnnouncementGroupCoverage groups, RoundTripCounts roundTrips, PendingHosts pendingHosts,
        PortChanges portChanges, ImmutableMap<StrayKind, Long> strays) {
    /**
     * Checks that nothing is missing.
     */
    public BridgeCounters {
        requireNonNull(groups);
        requireNonNull(roundTrips);
        requireNonNull(pendingHosts);
        requireNonNull(portChanges);
        requireNonNull(strays);
    }
}
