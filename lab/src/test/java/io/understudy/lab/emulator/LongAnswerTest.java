/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFBarrierReply;
import org.projectfloodlight.openflow.protocol.OFEchoReply;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * What else an emulated bridge says and does while it lists many flows, on a real connection.
 */
class LongAnswerTest {
    private static final OFFactory OF = ControllerEnd.OF;
    private static final int FLOWS = 20_000;
    private static final long FIRST = 1000;

    private ControllerEnd controller;
    private EmulatedLab lab;
    private EmulatedBridge bridge;

    @BeforeEach
    void fill() throws IOException {
        controller = new ControllerEnd();
        lab = EmulatedLab.up(Topology.of(3).withController("127.0.0.1:9").withoutDirect());
        bridge = new EmulatedBridge(lab.network(), 0x17, List.of(new InetSocketAddress("127.0.0.1",
            Integer.parseInt(controller.address().split(":", 2)[1]))));
        bridge.start();
        controller.accept();
        final var flows = new OFMessage[FLOWS];
        for (int number = 0; number < FLOWS; number++) {
            flows[number] = flow(number);
        }
        assertEquals(List.of(), controller.exchange(flows));
    }

    @AfterEach
    void end() throws IOException {
        bridge.kill();
        lab.close();
        controller.close();
    }

    @Test
    void anEchoIsAnsweredMeanwhile() throws IOException {
        controller.send(allFlows(FIRST), OF.echoRequest(new byte[] {7}));
        final var answers = receiveUntilComplete(FIRST);
        final int echo = answers.indexOf(answers.stream().filter(OFEchoReply.class::isInstance).findAny()
            .orElseThrow());
        assertTrue(echo < answers.size() - 1, "answer " + echo + " of " + answers.size());
    }

    @Test
    void theFlowsAreThoseOfTheMomentOfTheRequestInTheirOrder() throws IOException {
        final var before = bridge.flows().stream().map(flow -> flow.cookie()).toList();
        controller.send(allFlows(FIRST), flow(FLOWS));
        assertEquals(before, cookies(receiveUntilComplete(FIRST), FIRST));
        assertEquals(FLOWS + 1, bridge.flowCount(1));
    }

    @Test
    void aBarrierWaitsForTheLastPartAndWhatFollowsItWaitsAsWell() throws IOException {
        controller.send(allFlows(FIRST), OF.barrierRequest(), flow(FLOWS), OF.echoRequest(new byte[0]));
        assertTrue(receiveUntilComplete(FIRST).stream().allMatch(OFFlowStatsReply.class::isInstance));
        assertInstanceOf(OFBarrierReply.class, controller.receive());
        assertInstanceOf(OFEchoReply.class, controller.receive());
        assertEquals(FLOWS + 1, bridge.flowCount(1));
    }

    @Test
    void oneListFollowsTheOther() throws IOException {
        final int lists = 40;
        for (int list = 0; list < lists; list++) {
            controller.send(allFlows(FIRST + list));
        }
        for (int list = 0; list < lists; list++) {
            assertEquals(FLOWS, cookies(receiveUntilComplete(FIRST + list), FIRST + list).size());
        }
    }

    @Test
    void aNewConnectionKnowsNothingOfWhatTheOldOneWasAsked() throws IOException {
        controller.send(allFlows(FIRST), OF.barrierRequest());
        controller.receive(OFFlowStatsReply.class);
        bridge.dropConnection(0);
        controller.accept();
        assertEquals(List.of(), controller.exchange());
    }

    private List<OFMessage> receiveUntilComplete(final long transaction) throws IOException {
        final var messages = new ArrayList<OFMessage>();
        OFMessage message;
        do {
            message = controller.receive();
            messages.add(message);
        } while (!(message instanceof OFFlowStatsReply part && part.getXid() == transaction
            && part.getFlags().equals(Set.of())));
        return messages;
    }

    private static List<Long> cookies(final List<OFMessage> answers, final long transaction) {
        final var parts = answers.stream().map(OFFlowStatsReply.class::cast).toList();
        assertTrue(parts.stream().allMatch(part -> part.getXid() == transaction));
        assertTrue(parts.subList(0, parts.size() - 1).stream()
            .allMatch(part -> part.getFlags().equals(Set.of(OFStatsReplyFlags.REPLY_MORE))));
        return parts.stream().flatMap(part -> part.getEntries().stream()).map(OFFlowStatsEntry::getCookie)
            .map(U64::getValue).toList();
    }

    private static OFMessage flow(final int number) {
        return OF.buildFlowAdd().setTableId(TableId.of(1)).setPriority(100).setCookie(U64.of(number))
            .setMatch(OF.buildMatch().setExact(MatchField.ETH_DST, MacAddress.of(0x0200_0000_0000L + number)).build())
            .build();
    }

    private static OFMessage allFlows(final long transaction) {
        return OF.buildFlowStatsRequest().setXid(transaction).setTableId(TableId.ALL).setOutPort(OFPort.ANY)
            .setOutGroup(OFGroup.ANY).setMatch(OF.buildMatch().build()).build();
    }
}
