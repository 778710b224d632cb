/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.ProbeTiming;
import io.understudy.core.model.Side;

/**
 * How path probes are sent, and what is noted of those that are lost. What follows of that, {@link PathRules} and
 * {@link SuspicionRules} say.
 */
final class PathProbing {
    private PathProbing() {
        // only functions
    }

    /**
     * Sends one probe each way beside the schedule.
     */
    static void sendBeside(final Draft draft, final Side side) {
        if (!draft.bridge(side).signs().path().running()) {
            return;
        }
        for (var direction : PathDirection.values()) {
            final var path = draft.bridge(side).signs().path();
            final var monitor = path.monitor(direction).requestedBeside(draft.now);
            draft.update(side, bridge -> bridge.withPath(path.with(direction, monitor)));
            draft.command(request(draft, side, direction, monitor));
        }
    }

    /**
     * Sends a probe out through a bridge beside the schedule, as a witness of its announcement.
     */
    static void witness(final Draft draft, final Side side) {
        final var path = draft.bridge(side).signs().path();
        final var monitor = path.outward().witnessing(draft.now);
        draft.update(side, bridge -> bridge.withPath(path.with(PathDirection.OUTWARD, monitor)));
        if (monitor.running()) {
            draft.command(request(draft, side, PathDirection.OUTWARD, monitor));
        }
    }

    /**
     * Makes the request whose sequence the monitor counted last.
     */
    static Command request(final Draft draft, final Side through, final PathDirection direction,
            final ProbeMonitor monitor) {
        return new Command.SendPathProbe(through, direction, monitor.sequence(),
            Nonce.of(direction).of(draft.seed(), through.other(), monitor.sent()));
    }

    /**
     * Takes the result of a burst: no probe came through.
     *
     * @param begunAt when the burst began, ns
     */
    static void lost(final Draft draft, final Side side, final long begunAt) {
        final var path = draft.bridge(side).signs().path();
        final var out = path.outward().lost(timing(draft, path.outward()), begunAt);
        final var in = path.inward().lost(timing(draft, path.inward()), begunAt);
        draft.update(side, bridge -> bridge.withPath(path.with(PathDirection.OUTWARD, out)
            .with(PathDirection.INWARD, in)));
    }

    /**
     * A bridge has proved otherwise that it lives. If no probe comes through it all the same, it is not its death that
     * holds them back, and later their absence will prove nothing. If it is not the primary and may forward, we want to
     * know at once.
     */
    static void alive(final Draft draft, final Side side) {
        final var path = draft.bridge(side).signs().path();
        if (!path.running()) {
            return;
        }
        if (path.state(draft.configuration.pathProbe()) == EvidenceState.DOWN) {
            draft.update(side, bridge -> bridge.withPath(path.distrust()));
        }
        if (draft.isPrimary(side.other()) && draft.now >= path.outward().schedule().sentAt() + Timing.FENCE) {
            draft.update(side, bridge -> bridge.withPath(bridge.signs().path().hurried(draft.now)));
        }
    }

    static ProbeTiming timing(final Draft draft, final ProbeMonitor monitor) {
        return ProbeTiming.of(draft.configuration.pathProbe(), monitor.roundTrips());
    }
}
