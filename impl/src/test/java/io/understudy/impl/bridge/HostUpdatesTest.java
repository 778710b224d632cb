/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.failover.Event;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.RecordedLink;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.transaction.rev150304.SendBarrierInput;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;

/**
 * What a bridge says to the flows of hosts, and what is made of it.
 */
final class HostUpdatesTest {
    private static final GroupConfiguration GROUP = SampleGroups.group("a", 1, 2, 1);
    private static final int SOURCE = 1;
    private static final int FORWARDING = 2;

    private final RecordedAnswers answers = new RecordedAnswers();
    private final SettableFuture<RpcResult<?>> barrier = SettableFuture.create();
    private final RecordedRequests requests = new RecordedRequests(this::answer);
    private final OpenFlowBridge bridge = new OpenFlowBridge(GROUP, Side.PREFERRED,
        new BridgeClient(GROUP.bridges().preferred().id(), requests), 0,
        answers.mailbox());
    private Predicate<Object> refuses = input -> false;

    private ListenableFuture<? extends RpcResult<?>> answer(final Object input) {
        return input instanceof SendBarrierInput ? barrier : Futures.immediateFuture(refuses.test(input)
            ? RpcResultBuilder.failed().withError(ErrorType.APPLICATION, "table full").build()
            : RpcResultBuilder.success().build());
    }

    private static HostKey key(final int number) {
        return new HostKey(0, new MacAddress(0x0200_0000_0000L + number));
    }

    private static HostUpdate there(final int number) {
        return new HostUpdate(key(number), Optional.of(Host.firstSeen(key(number), Location.trunk(1), 0)));
    }

    private static HostUpdate gone(final int number) {
        return new HostUpdate(key(number), Optional.empty());
    }

    private static String destination(final Object input) {
        return input instanceof AddFlowInput flow && flow.getTableId().intValue() == FORWARDING
            && flow.getMatch().getEthernetMatch() != null
            ? flow.getMatch().getEthernetMatch().getEthernetDestination().getAddress().getValue() : "";
    }

    @BeforeEach
    void connect() {
        assertEquals(Optional.empty(), bridge.resolve(SampleGroups.ports(true)).problem());
    }

    @Test
    void allIsAnsweredBehindOneBarrier() {
        bridge.update(7, List.of(there(1), gone(2), there(3)));
        assertEquals(List.of("add", "add", "remove", "remove", "add", "add", "barrier"),
            requests.inputs().stream().map(HostUpdatesTest::nameOf).toList());
        assertEquals(List.of(), answers.hosts, "not before the bridge has carried it out");
        barrier.set(RpcResultBuilder.success().build());
        assertEquals(List.of(HostsAnswer.of(7, ImmutableSet.of(), Optional.empty())), answers.hosts);
    }

    private static String nameOf(final Object input) {
        return input instanceof AddFlowInput ? "add" : input instanceof RemoveFlowInput ? "remove" : "barrier";
    }

    @Test
    void aHostOfWhichOneFlowIsRefusedIsNamed() {
        refuses = input -> destination(input).endsWith(":03");
        bridge.update(7, List.of(there(1), there(3), there(4)));
        barrier.set(RpcResultBuilder.success().build());
        assertEquals(ImmutableSet.of(key(3)), answers.hosts.getFirst().refused());
        assertTrue(answers.hosts.getFirst().failure().orElseThrow().endsWith("table full"), answers.hosts.toString());
        assertTrue(answers.hosts.getFirst().answered());
    }

    @Test
    void withoutAnAnswerToTheBarrierNothingIsKnown() {
        bridge.update(7, List.of(there(1)));
        barrier.set(RpcResultBuilder.failed().withError(ErrorType.TRANSPORT, "gone").build());
        assertEquals(List.of(HostsAnswer.none(7, "barrier: gone")), answers.hosts);
    }

    private List<RemoveFlowInput> removals() {
        return requests.inputs().stream().filter(RemoveFlowInput.class::isInstance).map(RemoveFlowInput.class::cast)
            .toList();
    }

    private static long removalsOf(final List<RemoveFlowInput> removals, final FlowKind kind) {
        return removals.stream().filter(removal -> !removal.getStrict()
            && FlowKind.of(removal.getCookie()).equals(Optional.of(kind))).count();
    }

    @Test
    void hostsThatABridgeHoldsAlreadyStayWhileItIsProgrammed() {
        bridge.program(5, new InstalledState(false, Optional.of(ImmutableList.of(key(4)))), 1000,
            List.of(there(3).now().orElseThrow()));
        final var removals = removals();
        assertEquals(0, removalsOf(removals, FlowKind.SOURCE) + removalsOf(removals, FlowKind.DESTINATION));
        assertEquals(1, removalsOf(removals, FlowKind.LEARNING), "what is not of hosts is written anew");
        assertEquals(List.of(SOURCE, FORWARDING), removals.stream().filter(RemoveFlowInput::getStrict)
            .map(removal -> removal.getTableId().intValue()).toList(), "the stale host: by the second one it is found");
    }

    @Test
    void ifItIsNotKnownWhatABridgeHoldsAllHostsGo() {
        bridge.program(5, new InstalledState(false, Optional.empty()), 1000, List.of());
        assertEquals(1, removalsOf(removals(), FlowKind.SOURCE));
        assertEquals(1, removalsOf(removals(), FlowKind.DESTINATION));
        assertEquals(0, removalsOf(removals(), FlowKind.GATE));
    }

    @Test
    void noFlowOfAHostIsSentBeforeAllOthersAreThere() {
        bridge.linked(Optional.of(new RecordedLink()));
        barrier.set(RpcResultBuilder.success().build());
        refuses = input -> destination(input).endsWith(":03");
        bridge.program(5, new InstalledState(false, Optional.empty()), 1000, List.of(there(3).now().orElseThrow()));
        assertInstanceOf(Event.Programmed.class, answers.events.getFirst());
        assertTrue(requests.inputs().stream().map(HostUpdatesTest::destination).noneMatch(mac -> mac.endsWith(":03")));
    }
}
