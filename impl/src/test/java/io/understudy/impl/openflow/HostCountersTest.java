/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFFlowStatsRequest;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.U64;

/**
 * What a bridge is asked about the use of hosts, and how its answer is understood: flows as it was told to install
 * them, with counters.
 */
final class HostCountersTest {
    private static final Wire WIRE = new Wire();
    private static final OFFactory OPENFLOW = OFFactories.getFactory(OFVersion.OF_13);
    private static final Pipeline PIPELINE = new Pipeline(SampleGroups.group("g", 1, 2, 1), Side.PREFERRED,
        new BridgePorts(1, ImmutableList.of(2L), 3), 0);
    private static final HostKey UNTAGGED = new HostKey(0, MacAddress.parse("02:00:00:00:00:11"));
    private static final HostKey TAGGED = new HostKey(100, MacAddress.parse("02:00:00:00:00:12"));
    private static final int SOURCES = 1;
    private static final int DESTINATIONS = 2;
    private static final long NOT_COUNTED = -1;

    private final Queue<SettableFuture<RpcResult<?>>> waiting = new ArrayDeque<>();
    private final RecordedRequests requests = new RecordedRequests(input -> {
        final var answer = SettableFuture.<RpcResult<?>>create();
        waiting.add(answer);
        return answer;
    });
    private final BridgeClient client = new BridgeClient(new BridgeId(1), requests);

    /** A flow that the bridge was told to install, as it tells of it. */
    private static OFFlowStatsEntry counted(final FlowEntry flow, final long packets) {
        final var recorded = new RecordedRequests();
        new BridgeClient(new BridgeId(1), recorded).add(List.of(flow));
        final var installed = assertInstanceOf(OFFlowMod.class, WIRE.send(recorded.inputs()).getFirst());
        return OPENFLOW.buildFlowStatsEntry().setTableId(installed.getTableId()).setPriority(installed.getPriority())
            .setCookie(installed.getCookie()).setMatch(installed.getMatch())
            .setInstructions(installed.getInstructions()).setPacketCount(U64.of(packets)).setByteCount(U64.ZERO)
            .build();
    }

    private static OFFlowStatsEntry counted(final HostKey host, final FlowKind kind, final long packets) {
        return counted(PIPELINE.host(Host.firstSeen(host, Location.trunk(1), 0)).stream()
            .filter(flow -> flow.kind() == kind).findFirst().orElseThrow(), packets);
    }

    private void answer(final OFFlowStatsEntry... flows) {
        final OFFlowStatsReply reply = OPENFLOW.buildFlowStatsReply().setEntries(List.of(flows)).build();
        waiting.remove().set(RpcResultBuilder.success(WIRE.receive(reply)).build());
    }

    @Test
    void onlyFlowsOfHostsAreAskedForOneHalfAfterTheOther() {
        client.countHosts(SOURCES, DESTINATIONS);
        assertEquals(1, requests.inputs().size());
        answer();
        final var asked = new ArrayList<String>();
        for (var message : WIRE.send(requests.inputs())) {
            final var request = assertInstanceOf(OFFlowStatsRequest.class, message);
            asked.add(request.getTableId().getValue() + " " + request.getCookie() + "/" + request.getCookieMask());
        }
        assertEquals(List.of("1 0x5553060000000000/0xffffff0000000000", "2 0x5553050000000000/0xffffff0000000000"),
            asked);
    }

    @Test
    void whatCameFromAHostAndWhatWentToItIsAddedUp() throws Exception {
        final var counted = client.countHosts(SOURCES, DESTINATIONS);
        answer(counted(UNTAGGED, FlowKind.SOURCE, 3), counted(TAGGED, FlowKind.SOURCE, 0));
        answer(counted(TAGGED, FlowKind.DESTINATION, 10_000_000_000L), counted(UNTAGGED, FlowKind.DESTINATION, 4));
        assertEquals(Map.of(UNTAGGED, 7L, TAGGED, 10_000_000_000L), Futures.getDone(counted));
    }

    @Test
    void ofAHostThatHasNotBothFlowsNothingIsSaid() throws Exception {
        final var counted = client.countHosts(SOURCES, DESTINATIONS);
        answer(counted(UNTAGGED, FlowKind.SOURCE, 3));
        answer(counted(TAGGED, FlowKind.DESTINATION, 4));
        assertEquals(Map.of(), Futures.getDone(counted));
    }

    @Test
    void whereABridgeDoesNotCountNothingIsSaid() throws Exception {
        final var counted = client.countHosts(SOURCES, DESTINATIONS);
        answer(counted(UNTAGGED, FlowKind.SOURCE, NOT_COUNTED), counted(TAGGED, FlowKind.SOURCE, 1));
        answer(counted(UNTAGGED, FlowKind.DESTINATION, 1), counted(TAGGED, FlowKind.DESTINATION, NOT_COUNTED));
        assertEquals(Map.of(), Futures.getDone(counted));
    }

    @Test
    void flowsThatOnlyLookLikeThemAreLeftOut() throws Exception {
        final var counted = client.countHosts(SOURCES, DESTINATIONS);
        final var stranger = counted(UNTAGGED, FlowKind.SOURCE, 3).createBuilder().setCookie(U64.of(5)).build();
        answer(stranger, counted(TAGGED, FlowKind.SOURCE, 1));
        answer(counted(UNTAGGED, FlowKind.DESTINATION, 4), counted(TAGGED, FlowKind.DESTINATION, 1),
            counted(PIPELINE.gate(), 9));
        assertEquals(Map.of(TAGGED, 2L), Futures.getDone(counted));
    }

    @Test
    void aBridgeThatRefusesFailsTheWhole() {
        final var counted = client.countHosts(SOURCES, DESTINATIONS);
        waiting.remove().set(RpcResultBuilder.failed().withError(ErrorType.APPLICATION, "not now").build());
        final var failure = assertThrows(ExecutionException.class, () -> Futures.getDone(counted));
        assertInstanceOf(BridgeRefusedException.class, failure.getCause());
        assertEquals(1, client.failures());
    }
}
