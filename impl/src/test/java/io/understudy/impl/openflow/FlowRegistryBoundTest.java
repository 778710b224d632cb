/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.understudy.core.model.BridgeId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsOutputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.transaction.rev150304.SendBarrierInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.InstructionsBuilder;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;
import org.opendaylight.yangtools.yang.common.Uint64;

/**
 * What makes openflowplugin forget the flows of hosts.
 */
final class FlowRegistryBoundTest {
    private static final int ALL_TABLES = 255;

    private final RecordedRequests requests = new RecordedRequests(FlowRegistryBoundTest::answer);
    private final BridgeClient client = new BridgeClient(new BridgeId(1), requests);

    private static ListenableFuture<? extends RpcResult<?>> answer(final Object input) {
        return Futures.immediateFuture(input instanceof GetFlowStatisticsInput
            ? RpcResultBuilder.success(new GetFlowStatisticsOutputBuilder().build()).build()
            : RpcResultBuilder.success().build());
    }

    private static FlowChange change(final boolean removal) {
        return new FlowChange(new FlowEntry(1, 10, FlowKind.SOURCE, Matches.any(),
            new InstructionsBuilder().build()), removal);
    }

    private List<RemoveFlowInput> requestsToForget() {
        return requests.inputs().stream().filter(RemoveFlowInput.class::isInstance).map(RemoveFlowInput.class::cast)
            .filter(input -> input.getTableId().intValue() == ALL_TABLES).toList();
    }

    @Test
    void itForgetsAsSoonAsThereAreMany() {
        client.change(Collections.nCopies(FlowRegistryBound.MOST - 1, change(false)));
        client.change(Collections.nCopies(10, change(true)));
        assertEquals(0, requestsToForget().size());

        client.change(List.of(change(false)));
        assertEquals(1, requestsToForget().size());
        // behind the flows, or it would not forget these; before the barrier, which makes it do so
        assertEquals(requestsToForget().getFirst(), requests.inputs().get(requests.inputs().size() - 2));
        assertInstanceOf(SendBarrierInput.class, requests.inputs().getLast());

        client.change(List.of(change(false)));
        assertEquals(1, requestsToForget().size(), "it counts anew");
    }

    @Test
    void itForgetsWhatItHasRead() {
        client.read(1);
        assertEquals(1, requestsToForget().size());
        client.countHosts(1, 2);
        assertEquals(2, requestsToForget().size());
    }

    @Test
    void noFlowIsRemovedFromTheBridge() {
        client.read(1);
        final var request = requestsToForget().getFirst();
        assertEquals(Uint64.MAX_VALUE, request.getCookieMask().getValue());
        for (var kind : FlowKind.values()) {
            assertNotEquals(request.getCookie(), kind.cookie());
        }
        assertEquals(FlowKind.OURS, request.getCookie(), "nor one of another application");
    }
}
