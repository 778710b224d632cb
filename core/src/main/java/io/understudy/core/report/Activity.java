/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.failover.Cause;
import java.util.Map;

/**
 * What a group has done since it was started.
 *
 * @param moves how often the role moved, by cause; none of those that never happened
 * @param announcements how often all hosts were announced
 * @param announcementsArrived how often it is known that they arrived: a request that left right behind them was
 *     answered
 * @param violations how often two connected bridges were known to forward at once, which must never be
 */
public record Activity(Map<Cause, Long> moves, long announcements, long announcementsArrived, long violations) {
    /**
     * Copies the map.
     */
    public Activity {
        moves = ImmutableMap.copyOf(moves);
    }
}
