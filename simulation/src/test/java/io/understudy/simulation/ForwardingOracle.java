/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.Side;

/**
 * Never two bridges forward while the controller could prevent it, and never for longer than the bound.
 *
 * <p><i>Forwards</i>: frames can pass through the bridge in at least one direction at this moment: its datapath runs
 * (or a cache of it in the kernel goes on), flows of its gate are there, and links on both sides of it carry in that
 * direction.
 *
 * <p><i>Could prevent</i>, when the second gate is opened: the command is sent although the other bridge had been
 * forwarding for a while and the controller could know it, because that bridge answers the controller, or because path
 * probes are switched on, the bridge whose gate it is can send them, and nothing on their way holds them back.
 *
 * <p><i>Could end</i>, once two forward: the controller is awake, and both bridges can be reached and do not refuse to
 * be closed; or one of the two, and path probes pass, so that it can know. The time during which that is so without a
 * break, and by the same configuration, is bounded by {@link Bounds#overlap}.
 */
final class ForwardingOracle {
    private final Truth truth;
    private final long[] forwardingSince = {Long.MAX_VALUE, Long.MAX_VALUE};
    private long endableSince = Long.MAX_VALUE;
    private long waysFlawlessSince = Long.MAX_VALUE;

    ForwardingOracle(final Truth truth) {
        this.truth = truth;
    }

    void check() {
        final long now = truth.world().now();
        boolean both = true;
        for (var side : Side.values()) {
            final boolean forwards = truth.forwards(side);
            both &= forwards;
            if (forwards != (forwardingSince[side.ordinal()] != Long.MAX_VALUE)) {
                forwardingSince[side.ordinal()] = forwards ? now : Long.MAX_VALUE;
                truth.world().trace(() -> side + (forwards ? " forwards" : " does not forward"));
            }
        }
        if (!both) {
            endableSince = Long.MAX_VALUE;
        } else {
            truth.disorder();
            checkOverlap(now);
        }
    }

    private void checkOverlap(final long now) {
        final boolean bothReachable = canClose(Side.PREFERRED) && canClose(Side.ALTERNATE);
        final boolean endable = truth.controller().isAwakeSince(now) && (bothReachable || areWaysFlawless()
            && truth.configuration().pathProbe().enabled()
            && (canClose(Side.PREFERRED) && truth.bridge(Side.ALTERNATE).passesProbes()
                || canClose(Side.ALTERNATE) && truth.bridge(Side.PREFERRED).passesProbes()));
        if (!endable) {
            endableSince = Long.MAX_VALUE;
        } else if (endableSince == Long.MAX_VALUE) {
            endableSince = now;
            truth.world().trace(() -> "two bridges forward, and the controller could end it");
        } else if (now - Math.max(endableSince, truth.configuredAt()) > truth.bounds().overlap(bothReachable)) {
            throw new Violation("two bridges forward for " + (now - endableSince) / Chance.MILLI
                + " ms while the controller could end it");
        }
    }

    private boolean canClose(final Side side) {
        return truth.channel(side).isResponsive() && truth.channel(side).isFlawless()
            && !truth.bridge(side).refusesAnything();
    }

    private boolean areWaysFlawless() {
        return truth.isWayFlawless(Side.PREFERRED) && truth.isWayFlawless(Side.ALTERNATE);
    }

    void changed() {
        final boolean flawless = areWaysFlawless();
        if (flawless != (waysFlawlessSince != Long.MAX_VALUE)) {
            waysFlawlessSince = flawless ? truth.world().now() : Long.MAX_VALUE;
        }
    }

    /** A gate is about to be opened. */
    void opening(final Side side) {
        final var other = side.other();
        final long now = truth.world().now();
        final long since = forwardingSince[other.ordinal()];
        if (since == Long.MAX_VALUE || !truth.forwards(other) || truth.bridge(other).refusesAnything()) {
            return;
        }
        final long reaction = truth.bounds().overlap(true);
        if (now - since > reaction && truth.channel(other).responsiveFor() > reaction
            && truth.channel(other).isFlawless()) {
            throw new Violation("the gate of " + side + " is opened although " + other
                + " forwards and answers the controller");
        }
        final long detection = truth.bounds().silence();
        if (now - since > detection && waysFlawlessSince != Long.MAX_VALUE && now - waysFlawlessSince > detection
            && truth.configuration().pathProbe().enabled() && now - truth.probedSince() > detection
            && truth.bridge(other).passesProbes() && truth.channel(side).responsiveFor() > detection
            && truth.channel(side).isFlawless()) {
            throw new Violation("the gate of " + side + " is opened although " + other
                + " forwards and path probes can show it");
        }
    }
}
