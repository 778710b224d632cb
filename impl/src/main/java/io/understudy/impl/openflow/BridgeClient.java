/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.bridge.OwnFrames;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.HostKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.opendaylight.mdsal.binding.api.RpcService;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlow;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.transaction.rev150304.SendBarrier;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.transaction.rev150304.SendBarrierInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.transaction.rev150304.SendBarrierInputBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowModFlags;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeConnectorRef;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.NodeRef;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.Nodes;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.node.NodeConnector;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.node.NodeConnectorKey;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.nodes.Node;
import org.opendaylight.yang.gen.v1.urn.opendaylight.inventory.rev130819.nodes.NodeKey;
import org.opendaylight.yang.gen.v1.urn.opendaylight.packet.service.rev130709.TransmitPacket;
import org.opendaylight.yang.gen.v1.urn.opendaylight.packet.service.rev130709.TransmitPacketInputBuilder;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Sends messages to one bridge. Messages leave in the order of the calls. Nothing blocks: an answer is a future.
 *
 * <p>A flow-mod has no answer of its own in OpenFlow, only an error or silence until a barrier; so every change ends
 * with a barrier, and its future fails with what the bridge refused.
 */
public final class BridgeClient {
    private static final FlowModFlags NO_FLAGS = new FlowModFlags(false, false, false, false, false);
    private static final Uint8 ALL_TABLES = Uint8.MAX_VALUE;

    private final BridgeId bridge;
    private final DataObjectIdentifier.WithKey<Node, NodeKey> path;
    private final NodeRef node;
    private final SendBarrierInput barrierInput;
    private final AddFlow addFlow;
    private final RemoveFlow removeFlow;
    private final SendBarrier sendBarrier;
    private final TransmitPacket transmitPacket;
    private final FlowReader reader;
    private final MeterClient meters;
    private final FlowRegistryBound registry;
    private final AtomicLong failures = new AtomicLong();

    /**
     * Creates a client.
     *
     * @param bridge the bridge
     * @param rpcService the way to openflowplugin
     */
    public BridgeClient(final BridgeId bridge, final RpcService rpcService) {
        this.bridge = requireNonNull(bridge);
        path = DataObjectIdentifier.builder(Nodes.class)
            .child(Node.class, new NodeKey(new NodeId(bridge.nodeId()))).build();
        node = new NodeRef(path);
        barrierInput = new SendBarrierInputBuilder().setNode(node).build();
        addFlow = rpcService.getRpc(AddFlow.class);
        removeFlow = rpcService.getRpc(RemoveFlow.class);
        sendBarrier = rpcService.getRpc(SendBarrier.class);
        transmitPacket = rpcService.getRpc(TransmitPacket.class);
        reader = new FlowReader(rpcService, node, failures);
        meters = new MeterClient(rpcService, node);
        registry = new FlowRegistryBound(rpcService, node);
    }

    /**
     * Returns how many requests failed so far.
     *
     * @return their number
     */
    public long failures() {
        return failures.get();
    }

    /**
     * Adds flows, replacing those with the same table, match and priority.
     *
     * @param flows the flows; few, for all of them are under way at the same time
     * @return done when the bridge has confirmed them all; fails with what it refused
     */
    public ListenableFuture<Void> add(final List<FlowEntry> flows) {
        final var results = new ArrayList<ListenableFuture<Void>>(flows.size() + 1);
        flows.forEach(flow -> results.add(addition(flow)));
        results.add(barrier());
        return all(results);
    }

    /** Does what may be done at once. */
    ListenableFuture<Void> carryOut(final PipelineChange.Step step) {
        final var results = new ArrayList<ListenableFuture<Void>>();
        step.additions().forEach(flow -> results.add(addition(flow)));
        step.removals().forEach(flow -> results.add(removal(flow, FlowKind.VERSION_MASK)));
        step.remains().forEach(flow -> results.add(removal(" as " + flow, Uint8.valueOf(flow.table()),
            flow.cookie(), FlowKind.VERSION_MASK)));
        results.add(barrier());
        return all(results);
    }

