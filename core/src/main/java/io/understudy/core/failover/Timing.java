/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Side;

/**
 * How long the machine waits for what, and when it must be woken.
 */
final class Timing {
    /** How long a reachable old primary may take to close its gate (design 5.3, step 1). */
    static final long FENCE = millis(50);
    /** How long the new primary may take to open its gate. */
    static final long OPEN = millis(1000);
    /** Time until something that failed is tried again. */
    static final long RETRY = millis(1000);
    /** How long a starting group waits for an absent bridge: longer than a switch's reconnect back-off. */
    static final long START_GRACE = millis(10_000);

    // A live switch answers a barrier in about a millisecond, a busy one within some ten.
    private static final long LEAST_INQUIRY = millis(100);

    private Timing() {
        // only constants and functions
    }

    static long millis(final long millis) {
        return millis * 1_000_000;
    }

    static long seconds(final long seconds) {
        return seconds * 1_000_000_000;
    }

    /**
     * How long a bridge may take to answer an inquiry before it counts as dead.
     */
    static long inquiry(final HeartbeatConfiguration configuration) {
        return Math.max(LEAST_INQUIRY, millis(3L * configuration.confirmIntervalMillis()));
    }

    static long nextTick(final Draft draft) {
        long next = switch (draft.transition) {
            case Transition.None none -> Long.MAX_VALUE;
            case Transition.Fencing fencing -> fencing.deadline();
            case Transition.Opening opening -> opening.deadline();
        };
        for (var side : Side.values()) {
            next = Math.min(next, nextTick(draft, side));
        }
        if (draft.primary.isEmpty()) {
            next = Math.min(next, ifFuture(draft.startedAt() + START_GRACE, draft.now));
        }
        if (draft.preferredHealthySince >= 0) {
            final long held = draft.preferredHealthySince
                + seconds(draft.configuration.failback().holdTimeSeconds());
            next = Math.min(next, ifFuture(Math.max(held, draft.holdDownUntil), draft.now));
        }
        return next;
    }

    private static long nextTick(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        final var heartbeat = draft.configuration.heartbeat();
        final long inquiry = switch (bridge.inquiry().answer()) {
            case PENDING -> bridge.inquiry().at() + inquiry(heartbeat);
            // one that has become old is asked anew where it matters, and else left as it is
            case ANSWERED -> ifFuture(bridge.inquiry().at() + heartbeat.intervalNanos(), draft.now);
            case NOT_ASKED, EXPIRED -> Long.MAX_VALUE;
        };
        return Math.min(Math.min(bridge.heartbeat().nextDue(heartbeat), inquiry),
            ifFuture(bridge.retryAt(), draft.now));
    }

    private static long ifFuture(final long at, final long now) {
        return at > now ? at : Long.MAX_VALUE;
    }
}
