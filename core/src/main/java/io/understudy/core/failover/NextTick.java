/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;

/**
 * When the machine must be woken next, if nothing happens before.
 */
final class NextTick {
    private NextTick() {
        // only a function
    }

    /**
     * Looks at all that has a deadline.
     *
     * @return ns; {@link Moment#NEVER} for never
     */
    static long of(final Draft draft) {
        long next = switch (draft.transition) {
            case Transition.None none -> Moment.NEVER;
            case Transition.Fencing fencing -> fencing.deadline();
            case Transition.Draining draining -> draining.deadline();
            case Transition.Opening opening -> opening.deadline();
        };
        next = Math.min(next, draft.confirmation.nextDue());
        for (var side : Side.values()) {
            next = Math.min(next, of(draft, side));
        }
        if (draft.primary.isEmpty()) {
            next = Math.min(next, ifFuture(draft.startedAt() + Timing.START_GRACE, draft.now));
        }
        next = Math.min(next, ifFuture(draft.restraint.failbackAt(draft.configuration.failback()), draft.now));
        return Math.min(next, ifFuture(draft.restraint.moveNotBefore(), draft.now));
    }

    private static long of(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        final var heartbeat = draft.configuration.heartbeat();
        final long inquiry = switch (bridge.inquiry().answer()) {
            case PENDING -> draft.confirmation.active() && draft.isPrimary(side) ? Moment.NEVER
                : ifFuture(bridge.inquiry().at() + draft.inquiryPatience(side), draft.now);
            // where an old answer matters it is asked for again; elsewhere it stays
            case ANSWERED, EXPIRED -> ifFuture(bridge.inquiry().at() + heartbeat.intervalNanos(), draft.now);
            case NOT_ASKED -> Moment.NEVER;
        };
        long next = Math.min(bridge.heartbeat().nextDue(draft.heartbeatTiming(side)), inquiry);
        final var path = bridge.signs().path();
        if (path.running()) {
            for (var direction : PathDirection.values()) {
                final var monitor = path.monitor(direction);
                next = Math.min(next, monitor.nextDue(PathProbing.timing(draft, monitor)));
            }
            next = Math.min(next, ifFuture(path.watchedSince() + Timing.START_GRACE, draft.now));
        }
        for (var monitor : bridge.signs().upstream().targets().values()) {
            next = Math.min(next, UpstreamRules.nextDue(draft, monitor));
        }
        return Math.min(next, ifFuture(bridge.gateControl().retryAt(), draft.now));
    }

    private static long ifFuture(final long at, final long now) {
        return at > now ? at : Moment.NEVER;
    }
}