    /**
     * Adds and removes flows, in this order.
     *
     * <p>openflowplugin takes 20,000 requests for a bridge that are not answered (its {@code rpc-requests-quota}), and
     * refuses further ones, whatever they are for. And a message waits behind all that were sent before it.
     *
     * @param changes the flows; few, for all of them are under way at the same time
     * @return the places in the list of those that the bridge refused, with the reasons; fails if it did not answer
     */
    public ListenableFuture<ImmutableMap<Integer, String>> change(final List<FlowChange> changes) {
        final var results = new ArrayList<ListenableFuture<Void>>(changes.size() + 1);
        changes.forEach(change -> results.add(change.removal() ? removal(change.flow()) : addition(change.flow())));
        registry.added((int) changes.stream().filter(change -> !change.removal()).count());
        final var barrier = barrier();
        results.add(barrier);
        return Futures.whenAllComplete(results).call(() -> {
            Futures.getDone(barrier);
            final var refusals = ImmutableMap.<Integer, String>builder();
            for (int place = 0; place < changes.size(); place++) {
                try {
                    Futures.getDone(results.get(place));
                } catch (ExecutionException e) {
                    refusals.put(place, String.valueOf(e.getCause().getMessage()));
                }
            }
            return refusals.buildOrThrow();
        }, MoreExecutors.directExecutor());
    }

    private ListenableFuture<Void> addition(final FlowEntry flow) {
        return checked("add " + flow, addFlow.invoke(new AddFlowInputBuilder()
            .setNode(node)
            .setTableId(Uint8.valueOf(flow.table()))
            .setPriority(Uint16.valueOf(flow.priority()))
            .setCookie(flow.kind().cookie())
            .setMatch(flow.match())
            .setInstructions(flow.instructions())
            .setHardTimeout(Uint16.valueOf(flow.lifetimeSeconds()))
            .setFlags(NO_FLAGS)
            .build()));
    }

    private ListenableFuture<Void> removal(final FlowEntry flow) {
        return removal(new FoundFlow(flow.table(), flow.priority(), flow.kind().selector(), flow.match()),
            FlowKind.KIND_MASK);
    }

    private ListenableFuture<Void> removal(final FoundFlow flow, final FlowCookie mask) {
        return checked("remove " + flow, removeFlow.invoke(new RemoveFlowInputBuilder()
            .setNode(node)
            .setTableId(Uint8.valueOf(flow.table()))
            .setPriority(Uint16.valueOf(flow.priority()))
            .setCookie(flow.cookie())
            .setCookieMask(mask)
            .setMatch(flow.match())
            .setStrict(true)
            .setFlags(NO_FLAGS)
            .build()));
    }

    /** Removes all flows of a table whose cookies have certain bits. */
    private ListenableFuture<Void> removal(final String what, final Uint8 table, final FlowCookie cookie,
            final FlowCookie mask) {
        return checked("remove all flows" + what, removeFlow.invoke(new RemoveFlowInputBuilder()
            .setNode(node)
            .setTableId(table)
            .setCookie(cookie)
            .setCookieMask(mask)
            .setMatch(Matches.any())
            .setStrict(false)
            .setFlags(NO_FLAGS)
            .build()));
    }

    /**
     * Removes all flows of a kind, by their cookie, with one message.
     *
     * @param kind the kind
     * @param table their table
     * @return done when the bridge has confirmed it
     */
    public ListenableFuture<Void> removeAll(final FlowKind kind, final int table) {
        final var removed = removal(" of kind " + kind, Uint8.valueOf(table), kind.selector(), FlowKind.KIND_MASK);
        return all(List.of(removed, barrier()));
    }

    /**
     * Removes what a bridge that stands by holds from before.
     *
     * @param plan where it holds it
     * @param stale the few hosts whose flows go, while those of all others stay; empty if all flows of hosts go
     * @return done when the bridge has confirmed it
     */
    public ListenableFuture<Void> removeAllButGate(final Pipeline plan, final Optional<ImmutableList<HostKey>> stale) {
        final var kinds = EnumSet.complementOf(EnumSet.of(FlowKind.GATE));
        if (stale.isPresent()) {
            kinds.removeAll(EnumSet.of(FlowKind.SOURCE, FlowKind.DESTINATION));
        }
        final var results = new ArrayList<ListenableFuture<Void>>();
        kinds.forEach(kind -> results.add(removeAll(kind, plan.tableOf(kind))));
        stale.ifPresent(hosts -> hosts.forEach(host -> plan.traces(host).forEach(flow -> results.add(removal(flow)))));
        return all(results);
    }

    /**
     * Removes all that Understudy has put into the bridge: its flows, by their cookies, and its meters.
     *
     * @return done when the bridge has confirmed it
     */
    public ListenableFuture<Void> removeOurs() {
        final var flows = removal("", ALL_TABLES, FlowKind.OURS, FlowKind.OURS_MASK);
        final var results = new ArrayList<>(List.of(flows));
        Pipeline.METER_IDS.forEach(number -> results.addAll(List.of(removeMeter(number),
            removeMeter(number + LearningFlows.UNLEARNED_METER))));
        return all(results);
    }

