/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.List;

/**
 * Brings one bridge to this version of the pipeline, whatever it has, such that it may forward meanwhile.
 *
 * <p>With a meter the bridge drops the flows that name it (OpenFlow 1.3.5, 6.4), and openflowplugin 0.20.1 cannot
 * modify one: it encodes that as an addition, which is refused. So there are two meters by turns: the one that no flow
 * names gets the rate, the flows change to it, and then the other one goes.
 *
 * <p>For one thread.
 */
public final class PipelineInstaller {
    /** Of sources at no port so much less is copied: to tell that one still sends takes few frames. */
    private static final long UNLEARNED_SHARE = 10;

    private final BridgeClient client;
    /** The meter that the bridge's flows name, as far as it is known. */
    private long meter = Pipeline.METER_IDS.getFirst();

    /**
     * Makes an installer.
     *
     * @param client the way to the bridge
     */
    public PipelineInstaller(final BridgeClient client) {
        this.client = requireNonNull(client);
    }

    /**
     * Installs all flows but the gate and those of hosts, see {@link PipelineChange}. Where the bridge has this version
     * already, they are under way at the same time.
     *
     * @param plan its flows
     * @param puntRate rate of the meter, packets per second
     * @param found what the bridge has
     * @return done when the bridge has confirmed it; fails with what it refused, and nothing that would follow is done
     */
    public ListenableFuture<Void> install(final Pipeline plan, final long puntRate, final FoundPipeline found) {
        final long former = found.meter().orElse(meter);
        final long next = Pipeline.METER_IDS.stream().filter(id -> id != former).findFirst().orElseThrow();
        meter = next;
        final var steps = PipelineChange.steps(plan.base(next), found);
        // The meters come first: flows that name a meter which is not there are refused.
        var done = FluentFuture.from(BridgeClient.all(List.of(client.replaceMeter(next, puntRate),
            client.replaceMeter(next + LearningFlows.UNLEARNED_METER, Math.max(1, puntRate / UNLEARNED_SHARE)))));
        if (found.foreign().isEmpty()) {
            done = done.transformAsync(metered -> client.add(steps.stream()
                .flatMap(step -> step.additions().stream()).toList()), MoreExecutors.directExecutor());
        } else {
            for (var step : steps) {
                done = done.transformAsync(before -> client.carryOut(step), MoreExecutors.directExecutor());
            }
        }
        return done.transformAsync(installed -> BridgeClient.all(List.of(client.removeMeter(former),
            client.removeMeter(former + LearningFlows.UNLEARNED_METER))), MoreExecutors.directExecutor());
    }
}
