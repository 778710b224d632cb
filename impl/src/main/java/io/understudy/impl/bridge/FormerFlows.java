/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.FlowChange;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.Pipeline;
import java.util.ArrayList;
import java.util.List;

/**
 * The flows of a bridge for ports that it no longer uses. They go when those for its present ports are there, so that a
 * bridge which forwards goes on doing so meanwhile.
 *
 * <p>For several threads: plans are replaced by that of the group, and removed by that of OpenDaylight which tells that
 * a plan is in the bridge.
 */
final class FormerFlows {
    private final List<Pipeline> former = new ArrayList<>();
    private Pipeline present;

    /**
     * Takes a plan that is replaced by another one. Called before a flow of the other one is sent.
     *
     * @param plan the former plan
     * @param now the present one
     */
    synchronized void replaced(final Pipeline plan, final Pipeline now) {
        former.add(plan);
        present = now;
    }

    /**
     * Removes what is left of former plans. That a bridge refuses it does no harm: no frame comes to these flows. Those
     * of priority tags go by their kind, and are written again for the present ports.
     *
     * <p>Where the plan was replaced while the bridge took it, nothing is removed: flows of an earlier plan may belong
     * to the next one as well, and be on their way already. All of it goes when the next one is in the bridge.
     *
     * @param client the way to the bridge
     * @param plan the plan that is in the bridge now
     * @return done when the bridge has answered
     */
    synchronized ListenableFuture<Void> remove(final BridgeClient client, final Pipeline plan) {
        if (former.isEmpty() || plan != present) {
            return Futures.immediateVoidFuture();
        }
        final var removals = former.stream().flatMap(old -> plan.leftBy(old).stream())
            .map(flow -> new FlowChange(flow, true)).toList();
        former.clear();
        return FluentFuture.from(client.change(removals)).transformAsync(refused ->
            client.removeAll(FlowKind.PRIORITY_TAG, plan.tableOf(FlowKind.PRIORITY_TAG)),
            MoreExecutors.directExecutor());
    }
}