    /**
     * Installs a meter that no flow names, in place of an earlier one with this number.
     */
    ListenableFuture<Void> replaceMeter(final long number, final long packetsPerSecond) {
        return all(List.of(checked("remove the meter", meters.remove(number)),
            checked("install the meter", meters.add(number, packetsPerSecond)), barrier()));
    }

    /** Removes a meter, and with it the flows that name it. */
    ListenableFuture<Void> removeMeter(final long number) {
        return all(List.of(checked("remove the meter", meters.remove(number)), barrier()));
    }

    /**
     * Adds and removes a flow again and again, so that openflowplugin's part of the way, too, has been compiled before
     * a takeover needs it. One exchange follows the other; nothing waits for it.
     *
     * @param flow a flow that takes no frame
     * @param times how often
     */
    public void warmUp(final FlowEntry flow, final int times) {
        if (times > 0) {
            FluentFuture.from(add(List.of(flow)))
                .transformAsync(added -> removeAll(flow.kind(), flow.table()), MoreExecutors.directExecutor())
                .addCallback(new FutureCallback<Void>() {
                    @Override
                    public void onSuccess(final Void result) {
                        warmUp(flow, times - 1);
                    }

                    @Override
                    public void onFailure(final Throwable failure) {
                        // the bridge is gone, or takes no such flow: it is only a warm-up
                    }
                }, MoreExecutors.directExecutor());
        }
    }

    /**
     * Asks for a barrier.
     *
     * @return done when the bridge has carried out all that was sent before
     */
    public ListenableFuture<Void> barrier() {
        return checked("barrier", sendBarrier.invoke(barrierInput));
    }

    /**
     * Reads what the bridge was left with, see {@link FlowReader#read}.
     *
     * @param firstTable number of the first table
     * @return what was found
     */
    public ListenableFuture<FlowSnapshot> read(final int firstTable) {
        return thenForget(reader.read(firstTable));
    }

    /**
     * Reads what the flows of hosts have counted, see {@link FlowReader#countHosts}.
     *
     * @param sources the table of flows of kind {@link FlowKind#SOURCE}
     * @param destinations the table of flows of kind {@link FlowKind#DESTINATION}
     * @return of each host that has both flows how many frames came from it and went to it, in all
     */
    public ListenableFuture<Map<HostKey, Long>> countHosts(final int sources, final int destinations) {
        return thenForget(reader.countHosts(sources, destinations));
    }

    /**
     * Reads how many frames of its own have come back to the bridge.
     *
     * @param ports its ports
     * @return the frames at each
     */
    public ListenableFuture<OwnFrames> countOwnFrames(final BridgePorts ports) {
        return thenForget(reader.countOwnFrames(ports));
    }

    private <T> ListenableFuture<T> thenForget(final FluentFuture<T> read) {
        read.addListener(registry::forget, MoreExecutors.directExecutor());
        return read;
    }

    /**
     * Sends a frame out of a port. OpenFlow does not acknowledge it.
     *
     * @param port the port number
     * @param frame the frame, without frame check sequence
     * @return done when it was handed to the bridge
     */
    public ListenableFuture<Void> transmit(final long port, final byte[] frame) {
        final var egress = path.toBuilder().child(NodeConnector.class,
            new NodeConnectorKey(Matches.connector(bridge, port))).build();
        return checked("send a frame", transmitPacket.invoke(new TransmitPacketInputBuilder()
            .setNode(node)
            .setEgress(new NodeConnectorRef(egress))
            .setPayload(frame)
            .build()));
    }

    private <T> ListenableFuture<Void> checked(final String what, final ListenableFuture<RpcResult<T>> answer) {
        return FluentFuture.from(answer).transform(result -> {
            if (!result.isSuccessful()) {
                failures.incrementAndGet();
                throw BridgeRefusedException.of(what, result);
            }
            return null;
        }, MoreExecutors.directExecutor());
    }

    /**
     * Waits for several results. Unlike {@link Futures#allAsList} it writes nothing to the log when more than one
     * fails: that is common when a bridge dies, takes tens of milliseconds, and would be done by the thread that
     * decides.
     *
     * @param results the results
     * @return done when all are; fails as the first of them that failed
     */
    public static ListenableFuture<Void> all(final List<ListenableFuture<Void>> results) {
        return Futures.whenAllComplete(results).call(() -> {
            for (var result : results) {
                Futures.getDone(result);
            }
            return null;
        }, MoreExecutors.directExecutor());
    }
}
