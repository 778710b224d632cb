/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.direct.statistics.rev160511.GetFlowStatisticsInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInput;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModCommand;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsRequest;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * What a bridge is asked when the controller starts, and how its answer is understood.
 */
final class FlowSnapshotTest {
    private static final Wire WIRE = new Wire();
    private static final OFFactory OPENFLOW = OFFactories.getFactory(OFVersion.OF_13);
    private static final Pipeline PIPELINE = new Pipeline(SampleGroups.group("g", 1, 2, 1), Side.PREFERRED,
        new BridgePorts(1, ImmutableList.of(2L), 3), 0);
    private static final HostKey LOCAL = new HostKey(0, MacAddress.parse("02:00:00:00:00:11"));
    private static final HostKey REMOTE = new HostKey(100, MacAddress.parse("02:00:00:00:00:12"));

    private final Queue<SettableFuture<RpcResult<?>>> waiting = new ArrayDeque<>();
    private int answered;
    private final RecordedRequests requests = new RecordedRequests(input -> {
        final var answer = SettableFuture.<RpcResult<?>>create();
        if (input instanceof GetFlowStatisticsInput) {
            waiting.add(answer);
        }
        return answer;
    });
    private final BridgeClient client = new BridgeClient(new BridgeId(1), requests);

    /** A flow that the bridge was told to install, as it tells of it. */
    private static OFFlowStatsEntry reported(final FlowEntry flow) {
        final var recorded = new RecordedRequests();
        new BridgeClient(new BridgeId(1), recorded).add(List.of(flow));
        final var installed = assertInstanceOf(OFFlowMod.class, WIRE.send(recorded.inputs()).getFirst());
        return OPENFLOW.buildFlowStatsEntry().setTableId(installed.getTableId()).setPriority(installed.getPriority())
            .setCookie(installed.getCookie()).setMatch(installed.getMatch())
            .setInstructions(installed.getInstructions()).setPacketCount(U64.ZERO).setByteCount(U64.ZERO).build();
    }

    private static List<OFFlowStatsEntry> flowsOf(final HostKey host, final Location at) {
        return PIPELINE.host(Host.firstSeen(host, at, 0)).stream().map(FlowSnapshotTest::reported).toList();
    }

    /** Answers as a switch does that looks at the table and the cookie of the request. */
    private void answer(final Collection<OFFlowStatsEntry> flows) {
        final var asked = request(answered++);
        final var mask = asked.getCookieMask();
        waiting.remove().set(RpcResultBuilder.success(WIRE.receive(OPENFLOW.buildFlowStatsReply().setEntries(flows
            .stream().filter(flow -> flow.getCookie().applyMask(mask).equals(asked.getCookie()))
            .filter(flow -> asked.getTableId().equals(TableId.ALL) || asked.getTableId().equals(flow.getTableId()))
            .toList()).build())).build());
    }

    private void answerAll(final Collection<OFFlowStatsEntry> flows) {
        while (!waiting.isEmpty()) {
            answer(flows);
        }
    }

    private FlowSnapshot read(final Collection<OFFlowStatsEntry> flows) throws ExecutionException {
        final var read = client.read(0);
        answerAll(flows);
        return Futures.getDone(read);
    }

    /** Flows as another build would have left them. */
    private static List<OFFlowStatsEntry> ofVersion(final int version, final Collection<FlowEntry> flows) {
        return flows.stream().map(FlowSnapshotTest::reported).map(flow -> flow.createBuilder()
            .setCookie(U64.of(flow.getCookie().getValue() & ~(0xffL << 32) | (long) version << 32)).build()).toList();
    }

    private OFFlowStatsRequest request(final int number) {
        return WIRE.send(requests.inputs()).stream().filter(OFFlowStatsRequest.class::isInstance)
            .map(OFFlowStatsRequest.class::cast).toList().get(number);
    }

    @Test
    void bothFlowsOfHostsAreAskedForAndThenTheGate() {
        client.read(0);
        assertEquals(1, requests.inputs().size());
        answer(List.of());
        assertEquals(2, requests.inputs().size(), "one table of hosts after the other");
        answerAll(List.of());
        final var asked = new ArrayList<String>();
        for (int number = 0; number < answered; number++) {
            asked.add(request(number).getTableId().getValue() + " " + request(number).getCookie() + "/"
                + request(number).getCookieMask());
        }
        final var ours = " 0x5553000000000000/0xffff000000000000";
        assertEquals(List.of("2" + ours, "1" + ours, "0" + ours, "3" + ours, "4" + ours, "5" + ours, "6" + ours,
            "255 0x5553030000000000/0xffffff0000000000"), asked);
    }

