/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.measure;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.traffic.TrafficReport;
import java.util.Map;
import java.util.Set;

/**
 * What happened on a lab while something was done to it.
 *
 * @param traffic what became of the numbered frames
 * @param announcedOn1 the hosts that were announced on the uplink of bridge 1, with the number of frames of each
 * @param announcedOn2 the same of bridge 2
 * @param looped number of frames that came back to their senders
 */
public record Observation(TrafficReport traffic, Map<String, Long> announcedOn1, Map<String, Long> announcedOn2,
        long looped) {
    public Observation {
        requireNonNull(traffic);
        announcedOn1 = Map.copyOf(announcedOn1);
        announcedOn2 = Map.copyOf(announcedOn2);
    }

    /**
     * The hosts that were announced on an uplink.
     *
     * @param bridge 1 or 2
     * @return their MAC addresses
     */
    public Set<String> announced(final int bridge) {
        return onUplink(bridge).keySet();
    }

    /**
     * How many announcements of hosts passed an uplink.
     *
     * @param bridge 1 or 2
     * @return number of frames
     */
    public long announcements(final int bridge) {
        return onUplink(bridge).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> onUplink(final int bridge) {
        return bridge == 1 ? announcedOn1 : announcedOn2;
    }
}
