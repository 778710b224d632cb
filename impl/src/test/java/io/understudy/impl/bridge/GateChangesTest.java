/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.failover.Event;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.BridgePorts;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.LinkEndedException;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.RecordedLink;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.AddFlowInput;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;
import org.opendaylight.yangtools.yang.common.RpcResult;
import org.opendaylight.yangtools.yang.common.RpcResultBuilder;

/**
 * By which of a bridge's two connections the gate is changed: between them there is no order.
 */
final class GateChangesTest {
    private static final GroupConfiguration GROUP = SampleGroups.group("a", 1, 2, 1);
    private static final Pipeline PIPELINE =
        new Pipeline(GROUP, Side.PREFERRED, new BridgePorts(2, ImmutableList.of(1L), 3), 0);

    private final RecordedAnswers answers = new RecordedAnswers();
    private final SettableFuture<RpcResult<?>> confirmation = SettableFuture.create();
    private final RecordedRequests requests = new RecordedRequests(confirmation);
    private final RecordedLink link = new RecordedLink();
    private final OpenFlowBridge bridge = new OpenFlowBridge(GROUP, Side.PREFERRED,
        new BridgeClient(GROUP.bridges().preferred().id(), requests), 0,
        answers.mailbox());

    @BeforeEach
    void connect() {
        assertEquals(Optional.empty(), bridge.resolve(SampleGroups.ports(true)).problem());
    }

    private void linked() throws InterruptedException {
        bridge.linked(Optional.of(link));
        assertArrayEquals(PIPELINE.priorityTags(), link.exchanges.take().messages());
        assertArrayEquals(PIPELINE.directWarmUp().getFirst(), link.exchanges.take().messages());
    }

    private long asked(final Class<?> type) {
        return requests.inputs().stream().filter(type::isInstance).count();
    }

    @Test
    void withASecondConnectionItIsUsed() throws Exception {
        linked();
        bridge.openGate(5);
        final var opening = link.exchanges.take();
        assertArrayEquals(PIPELINE.openGate(), opening.messages());
        bridge.closeGate(6);
        final var closing = link.exchanges.take();
        assertArrayEquals(PIPELINE.closeGate(), closing.messages());
        assertEquals(List.of(), answers.events);
        opening.answer().set(null);
        closing.answer().set(null);
        assertEquals(List.of(new Event.GateChanged(Side.PREFERRED, 5, true),
            new Event.GateChanged(Side.PREFERRED, 6, false)), answers.events);
        bridge.transmit(Location.UPLINK, new byte[60]);
        bridge.transmitToPeer(new byte[60]);
        assertEquals(List.of(2L, 3L), List.copyOf(link.transmitted));
        assertEquals(List.of(), requests.inputs());
    }

    @Test
    void aRefusalIsReportedAndNotTriedElsewhere() throws Exception {
        linked();
        bridge.openGate(5);
        link.exchanges.take().answer().setException(new BridgeRefusedException("table full"));
        assertEquals(List.of(new Event.CommandFailed(Side.PREFERRED, 5, "table full")), answers.events);
        assertEquals(List.of(), requests.inputs());
    }

    @Test
    void ifItEndsTheChangeIsMadeAgainByTheFirst() throws Exception {
        linked();
        bridge.openGate(5);
        bridge.linked(Optional.empty());
        link.exchanges.take().answer().setException(new LinkEndedException("gone"));
        assertEquals(1, asked(AddFlowInput.class));
        assertEquals(List.of(), answers.events);
        confirmation.set(RpcResultBuilder.success().build());
        assertEquals(List.of(new Event.GateChanged(Side.PREFERRED, 5, true)), answers.events);
    }

    @Test
    void onlyTheLatestChangeIsMadeAgain() throws Exception {
        linked();
        bridge.openGate(5);
        bridge.closeGate(6);
        bridge.linked(Optional.empty());
        link.exchanges.take().answer().setException(new LinkEndedException("gone"));
        assertInstanceOf(Event.CommandFailed.class, answers.events.getFirst());
        assertEquals(0, asked(AddFlowInput.class));
        link.exchanges.take().answer().setException(new LinkEndedException("gone"));
        assertEquals(1, asked(RemoveFlowInput.class));
    }

    @Test
    void aChangeThatIsNotConfirmedYetKeepsTheNextOneOnItsConnection() throws Exception {
        bridge.openGate(5);
        assertEquals(1, asked(AddFlowInput.class));
        bridge.linked(Optional.of(link));
        assertArrayEquals(PIPELINE.directWarmUp().getFirst(), link.exchanges.take().messages());
        bridge.standBy();
        bridge.closeGate(6);
        assertEquals(2, asked(RemoveFlowInput.class), "what it stands by with before it opens, and the gate");
        assertTrue(link.exchanges.isEmpty());
        confirmation.set(RpcResultBuilder.success().build());
        assertEquals(2, answers.events.size());
        bridge.openGate(7);
        assertArrayEquals(PIPELINE.openGate(), link.exchanges.take().messages());
    }

    @Test
    void aChangeThatIsNeverAnsweredEndsWithItsConnection() throws Exception {
        bridge.closeGate(5);
        bridge.connected();
        linked();
        assertTrue(bridge.standBy());
        assertArrayEquals(PIPELINE.standBy(), link.exchanges.take().messages());
        bridge.openGate(6);
        assertArrayEquals(PIPELINE.openGate(), link.exchanges.take().messages());
        confirmation.set(RpcResultBuilder.success().build());
        bridge.openGate(7);
        assertArrayEquals(PIPELINE.openGate(), link.exchanges.take().messages(), "an answer that comes all the same");
    }

    @Test
    void aBridgeStandsByByTheConnectionByWhichItsGateIsOpened() throws Exception {
        bridge.standBy();
        assertEquals(List.of(), requests.inputs(), "the first one would keep no order with the second");
        linked();
        bridge.standBy();
        assertArrayEquals(PIPELINE.standBy(), link.exchanges.take().messages());
        bridge.openGate(5);
        assertArrayEquals(PIPELINE.openGate(), link.exchanges.take().messages());
        bridge.renewGuard(false);
        assertEquals(0, asked(RemoveFlowInput.class));
        bridge.renewGuard(true);
        assertEquals(1, asked(RemoveFlowInput.class), "whatever overtook what");
        assertArrayEquals(PIPELINE.priorityTags(), link.exchanges.take().messages(), "renewed with the guard");
    }
}