    @Test
    void theMeterIsFoundByThatOfSourcesAtNoPort() throws Exception {
        final var unlearned = PIPELINE.base(0x5554).stream().filter(flow -> flow.kind() == FlowKind.HELD).limit(1)
            .toList();
        assertEquals(OptionalLong.of(0x5554), read(ofVersion(PipelineVersion.CURRENT, unlearned)).pipeline().meter());
    }

    @Test
    void theVersionOfTheFlowsIsFound() throws Exception {
        final var current = ofVersion(PipelineVersion.CURRENT, PIPELINE.base());
        final var before = ofVersion(0, PIPELINE.base());
        final var later = ofVersion(PipelineVersion.CURRENT + 1, PIPELINE.base());
        final var lasting = Stream.concat(Stream.of(reported(PIPELINE.gate())),
            flowsOf(LOCAL, Location.trunk(1)).stream()).toList();
        assertEquals(FoundPipeline.NONE, read(lasting).pipeline(), "gate and hosts have no version");
        assertEquals(OptionalInt.of(PipelineVersion.CURRENT), read(current).pipeline().version());
        assertEquals(List.of(), read(current).pipeline().foreign());
        assertEquals(Optional.empty(), read(current).pipeline().news());

        final var old = read(Stream.of(lasting, before).flatMap(List::stream).toList()).pipeline();
        assertEquals(OptionalInt.of(0), old.version());
        assertEquals(OptionalLong.of(0x5553), old.meter());
        assertEquals(before.size(), old.foreign().size());
        assertEquals(Optional.of("has flows of pipeline version 0, which are replaced by those of version 1"
            + " (an upgrade)"), old.news());

        final var interrupted = Stream.concat(before.stream().limit(3), current.stream().skip(3));
        assertEquals(OptionalInt.of(0), read(interrupted.toList()).pipeline().version());

        final var newer = read(Stream.concat(before.stream(), later.stream()).toList()).pipeline();
        assertEquals(OptionalInt.of(2), newer.version());
        assertEquals(Optional.of("has flows of pipeline version 2, which are replaced by those of version 1"
            + " (a downgrade)"), newer.news());
    }

    @Test
    void flowsOfAnotherVersionAreRemovedByNameAndOnlyInThatVersion() throws Exception {
        final var found = read(ofVersion(0, PIPELINE.base())).pipeline();
        final var recorded = new RecordedRequests();
        new PipelineInstaller(new BridgeClient(new BridgeId(1), recorded)).install(PIPELINE, 1000, found);
        final var sent = WIRE.send(recorded.inputs()).stream().filter(OFFlowMod.class::isInstance)
            .map(OFFlowMod.class::cast).filter(flow -> flow.getCommand() != OFFlowModCommand.ADD).toList();
        final var removals = sent.stream().filter(flow -> flow.getCommand() == OFFlowModCommand.DELETE_STRICT).toList();
        assertEquals(PIPELINE.base().stream().map(FlowSnapshotTest::reported)
                .map(flow -> flow.getTableId() + " " + flow.getPriority() + " " + flow.getMatch()).sorted().toList(),
            removals.stream().map(flow -> flow.getTableId() + " " + flow.getPriority() + " " + flow.getMatch())
                .sorted().toList());
        assertTrue(sent.size() > removals.size(), "and what was not found by its name");
        assertTrue(sent.stream().allMatch(flow -> FlowKind.of(flow.getCookie().getValue()).isPresent()
            && flow.getCookieMask().equals(U64.of(0xffff_ffff_0000_0000L))), removals::toString);
    }

    @Test
    void nothingFollowsWhatABridgeRefusesOfAnotherVersion() throws Exception {
        final var found = read(ofVersion(0, PIPELINE.base())).pipeline();
        final var recorded = new RecordedRequests(input -> Futures.immediateFuture(
            input instanceof AddFlowInput add && add.getTableId().intValue() == 2
                ? RpcResultBuilder.failed().withError(ErrorType.APPLICATION, "table full").build()
                : RpcResultBuilder.success().build()));
        final var installed = new PipelineInstaller(new BridgeClient(new BridgeId(1), recorded))
            .install(PIPELINE, 1000, found);
        assertInstanceOf(BridgeRefusedException.class,
            assertThrows(ExecutionException.class, () -> Futures.getDone(installed)).getCause());
        final var tables = WIRE.send(recorded.inputs()).stream().filter(OFFlowMod.class::isInstance)
            .map(message -> (int) ((OFFlowMod) message).getTableId().getValue()).distinct().toList();
        assertEquals(List.of(0, 1, 2), tables);
    }

