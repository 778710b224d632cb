/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the frames came that tell where a station is: its own, and those that announce it.
 */
final class Reach {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final World world;
    private final Map<Long, Long> heardAt = new HashMap<>();
    private final Map<Long, Long> vanishedAt = new HashMap<>();
    private final Map<Long, Long> lostByChanceAt = new HashMap<>();
    private long crossedAt = NEVER;

    Reach(final World world) {
        this.world = world;
    }

    /** The core switch hears a frame. */
    void heard(final Frame frame) {
        heardAt.put(frame.sourceKey(), world.now());
    }

    /** A frame is lost behind an uplink. */
    void lost(final Frame frame, final boolean byChance) {
        if (frame.isAnnouncement()) {
            (byChance ? lostByChanceAt : vanishedAt).put(frame.sourceKey(), world.now());
        }
    }

    /** A hypervisor's switch hears a frame. */
    void heardInside(final Frame frame) {
        if (frame.isAnnouncement()) {
            crossedAt = world.now();
        }
    }

    /** When the core switch last heard of a station, ns. */
    long heardAt(final Station station) {
        return heardAt.getOrDefault(station.flowKey(), NEVER);
    }

    /** Whether an announcement of a station was lost, and nothing was heard of it since. */
    boolean isAnnouncementLost(final Station station) {
        return vanishedAt(station) > heardAt(station);
    }

    /** When an announcement of a station was last lost, ns. */
    long vanishedAt(final Station station) {
        return vanishedAt.getOrDefault(station.flowKey(), NEVER);
    }

    /** Whether it was lost where what followed it may have come through, and nothing was heard of the station since. */
    boolean isAnnouncementLostByChance(final Station station) {
        return lostByChanceAt.getOrDefault(station.flowKey(), NEVER) > heardAt(station);
    }

    /**
     * When an announcement last came round through the other bridge, ns; it told the hypervisor's switch that its own
     * station was outside. It may have been on its way when the gate was opened, or the other gate cannot be closed.
     */
    long crossedAt() {
        return crossedAt;
    }
}
