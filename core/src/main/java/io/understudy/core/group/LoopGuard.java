/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps frames from going round in circles while the other bridge may be forwarding, too: one that is taken for dead
 * may have been stopped, and forwards what lies in its queues when it goes on, before it reads that it must not. No
 * message can be faster. So a bridge that opens its gate then does not flood a frame that comes in on the other side
 * than its source is known to be, until the other gate is known to be closed.
 *
 * <p>Always to do so would hold back the first broadcast of a host that has moved.
 */
final class LoopGuard {
    /** How long after the other gate was closed a frame that passed it may still be on its way, ns. */
    private static final long LINGERING = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final Pair<BridgeDriver> drivers;
    private Optional<Side> guarded = Optional.empty();
    private long until = NEVER;

    LoopGuard(final Pair<BridgeDriver> drivers) {
        this.drivers = requireNonNull(drivers);
    }

    /**
     * A bridge is about to open its gate.
     *
     * @return whether it must be guarded
     */
    boolean opens(final GroupState state, final Side side) {
        if (guarded.isPresent() && guarded.orElseThrow() != side) {
            end();
        }
        if (state.bridge(side.other()).gate() != Gate.CLOSED) {
            guarded = Optional.of(side);
        }
        return guarded.isPresent();
    }

    /** A bridge is being programmed, by which its guard goes. */
    void programmed(final Side side) {
        guarded = guarded.filter(which -> which != side);
    }

    /** Takes the state after a step. */
    void watch(final GroupState state, final long now) {
        if (guarded.filter(side -> state.bridge(side.other()).gate() == Gate.CLOSED).isEmpty()) {
            until = NEVER;
        } else if (until == NEVER) {
            until = now + LINGERING;
        }
    }

    /** Does what is due. */
    void advance(final long now) {
        if (now >= until) {
            end();
        }
    }

    /** Says when something is due, ns. */
    long nextDue() {
        return until;
    }

    private void end() {
        guarded.ifPresent(side -> drivers.get(side).removeGuard());
        guarded = Optional.empty();
        until = NEVER;
    }
}
