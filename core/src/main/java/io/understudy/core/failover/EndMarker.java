/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;

/**
 * The frame that a bridge whose gate has closed sends to the new primary, behind all that it has forwarded; see
 * {@link DrainRules}.
 */
final class EndMarker {
    private EndMarker() {
        // only functions
    }

    /** Tells whether a move waits for this end marker on the side where it came in. */
    static boolean isAwaited(final Transition transition, final long seed, final Event.EndMarkerArrived marker) {
        return transition instanceof Transition.Draining draining && draining.decision().to() == marker.side()
            && draining.awaited().contains(marker.direction())
            && marker.nonce() == nonce(seed, marker.side(), marker.direction(), draining.token());
    }

    /** Makes the end marker that a bridge sends to the other one. */
    static Command send(final long seed, final Side from, final PathDirection direction, final long token) {
        return new Command.SendEndMarker(from, direction, (int) (token & 0xffff),
            nonce(seed, from.other(), direction, token));
    }

    private static long nonce(final long seed, final Side to, final PathDirection direction, final long token) {
        final var kind = direction == PathDirection.OUTWARD ? Nonce.OUTWARD_END_MARKER : Nonce.INWARD_END_MARKER;
        return kind.of(seed, to, token);
    }
}
