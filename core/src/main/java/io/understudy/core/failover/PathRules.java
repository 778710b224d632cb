/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;
import java.util.Optional;

/**
 * The path probes: frames that a bridge sends through the other one to itself, in both directions. They prove that
 * a bridge forwards; for a bridge that cannot be reached, only they prove that it does not (docs/design/evidence.md).
 */
final class PathRules {
    private PathRules() {
        // only functions
    }

    /**
     * Starts and stops the probes: a bridge is watched while it may forward and the other one can send through it.
     */
    static void refresh(final Draft draft) {
        for (var side : Side.values()) {
            final var path = draft.bridge(side).signs().path();
            final var wanted = isWatched(draft, side) ? path.start(draft.now) : path.stop();
            if (wanted != path) {
                draft.update(side, bridge -> bridge.withPath(wanted));
            }
        }
    }

    private static boolean isWatched(final Draft draft, final Side side) {
        final var sender = draft.bridge(side.other());
        final var gate = draft.bridge(side).gate();
        return draft.configuration.pathProbe().enabled() && sender.channel() == Channel.READY
            && sender.ports().carrying() != EvidenceState.DOWN && gate != Gate.CLOSED && gate != Gate.OPENING;
    }

    /**
     * A shorter interval applies at once, and not when the next probe by the longer one is due.
     */
    static void configured(final Draft draft) {
        final long latest = draft.now + draft.configuration.pathProbe().intervalNanos();
        for (var side : Side.values()) {
            draft.update(side, bridge -> bridge.withPath(bridge.signs().path().hurried(latest)));
        }
    }

    static void tick(final Draft draft) {
        for (var side : Side.values()) {
            for (var direction : PathDirection.values()) {
                tick(draft, side, direction);
            }
        }
    }

    private static void tick(final Draft draft, final Side side, final PathDirection direction) {
        final var path = draft.bridge(side).signs().path();
        final var before = path.monitor(direction);
        final var timing = PathProbing.timing(draft, before);
        var monitor = before.judged(timing, draft.now);
        final boolean overdue = monitor.silence().unanswered() > before.silence().unanswered();
        if (monitor.mustSend(draft.now)) {
            monitor = monitor.requested(timing, draft.now);
            draft.command(PathProbing.request(draft, side, direction, monitor));
        }
        if (monitor == before) {
            return;
        }
        final var after = path.with(direction, monitor);
        draft.update(side, bridge -> bridge.withPath(after));
        if (overdue && draft.isPrimary(side) && isTheOnlySign(draft, side)) {
            SuspicionRules.suspect(draft, side, false);
        }
    }

    /**
     * While a bridge answers otherwise, a lost probe says more about the network than about it.
     */
    private static boolean isTheOnlySign(final Draft draft, final Side side) {
        return draft.heartbeat(side) != EvidenceState.UP
            && draft.bridge(side).inquiry().answer() != Inquiry.Answer.ANSWERED;
    }

    static void arrived(final Draft draft, final Event.PathProbeArrived probe) {
        final var through = probe.side().other();
        final var path = draft.bridge(through).signs().path();
        if (!draft.isFresh(probe)) {
            return;
        }
        draft.update(through, bridge -> bridge.withPath(path.arrived(probe.direction(), probe.sequence(), draft.now)));
        SuspicionRules.pathArrived(draft, through);
        if (draft.primary.isEmpty() && !draft.bridge(through).connected()) {
            draft.primary = Optional.of(through);
            draft.record(Severity.WARNING, draft.name(through)
                + " is not connected, but forwards and keeps the role; check its way to the controller");
        } else if (draft.isPrimary(probe.side())) {
            RoleRules.foundForwarding(draft, through);
        }
    }
}
