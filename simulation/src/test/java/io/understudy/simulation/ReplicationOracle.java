/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.failover.Channel;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupReport;

/**
 * The standby's table equals the primary's within the replication interval.
 *
 * <p><i>Table</i>: the flows of hosts that really are in the bridges, if there is room for all of them. Judged once a
 * second: where the primary's have not changed for the interval and a margin, and all the time since the controller was
 * awake and both bridges answered, those of the secondary must be the same, and both must hold every host that the
 * group knows. What a bridge refused must be there when the longest pause until it is offered again has passed. If they
 * are not, it is looked at once more when what may be on its way to the primary has arrived.
 */
final class ReplicationOracle {
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final long LONGEST_FLIGHT = 20 * Chance.MILLI;

    private final Truth truth;
    private final int[] versions = new int[2];
    private final long[] firstRefusedAt = {NEVER, NEVER};
    private final long[] lastRefusedAt = {NEVER, NEVER};
    private long settledSince;
    private long comparisons;

    ReplicationOracle(final Truth truth) {
        this.truth = truth;
    }

    long comparisons() {
        return comparisons;
    }

    void refused(final Side side) {
        lastRefusedAt[side.ordinal()] = truth.world().now();
        if (firstRefusedAt[side.ordinal()] == NEVER) {
            firstRefusedAt[side.ordinal()] = truth.world().now();
        }
    }

    void reported(final GroupReport report) {
        final long now = truth.world().now();
        final var state = truth.state();
        final boolean comparable = truth.hasRoom() && state.primary().isPresent() && isReady(Side.PREFERRED)
            && isReady(Side.ALTERNATE);
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
            if (!isSame(primary) || !isComplete(primary, report)) {
                final long changed = truth.changedAt();
                truth.world().agenda().after(LONGEST_FLIGHT, () -> judge(primary, version, changed, report));
            }
        }
    }

    private boolean isSame(final Side primary) {
        return truth.bridge(primary).flows().hasSameHosts(truth.bridge(primary.other()).flows());
    }

    private boolean isComplete(final Side primary, final GroupReport report) {
        return truth.bridge(primary).flows().destinations().size() == report.localHosts() + report.remoteHosts();
    }

    private void judge(final Side primary, final int version, final long changed, final GroupReport report) {
        if (truth.bridge(primary).flows().version() != version || truth.changedAt() != changed) {
            return;
        }
        if (!isComplete(primary, report)) {
            throw new Violation("of " + report.localHosts() + " local and " + report.remoteHosts()
                + " remote hosts the primary holds " + truth.bridge(primary).flows().destinations());
        }
        if (!isSame(primary)) {
            throw new Violation("the hosts of the secondary are not those of the primary: "
                + truth.bridge(primary.other()).flows().destinations() + " instead of "
                + truth.bridge(primary).flows().destinations());
        }
    }

    private boolean isReady(final Side side) {
        return truth.channel(side).isResponsive() && truth.channel(side).isFlawless()
            && !isIndebted(side) && truth.state().bridge(side).channel() == Channel.READY;
    }

    /** The pauses double: the last one is not longer than all before it and one second more. */
    private boolean isIndebted(final Side side) {
        final long refused = lastRefusedAt[side.ordinal()];
        return refused != NEVER && truth.world().now() - refused
            <= 2 * (refused - firstRefusedAt[side.ordinal()]) + 2 * Chance.SECOND + truth.bounds().replication();
    }
}
