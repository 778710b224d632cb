/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.Uninterruptibles;
import io.netty.buffer.Unpooled;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.LinkEndedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFBadRequestCode;
import org.projectfloodlight.openflow.protocol.OFBarrierRequest;
import org.projectfloodlight.openflow.protocol.OFFlowDelete;
import org.projectfloodlight.openflow.protocol.OFFlowModFailedCode;
import org.projectfloodlight.openflow.protocol.OFGroupStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupStatsRequest;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.OFPacketOut;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * What is sent by the second connection, and what becomes of it.
 */
final class DirectLinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};
    private static final byte[] FRAME = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 6, 7};

    private final DirectEvents events = new DirectEvents();
    private DirectPort port;
    private SwitchEnd bridge;

    @BeforeEach
    void connect() throws Exception {
        port = DirectPort.open(0, 3_600_000, new DirectAdmission(events));
        bridge = new SwitchEnd(port.number());
        bridge.connect(1, SwitchEnd.port(1, "uplink"));
        assertEquals("openflow:1 1=uplink:up", events.next());
    }

    @AfterEach
    void close() throws IOException {
        bridge.close();
        port.close();
    }

    /** Two messages that remove all flows, encoded. */
    private static byte[] twoMessages() {
        final var bytes = Unpooled.buffer();
        for (int table = 0; table < 2; table++) {
            SwitchEnd.OPENFLOW.buildFlowDelete().setTableId(TableId.of(table)).setXid(0).build().writeTo(bytes);
        }
        final var array = new byte[bytes.readableBytes()];
        bytes.readBytes(array);
        return array;
    }

    private void answer(final OFMessage barrier) throws IOException {
        bridge.send(SwitchEnd.OPENFLOW.buildBarrierReply().setXid(barrier.getXid()).build());
    }

    private static Throwable failure(final ListenableFuture<Void> done) {
        return assertThrows(ExecutionException.class, () -> Uninterruptibles.getUninterruptibly(done, PATIENCE))
            .getCause();
    }

    @Test
    void aFrameLeavesByItsPort() throws Exception {
        events.link().transmit(7, FRAME);
        final var out = bridge.receive(OFPacketOut.class);
        assertEquals(OFBufferId.NO_BUFFER, out.getBufferId());
        assertEquals(OFPort.CONTROLLER, out.getInPort());
        assertEquals(1, out.getActions().size());
        assertEquals(OFPort.of(7), assertInstanceOf(OFActionOutput.class, out.getActions().getFirst()).getPort());
        assertArrayEquals(FRAME, out.getData());
    }

    @Test
    void manyFramesKeepTheirOrder() throws Exception {
        final int count = 5_000;
        for (int number = 1; number <= count; number++) {
            events.link().transmit(number, FRAME);
        }
        for (int number = 1; number <= count; number++) {
            final var out = bridge.receive(OFPacketOut.class);
            assertEquals(OFPort.of(number), ((OFActionOutput) out.getActions().getFirst()).getPort());
        }
    }

    @Test
    void anExchangeIsDoneWhenItsBarrierIsAnswered() throws Exception {
        final var first = events.link().exchange(twoMessages());
        final var second = events.link().exchange(NOTHING);
        final var seen = new ArrayList<OFMessage>();
        for (int count = 0; count < 4; count++) {
            seen.add(bridge.receive());
        }
        assertInstanceOf(OFFlowDelete.class, seen.get(0));
        assertInstanceOf(OFFlowDelete.class, seen.get(1));
        assertInstanceOf(OFBarrierRequest.class, seen.get(2));
        assertInstanceOf(OFBarrierRequest.class, seen.get(3));
        assertEquals(4, seen.stream().map(OFMessage::getXid).distinct().count());
        assertFalse(first.isDone());
        answer(seen.get(2));
        Uninterruptibles.getUninterruptibly(first, PATIENCE);
        assertFalse(second.isDone());
        answer(seen.get(3));
        Uninterruptibles.getUninterruptibly(second, PATIENCE);
    }

    @Test
    void aBarrierReplyThatNobodyWaitsForConfirmsNothingAndIsTold() throws Exception {
        final var first = events.link().exchange(NOTHING);
        final var second = events.link().exchange(NOTHING);
        final var asked = bridge.receive();
        final var askedNext = bridge.receive();
        answer(askedNext);
        assertEquals("openflow:1 sent a stray barrier reply", events.next());
        assertFalse(second.isDone(), "not before the first one");
        answer(asked);
        Uninterruptibles.getUninterruptibly(first, PATIENCE);
        answer(asked);
        assertEquals("openflow:1 sent a stray barrier reply", events.next());
        assertFalse(second.isDone());
        answer(askedNext);
        Uninterruptibles.getUninterruptibly(second, PATIENCE);
    }

    @Test
    void whatIsRefusedFailsItsExchangeAndNoOther() throws Exception {
        final var first = events.link().exchange(twoMessages());
        final var second = events.link().exchange(twoMessages());
        bridge.receive();
        final var refused = bridge.receive();
        final var barrier = bridge.receive();
        bridge.receive();
        bridge.receive();
        bridge.send(SwitchEnd.OPENFLOW.errorMsgs().buildFlowModFailedErrorMsg().setXid(refused.getXid())
            .setCode(OFFlowModFailedCode.TABLE_FULL).build());
        answer(barrier);
        answer(bridge.receive());
        final var reason = assertInstanceOf(BridgeRefusedException.class, failure(first)).getMessage();
        assertEquals("it answered with an error of type 5, code 1", reason);
        Uninterruptibles.getUninterruptibly(second, PATIENCE);
    }

    @Test
    void aFrameThatCannotBeSentEndsNothing() throws Exception {
        events.link().transmit(7, FRAME);
        bridge.send(SwitchEnd.OPENFLOW.errorMsgs().buildFlowModFailedErrorMsg()
            .setXid(bridge.receive().getXid()).setCode(OFFlowModFailedCode.UNKNOWN).build());
        final var done = events.link().exchange(NOTHING);
        answer(bridge.receive());
        Uninterruptibles.getUninterruptibly(done, PATIENCE);
    }

    private static OFGroupStatsEntry counted(final int group, final long... packets) {
        return SwitchEnd.OPENFLOW.buildGroupStatsEntry().setGroup(OFGroup.of(group)).setPacketCount(U64.of(99))
            .setBucketStats(Arrays.stream(packets).mapToObj(count -> SwitchEnd.OPENFLOW
                .buildBucketCounter().setPacketCount(U64.of(count)).setByteCount(U64.of(1)).build()).toList())
            .build();
    }

    @Test
    void theCountersOfGroupsComeInSeveralParts() throws Exception {
        final var asked = events.link().groupCounters();
        final var request = bridge.receive(OFGroupStatsRequest.class);
        assertEquals(OFGroup.ALL, request.getGroup());
        bridge.send(SwitchEnd.OPENFLOW.buildGroupStatsReply().setXid(request.getXid())
            .setFlags(Set.of(OFStatsReplyFlags.REPLY_MORE)).setEntries(List.of(counted(1, 3, 4), counted(2))).build());
        bridge.send(SwitchEnd.OPENFLOW.buildGroupStatsReply().setXid(request.getXid())
            .setEntries(List.of(counted(7, 5))).build());
        assertEquals(Map.of(1, List.of(3L, 4L), 2, List.of(), 7, List.of(5L)),
            Uninterruptibles.getUninterruptibly(asked, PATIENCE));
    }

    @Test
    void aBridgeWithoutGroupsRefusesToCountThem() throws Exception {
        final var asked = events.link().groupCounters();
        final var request = bridge.receive(OFGroupStatsRequest.class);
        bridge.send(SwitchEnd.OPENFLOW.errorMsgs().buildBadRequestErrorMsg().setXid(request.getXid())
            .setCode(OFBadRequestCode.BAD_TYPE).build());
        assertInstanceOf(BridgeRefusedException.class, assertThrows(ExecutionException.class, () ->
            Uninterruptibles.getUninterruptibly(asked, PATIENCE)).getCause());
        final var waiting = events.link().groupCounters();
        bridge.close();
        assertInstanceOf(LinkEndedException.class, assertThrows(ExecutionException.class, () ->
            Uninterruptibles.getUninterruptibly(waiting, PATIENCE)).getCause());
    }

    @Test
    void whatWaitsFailsWhenTheConnectionEnds() throws Exception {
        final var waiting = events.link().exchange(twoMessages());
        bridge.close();
        assertInstanceOf(LinkEndedException.class, failure(waiting));
        assertEquals("openflow:1 ended", events.next());
        assertInstanceOf(LinkEndedException.class, failure(events.link().exchange(NOTHING)));
        events.link().transmit(7, FRAME);
    }

    @Test
    void whoReadsNothingLosesTheConnection() throws Exception {
        final var large = new byte[60_000];
        final var asked = new ArrayList<ListenableFuture<Void>>();
        // more than the buffers of both sockets and of the connection hold
        for (int count = 0; count < 1_000; count++) {
            events.link().transmit(7, large);
        }
        asked.add(events.link().exchange(NOTHING));
        assertInstanceOf(LinkEndedException.class, failure(asked.getFirst()));
        assertEquals("openflow:1 was given up", events.next());
    }

    @Test
    void heartbeatsAndProbesArriveAndWhatIsLearnedDoesNot() throws Exception {
        for (long kind : List.of(0x5553_0700_0000_0000L, 0L, -1L, 0x5553_0200_0000_0000L, 0x5553_0800_0000_0000L)) {
            bridge.send(SwitchEnd.OPENFLOW.buildPacketIn().setBufferId(OFBufferId.NO_BUFFER)
                .setReason(OFPacketInReason.ACTION).setTableId(TableId.of(0)).setCookie(U64.of(kind))
                .setMatch(SwitchEnd.OPENFLOW.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(3)).build())
                .setTotalLen(FRAME.length).setData(FRAME).build());
        }
        assertEquals("openflow:1 HEARTBEAT at 3: 020000000001020000000002080607", events.next());
        assertEquals("openflow:1 PROBE at 3: 020000000001020000000002080607", events.next());
        assertTrue(events.isEmpty());
    }
}
