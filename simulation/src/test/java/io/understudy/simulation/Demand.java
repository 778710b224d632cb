/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.Side;

/**
 * By when hosts must be served, as things stand now.
 */
final class Demand {
    private static final long NEVER = Long.MAX_VALUE;
    /** A path probe is sent as soon as that can be, and has come through by then, ns. */
    private static final long FIRST_PROBE = Chance.SECOND;

    private final Truth truth;
    private long startedAt;
    private String reason = "nothing";

    Demand(final Truth truth) {
        this.truth = truth;
    }

    void started() {
        startedAt = truth.world().now();
    }

    /** Why, in words. */
    String reason() {
        return reason;
    }

    /** When, ns; {@link Long#MAX_VALUE} if nothing can be demanded. */
    long servedAt() {
        if (!truth.controller().isRunning() || truth.controller().isPaused()) {
            return NEVER;
        }
        final long bound = Math.min(bound(Side.PREFERRED), bound(Side.ALTERNATE));
        if (bound == NEVER) {
            return NEVER;
        }
        // without knowing who had the role a group waits for an absent bridge
        final boolean waits = truth.state().primary().isEmpty()
            && !(isReachable(Side.PREFERRED) && isReachable(Side.ALTERNATE));
        return Math.max(truth.changedAt(), waits ? startedAt + truth.bounds().start() : World.START) + bound;
    }

    /** How long it takes until a bridge serves, if it is the one that can. */
    private long bound(final Side side) {
        final boolean able = isReachable(side) && !truth.isInMaintenance(side)
            && truth.isWayFlawless(side);
        if (!able) {
            return NEVER;
        }
        final long evidence = evidenceAgainst(side.other());
        if (evidence != NEVER) {
            reason = side + " works, and " + reason;
        }
        return evidence == NEVER ? NEVER : evidence + truth.bounds().programming() + truth.bounds().move();
    }

    private boolean isReachable(final Side side) {
        return truth.channel(side).isResponsive() && truth.channel(side).isFlawless()
            && !truth.bridge(side).refusesAnything();
    }

    /** How long it takes until it is known that a bridge does not serve, or to make it serve; 0 if it can. */
    private long evidenceAgainst(final Side side) {
        return isReachable(side) ? evidenceAgainstReachable(side) : evidenceAgainstLost(side);
    }

    private long evidenceAgainstReachable(final Side side) {
        if (truth.isWayFlawless(side)) {
            return because(side + " as well", 0);
        }
        final boolean cut = !truth.network().uplink(side).carrier()
            || truth.trunks(side).stream().noneMatch(Link::carrier);
        if (cut) {
            return because(side + " shows that it has no link", 0);
        }
        final boolean silent = !truth.network().uplink(side).carriesFrom(0)
            || !truth.network().uplink(side).carriesFrom(1) || !truth.network().upstream(side).carriesFrom(0)
            || !truth.network().upstream(side).carriesFrom(1);
        return silent && truth.isUpstreamWatched()
            ? because("nothing answers behind " + side, truth.bounds().upstream()) : NEVER;
    }

    private long evidenceAgainstLost(final Side side) {
        final var bridge = truth.bridge(side);
        if (bridge.isWell() || truth.forwards(side)) {
            // it may bridge, and cannot be told not to
            return NEVER;
        }
        if (truth.configuration().pathProbe().enabled()
            && truth.touchedAt(side) < truth.probedSince() + FIRST_PROBE) {
            // none may have come through while it forwarded, so that none does proves nothing
            return NEVER;
        }
        final boolean anew = truth.configuration().pathProbe().enabled()
            && truth.touchedAt(side) < truth.renumberedAt() + FIRST_PROBE;
        // a bridge that comes anew needs longer to believe that the other one does not forward
        return because(side + " is dead", anew ? truth.bounds().start() : truth.bounds().silence());
    }

    private long because(final String why, final long bound) {
        reason = why;
        return bound;
    }
}
