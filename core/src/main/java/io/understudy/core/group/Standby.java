/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Spares a bridge that stands by the look at frames which it drops anyway. A switch caches what it has decided, and
 * examines all of that when its gate opens: what every broadcast of many hosts has left there would delay the takeover.
 */
final class Standby {
    /**
     * How long a gate must have been closed, ns. Before that it is opened again most often, when the role could not
     * move; and what the bridge has cached while it forwarded is not yet gone.
     */
    static final long DELAY = TimeUnit.SECONDS.toNanos(2);

    private final Pair<BridgeDriver> drivers;
    /** When a bridge that stands by is to be told so, ns; never again once it was. */
    private final Map<Side, Long> due = new EnumMap<>(Side.class);

    Standby(final Pair<BridgeDriver> drivers) {
        this.drivers = requireNonNull(drivers);
    }

    /** Takes the state after a step. */
    void watch(final GroupState state, final long now) {
        for (var side : Side.values()) {
            if (standsBy(state, side)) {
                due.putIfAbsent(side, now + DELAY);
            } else {
                due.remove(side);
            }
        }
    }

    private static boolean standsBy(final GroupState state, final Side side) {
        return state.bridge(side).channel() == Channel.READY && state.bridge(side).gate() == Gate.CLOSED
            && state.primary().filter(primary -> primary == side.other()).isPresent();
    }

    /** Does what is due. */
    void advance(final long now) {
        for (var side : Side.values()) {
            if (now >= due.getOrDefault(side, Moment.NEVER)) {
                due.put(side, drivers.get(side).standBy() ? Moment.NEVER : now + DELAY);
            }
        }
    }

    /** Says when something is due, ns. */
    long nextDue() {
        return Math.min(due.getOrDefault(Side.PREFERRED, Moment.NEVER), due.getOrDefault(Side.ALTERNATE, Moment.NEVER));
    }
}
