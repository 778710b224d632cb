/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.evidence.Ports;
import java.util.Arrays;

/**
 * What is counted of one bridge. Counting allocates nothing.
 */
public final class BridgeStatistics {
    private static final long NANOS_PER_MICRO = 1000;

    private final long[] boundNanos = RoundTripCounts.BOUNDS_MICROS.stream()
        .mapToLong(micros -> micros * NANOS_PER_MICRO).toArray();
    private final long[] roundTrips = new long[boundNanos.length + 1];
    private long roundTripNanos;
    private long packetsIn;
    private long announcementsSent;
    private long malformedFrames;
    private final long[] strays = new long[StrayKind.values().length];
    private long ownFrames;
    private PortChanges portChanges = PortChanges.NONE;

    public void packet() {
        packetsIn++;
    }

    public void malformed() {
        malformedFrames++;
    }

    public void stray(final StrayKind kind) {
        strays[kind.ordinal()]++;
    }

    public void ownFrames(final long frames) {
        ownFrames += frames;
    }

    public void ports(final Ports ports, final long now) {
        portChanges = portChanges.with(ports, now);
    }

    public void announcements(final int frames) {
        announcementsSent += frames;
    }

    public void roundTrip(final long nanos) {
        int place = 0;
        while (place < boundNanos.length && nanos > boundNanos[place]) {
            place++;
        }
        roundTrips[place]++;
        roundTripNanos += nanos;
    }

    public BridgeCounters counters(final long requestsFailed, final AnnouncementGroupCoverage groups,
            final PendingHosts pendingHosts) {
        return new BridgeCounters(packetsIn, announcementsSent, requestsFailed, malformedFrames, ownFrames, groups,
            new RoundTripCounts(Arrays.stream(roundTrips).boxed().toList(), roundTripNanos), pendingHosts, portChanges,
            Arrays.stream(StrayKind.values()).collect(ImmutableMap.toImmutableMap(kind -> kind,
                kind -> strays[kind.ordinal()])));
    }
}
