/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathDirection;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What the old primary has forwarded runs out before the new gate is opened. A broadcast reaches both bridges; where
 * the new primary is slow, those that the old one has forwarded still wait in its ports when its gate opens, and are
 * forwarded a second time. So the old primary sends an end marker to the new one on either side, as soon as its gate is
 * closed. It takes the same links, and queues behind them: when it is read, they were read, too, and dropped.
 *
 * <p>Only a move with both bridges alive has time for that. A takeover waits for nothing.
 *
 * <p>After that a broadcast of a known host is forwarded twice only if it was sent, or still on its way to both
 * bridges, after the old primary had confirmed that its gate is closed ({@link Decision#fencedAt}), the old primary
 * forwarded it all the same, and the new one read it with its gate open. Where a side has no end marker in time, one
 * that was sent before may be, too: no path probes come through there, none arrives within {@link Timing#DRAIN}, the
 * broadcast came in at another trunk or by another queue of the port than the marker.
 */
final class DrainRules {
    private static final Set<Cause> PLANNED = Sets.immutableEnumSet(Cause.SWITCHOVER, Cause.FAILBACK,
        Cause.MAINTENANCE);

    private DrainRules() {
        // only functions
    }

    /**
     * The old gate is closed: sends the end markers where path probes tell that they arrive.
     *
     * @return whether they are waited for; else nothing holds up the new gate
     */
    static boolean begin(final Draft draft, final Decision decision) {
        final var from = decision.from().orElseThrow();
        final var path = draft.bridge(from).signs().path();
        final int multiplier = draft.configuration.pathProbe().multiplier();
        final var ways = Arrays.stream(PathDirection.values())
            .filter(direction -> path.monitor(direction).state(multiplier) == EvidenceState.UP)
            .collect(Sets.toImmutableEnumSet());
        if (ways.isEmpty() || !PLANNED.contains(decision.cause()) || !draft.bridge(from).connected()) {
            return false;
        }
        final long token = draft.token();
        for (var direction : ways) {
            draft.command(EndMarker.send(draft.seed(), from, direction, token));
        }
        draft.transition = new Transition.Draining(decision, token, ways, draft.now + Timing.DRAIN);
        return true;
    }

    /**
     * Takes an end marker.
     *
     * @return the move that now waits for none; empty if it waits for more, or for none like this
     */
    static Optional<Decision> arrived(final Draft draft, final Event.EndMarkerArrived marker) {
        if (!(draft.transition instanceof Transition.Draining draining)
            || !EndMarker.isAwaited(draining, draft.seed(), marker)) {
            return Optional.empty();
        }
        final var awaited = Sets.difference(draining.awaited(), Set.of(marker.direction())).immutableCopy();
        if (awaited.isEmpty()) {
            return Optional.of(draining.decision());
        }
        draft.transition = new Transition.Draining(draining.decision(), draining.token(),
            ImmutableSet.copyOf(awaited), draining.deadline());
        return Optional.empty();
    }
}
