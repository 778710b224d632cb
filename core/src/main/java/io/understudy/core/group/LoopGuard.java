/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.concurrent.TimeUnit;

/**
 * Keeps frames from going round in circles where both bridges forward for a moment: one that was taken for dead may
 * have been stopped, and forwards what lies in its queues when it goes on, before it reads that it must not. No message
 * can be faster, so each bridge must have been told before: it does not flood a frame that comes in at another port
 * than its source is known to be at. We get it instead, and send it on if its source has moved.
 *
 * <p>Without us nobody would, so it ends by itself, {@link BridgeDriver#GUARD_SECONDS} after we are gone, and is
 * renewed as long as we are there.
 */
final class LoopGuard {
    /** Two renewals may be lost, ns. */
    static final long INTERVAL = TimeUnit.SECONDS.toNanos(BridgeDriver.GUARD_SECONDS) / 3;

    private final Pair<BridgeDriver> drivers;
    private long next;

    LoopGuard(final Pair<BridgeDriver> drivers, final long now) {
        this.drivers = requireNonNull(drivers);
        next = now + INTERVAL;
    }

    /** Does what is due. */
    void advance(final GroupState state, final long now) {
        if (now < next) {
            return;
        }
        next = now + INTERVAL;
        for (var side : Side.values()) {
            if (state.bridge(side).channel() == Channel.READY) {
                drivers.get(side).renewGuard(state.forwards(side));
            }
        }
    }

    /** Says when something is due, ns. */
    long nextDue() {
        return next;
    }
}
