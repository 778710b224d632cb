/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.model.HostKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatistics;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeRef;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Reads the flows of a bridge. With many hosts that is some megabytes, and a bridge does nothing else while it lists
 * its flows, so it is asked for one table of hosts after the other.
 */
final class FlowReader {
    private static final Uint8 ALL_TABLES = Uint8.MAX_VALUE;

    private final NodeRef node;
    private final GetFlowStatistics getFlowStatistics;
    private final AtomicLong failures;

    FlowReader(final RpcService rpcService, final NodeRef node, final AtomicLong failures) {
        this.node = requireNonNull(node);
        this.failures = requireNonNull(failures);
        getFlowStatistics = rpcService.getRpc(GetFlowStatistics.class);
    }

    /**
     * Reads which hosts the bridge has and of which version its flows are, and then whether its gate is open. Both
     * flows of each host are read: to write again those that are right already would take longer, and would be felt by
     * the frames that the bridge forwards. Whatever is ours in a table is read with it: a later version may have kinds
     * of flows that are not known here.
     */
    FluentFuture<FlowSnapshot> read(final int firstTable) {
        return ours(Pipeline.forwardingTable(firstTable)).transformAsync(destinations ->
            ours(Pipeline.sourceTable(firstTable)).transformAsync(sources ->
                readRest(firstTable, destinations, sources), MoreExecutors.directExecutor()),
            MoreExecutors.directExecutor());
    }

    private FluentFuture<FlowSnapshot> readRest(final int firstTable, final GetFlowStatisticsOutput destinations,
            final GetFlowStatisticsOutput sources) {
        final var others = FluentFuture.from(Futures.allAsList(Pipeline.tablesWithoutHosts(firstTable).stream()
            .map(this::ours).toList()));
        return others.transformAsync(rest -> kind(FlowKind.GATE, ALL_TABLES).transform(gate ->
            FlowSnapshot.of(gate, destinations, sources, found(destinations, sources, rest)),
            MoreExecutors.directExecutor()), MoreExecutors.directExecutor());
    }

    private static FoundPipeline found(final GetFlowStatisticsOutput destinations,
            final GetFlowStatisticsOutput sources, final List<GetFlowStatisticsOutput> rest) {
        return FoundPipeline.of(Stream.concat(Stream.of(destinations, sources), rest.stream())
            .collect(ImmutableList.toImmutableList()));
    }

    /**
     * Reads what the flows of hosts have counted, and no other flows.
     */
    FluentFuture<Map<HostKey, Long>> countHosts(final int sources, final int destinations) {
        return kind(FlowKind.SOURCE, Uint8.valueOf(sources))
            .transform(HostCounters::fromHosts, MoreExecutors.directExecutor())
            .transformAsync(sent -> kind(FlowKind.DESTINATION, Uint8.valueOf(destinations))
                .transform(received -> HostCounters.withThoseTo(received, sent), MoreExecutors.directExecutor()),
                MoreExecutors.directExecutor());
    }

    /** Reads how many frames of its own have come back to the bridge. */
    FluentFuture<OwnFrames> countOwnFrames(final BridgePorts ports) {
        return kind(FlowKind.OWN_SOURCE, ALL_TABLES)
            .transform(output -> HostCounters.ownFrames(output, ports), MoreExecutors.directExecutor());
    }

    private FluentFuture<GetFlowStatisticsOutput> ours(final int table) {
        return statistics(FlowKind.OURS, FlowKind.OURS_MASK, Uint8.valueOf(table));
    }

    private FluentFuture<GetFlowStatisticsOutput> kind(final FlowKind kind, final Uint8 table) {
        return statistics(kind.selector(), FlowKind.KIND_MASK, table);
    }

    private FluentFuture<GetFlowStatisticsOutput> statistics(final FlowCookie cookie, final FlowCookie mask,
            final Uint8 table) {
        final var answer = getFlowStatistics.invoke(new GetFlowStatisticsInputBuilder()
            .setNode(node)
            .setTableId(table)
            .setCookie(cookie)
            .setCookieMask(mask)
            .setStoreStats(false)
            .build());
        return FluentFuture.from(answer).transform(result -> {
            if (!result.isSuccessful()) {
                failures.incrementAndGet();
                throw BridgeRefusedException.of("read the flows", result);
            }
            return result.getResult();
        }, MoreExecutors.directExecutor());
    }
}