    @Test
    void hostsAreFoundWhereTheirFlowsLead() throws Exception {
        final var flows = Stream.concat(Stream.of(reported(PIPELINE.gate())), Stream.concat(
            flowsOf(LOCAL, Location.trunk(1)).stream(), flowsOf(REMOTE, Location.UPLINK).stream())).toList();
        final var snapshot = read(flows);
        assertTrue(snapshot.gateOpen());
        assertEquals(new FoundHosts(ImmutableMap.of(LOCAL, Location.trunk(1), REMOTE, Location.UPLINK),
            ImmutableSet.of(), ImmutableSet.of()), snapshot.foundHosts(PIPELINE.ports()));
    }

    @Test
    void whoseSourceIsNotNotedOrElsewhereIsNotThereAsItShouldBe() throws Exception {
        final var third = new HostKey(0, MacAddress.parse("02:00:00:00:00:13"));
        final var read = client.read(0);
        answer(Stream.of(LOCAL, REMOTE, third).flatMap(host -> flowsOf(host, Location.trunk(1)).stream()).toList());
        // between the two flows of one host, and of one that moved, the controller ended
        answer(Stream.concat(flowsOf(REMOTE, Location.UPLINK).stream(), flowsOf(third, Location.trunk(1)).stream())
            .toList());
        answerAll(List.of(reported(PIPELINE.gate())));
        assertEquals(ImmutableSet.of(LOCAL, REMOTE), Futures.getDone(read).foundHosts(PIPELINE.ports()).partial());
    }

    @Test
    void whatABridgeKnowsByPortsThatAreNoLongerUsedIsTold() throws Exception {
        final var flows = Stream.concat(flowsOf(LOCAL, Location.trunk(1)).stream(),
            flowsOf(REMOTE, Location.UPLINK).stream()).toList();
        final var found = read(flows).foundHosts(new BridgePorts(7, ImmutableList.of(2L), 3));
        assertEquals(Set.of(LOCAL), found.hosts().keySet());
        assertEquals(Set.of(REMOTE), found.astray());
    }

    @Test
    void aBridgeWithoutTheGateDoesNotForward() throws Exception {
        final var found = read(Stream.concat(flowsOf(LOCAL, Location.trunk(1)).stream(),
            PIPELINE.base().stream().map(FlowSnapshotTest::reported)).toList());
        assertFalse(found.gateOpen());
        assertEquals(Map.of(LOCAL, 2L), found.hosts());
    }

    @Test
    void flowsOfOtherApplicationsAreLeftOut() throws Exception {
        final var read = client.read(0);
        final var stranger = flowsOf(LOCAL, Location.trunk(1)).stream()
            .map(flow -> flow.createBuilder().setCookie(U64.of(5)).build()).toList();
        // of a switch that does not look at the cookie
        for (int half = 0; half < 2; half++) {
            waiting.remove().set(RpcResultBuilder.success(WIRE.receive(OPENFLOW.buildFlowStatsReply().setEntries(
                Stream.concat(stranger.stream(), flowsOf(REMOTE, Location.UPLINK).stream()).toList()).build()))
                .build());
        }
        while (!waiting.isEmpty()) {
            waiting.remove().set(RpcResultBuilder.success(WIRE.receive(OPENFLOW.buildFlowStatsReply().setEntries(
                stranger).build())).build());
        }
        assertEquals(Map.of(REMOTE, 1L), Futures.getDone(read).hosts());
        assertEquals(Set.of(REMOTE), Futures.getDone(read).sources().keySet());
        assertFalse(Futures.getDone(read).gateOpen());
    }

    @Test
    void aBridgeThatRefusesTheSecondHalfFailsTheWhole() {
        final var read = client.read(0);
        answer(flowsOf(LOCAL, Location.trunk(1)));
        waiting.remove().set(RpcResultBuilder.failed().withError(ErrorType.APPLICATION, "not now").build());
        final var failure = assertThrows(ExecutionException.class, () -> Futures.getDone(read));
        assertInstanceOf(BridgeRefusedException.class, failure.getCause());
    }
}
