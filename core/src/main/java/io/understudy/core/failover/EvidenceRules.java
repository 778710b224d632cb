/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.Evidence;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.Side;

/**
 * Gathers what the verdict is made of.
 */
final class EvidenceRules {
    private EvidenceRules() {
        // only a function
    }

    static Evidence about(final Draft draft, final Side primary) {
        final var bridge = draft.bridge(primary);
        // A link that was down when the connection was lost may be up again, and nobody would tell us.
        final var ports = bridge.connected() ? bridge.ports().carrying() : EvidenceState.UNKNOWN;
        final var other = draft.bridge(primary.other());
        final var upstream = draft.configuration.upstream();
        final var mine = bridge.signs().upstream();
        final var others = other.signs().upstream();
        final var secondaryUpstream = others.state(upstream) == EvidenceState.UP && !others.worksSince(mine, upstream)
            ? EvidenceState.UNKNOWN : others.state(upstream);
        return new Evidence(bridge.connected() ? EvidenceState.UP : EvidenceState.DOWN, draft.heartbeat(primary),
            bridge.inquiry().answer(), ports, mine.state(upstream), secondaryUpstream, draft.path(primary),
            other.canTakeOver());
    }
}
