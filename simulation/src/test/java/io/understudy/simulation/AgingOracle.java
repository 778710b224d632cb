/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.HostKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * No host that is used goes from the table because of its age.
 *
 * <p><i>Used</i>: a frame from it or to it passed the bridge that was asked, within the ageing time before the bridge
 * was asked. What passed since then nobody could know. What goes is told to the datastore a little later, perhaps after
 * the next answer; so it must have been unused at one of the latest two. What an operator had cleared does not count.
 */
final class AgingOracle {
    private static final long TOLD = 2 * Chance.SECOND;
    private static final int LATEST = 2;

    private final Truth truth;
    private final long agingTime;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private long clearedAt = Long.MIN_VALUE / 2;
    /** What was cleared has not been told yet: the controller may have paused meanwhile. */
    private boolean untold;
    private long aged;

    /**
     * What is true when a bridge is asked.
     *
     * @param at when that is, ns
     * @param usedAt of each host when it was last used, ns
     */
    record Reading(long at, Map<Long, Long> usedAt) {
        Reading {
            usedAt = Map.copyOf(usedAt);
        }
    }

    AgingOracle(final Truth truth) {
        this.truth = truth;
        agingTime = TimeUnit.SECONDS.toNanos(truth.configuration().learning().agingTimeSeconds());
    }

    /** How many hosts went because of their age. */
    long aged() {
        return aged;
    }

    void started() {
        readings.clear();
        clearedAt = Long.MIN_VALUE / 2;
        untold = false;
    }

    /** Hosts may go from the table for another reason: an operator, or another configuration. */
    void untold() {
        clearedAt = truth.world().now();
        untold = true;
    }

    /** The group learns what a bridge has counted. */
    void counted(final Reading reading) {
        readings.addLast(reading);
        if (readings.size() > LATEST) {
            readings.removeFirst();
        }
    }

    void removed(final Collection<HostKey> hosts) {
        if (untold || truth.world().now() - clearedAt <= TOLD) {
            untold = false;
            return;
        }
        for (var host : hosts) {
            aged++;
            truth.world().trace(() -> "aged: " + host);
            if (readings.stream().noneMatch(reading -> isUnused(reading, ChannelDriver.keyOf(host)))) {
                throw new Violation(host + " is gone from the table although it is used");
            }
        }
    }

    private boolean isUnused(final Reading reading, final long host) {
        final var usedAt = reading.usedAt().get(host);
        return usedAt == null || reading.at() - usedAt >= agingTime;
    }
}
