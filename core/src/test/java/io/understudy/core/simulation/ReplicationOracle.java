/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.simulation;

import io.understudy.core.failover.Channel;
import io.understudy.core.model.Side;

/**
 * The standby's table equals the primary's within the replication interval.
 *
 * <p><i>Table</i>: the flows of hosts that really are in the bridges. Judged once a second: where the primary's have
 * not changed for the interval and a margin, and all the time since the controller was awake and both bridges
 * answered and refused nothing, those of the secondary must be the same. If they are not, it is looked at once more
 * when what may be on its way to the primary has arrived.
 */
final class ReplicationOracle {
    private static final long LONGEST_FLIGHT = 20 * Chance.MILLI;

    private final Truth truth;
    private final int[] versions = new int[2];
    private final boolean[] refused = new boolean[2];
    private long settledSince;
    private long comparisons;

    ReplicationOracle(final Truth truth) {
        this.truth = truth;
    }

    long comparisons() {
        return comparisons;
    }

    void refused(final Side side) {
        refused[side.ordinal()] = true;
    }

    void reported() {
        final long now = truth.world().now();
        final var state = truth.state();
        final boolean comparable = state.primary().isPresent() && isReady(Side.PREFERRED) && isReady(Side.ALTERNATE);
        if (!comparable) {
            settledSince = now;
            return;
        }
        final var primary = state.primary().orElseThrow();
        final int version = truth.bridge(primary).flows().version();
        if (version != versions[primary.ordinal()]) {
            versions[primary.ordinal()] = version;
            settledSince = now;
        }
        final long settled = Math.min(now - settledSince, now - truth.changedAt());
        if (settled > truth.bounds().replication() + truth.bounds().programming()) {
            comparisons++;
            if (!isSame(primary)) {
                final long changed = truth.changedAt();
                truth.world().agenda().after(LONGEST_FLIGHT, () -> judge(primary, version, changed));
            }
        }
    }

    private boolean isSame(final Side primary) {
        return truth.bridge(primary).flows().hasSameHosts(truth.bridge(primary.other()).flows());
    }

    private void judge(final Side primary, final int version, final long changed) {
        if (truth.bridge(primary).flows().version() == version && truth.changedAt() == changed && !isSame(primary)) {
            throw new Violation("the hosts of the secondary are not those of the primary: "
                + truth.bridge(primary.other()).flows().destinations() + " instead of "
                + truth.bridge(primary).flows().destinations());
        }
    }

    private boolean isReady(final Side side) {
        return truth.channel(side).isResponsive() && truth.channel(side).isFlawless() && !refused[side.ordinal()]
            && truth.state().bridge(side).channel() == Channel.READY;
    }
}
