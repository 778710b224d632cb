/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

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
 */
final class FormerFlows {
    private final List<Pipeline> former = new ArrayList<>();

    /** Takes a plan that is replaced by another one. */
    void replaced(final Pipeline plan) {
        former.add(plan);
    }

    /**
     * Removes what is left of former plans. That a bridge refuses it does no harm: no frame comes to these flows. Those
     * of priority tags go by their kind, and are written again for the present ports.
     */
    ListenableFuture<Void> remove(final BridgeClient client, final Pipeline now) {
        if (former.isEmpty()) {
            return Futures.immediateVoidFuture();
        }
        final var removals = former.stream().flatMap(plan -> now.leftBy(plan).stream())
            .map(flow -> new FlowChange(flow, true)).toList();
        former.clear();
        return FluentFuture.from(client.change(removals)).transformAsync(refused ->
            client.removeAll(FlowKind.PRIORITY_TAG, now.tableOf(FlowKind.PRIORITY_TAG)),
            MoreExecutors.directExecutor());
    }
}
