/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.lab.emulator.datapath.Limits;
import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.testbed.Fault;
import io.understudy.lab.testbed.Topology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFBarrierReply;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFControllerRole;
import org.projectfloodlight.openflow.protocol.OFEchoReply;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFeaturesReply;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsReply;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterConfigStatsReply;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterModCommand;
import org.projectfloodlight.openflow.protocol.OFPacketIn;
import org.projectfloodlight.openflow.protocol.OFPortDescStatsReply;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFPortStatsReply;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.OFRoleReply;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.OFType;
import org.projectfloodlight.openflow.protocol.errormsg.OFBadRequestErrorMsg;
import org.projectfloodlight.openflow.protocol.errormsg.OFFlowModFailedErrorMsg;
import org.projectfloodlight.openflow.protocol.errormsg.OFGroupModFailedErrorMsg;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * What an emulated bridge says to its controller, on a real connection.
 */
class EmulatedBridgeTest {
    private static final OFFactory OF = ControllerEnd.OF;
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final OFPort TRUNK = OFPort.of(1);
    private static final OFPort UPLINK = OFPort.of(2);

    private ControllerEnd controller;
    private EmulatedLab lab;
    private EmulatedBridge bridge;

    @BeforeEach
    void connect() throws IOException {
        controller = new ControllerEnd();
        lab = EmulatedLab.up(Topology.of(3).withController("127.0.0.1:9").withoutDirect());
        bridge = new EmulatedBridge(lab.network(), 0x17, List.of(new InetSocketAddress("127.0.0.1",
            Integer.parseInt(controller.address().split(":", 2)[1]))));
        lab.network().run(() -> {
            new Link(bridge.addPort(1, "trunk"), lab.localHosts().port());
            new Link(bridge.addPort(2, "uplink"), lab.outsideHosts().port());
        });
        bridge.start();
        controller.accept();
    }

    @AfterEach
    void end() throws IOException {
        bridge.kill();
        lab.close();
        controller.close();
    }

    @Test
    void itTellsWhoItIsAndWhichPortsItHas() throws IOException {
        controller.send(OF.featuresRequest(), OF.buildPortDescStatsRequest().build(),
            OF.echoRequest(new byte[] {1, 2, 3}));
        final var features = controller.receive(OFFeaturesReply.class);
        assertEquals(0x17, features.getDatapathId().getLong());
        final var ports = controller.receive(OFPortDescStatsReply.class).getEntries();
        assertEquals(List.of("br0", "trunk", "uplink"), ports.stream().map(port -> port.getName()).toList());
        assertEquals(Set.of(OFPortState.LIVE), ports.get(1).getState());
        assertArrayEquals(new byte[] {1, 2, 3}, controller.receive(OFEchoReply.class).getData());
    }

    @Test
    void framesGoOutAndComeIn() throws IOException {
        final var log = new FrameLog(frame -> true);
        lab.network().run(() -> lab.outsideHosts().port().watch(log));
        final var frame = Frames.rarp("02:00:00:00:01:01");
        controller.exchange(OF.buildPacketOut().setBufferId(OFBufferId.NO_BUFFER).setInPort(OFPort.CONTROLLER)
            .setActions(List.of(OF.actions().output(UPLINK, 0))).setData(frame).build());
        Awaitility.await().atMost(SOON).until(() -> log.size() == 1);
        assertArrayEquals(frame, log.entries().get(0).frame());

        controller.exchange(OF.buildFlowAdd().setPriority(5).setCookie(U64.of(77)).setInstructions(List.of(
            OF.instructions().applyActions(List.of(OF.actions().output(OFPort.CONTROLLER, 0xffff))))).build());
        lab.localHosts().send(frame);
        final var packet = controller.receive(OFPacketIn.class);
        assertEquals(77, packet.getCookie().getValue());
        assertEquals(TRUNK, packet.getMatch().get(MatchField.IN_PORT));
        assertArrayEquals(frame, packet.getData());
    }

    @Test
    void aLostCarrierIsTold() throws IOException {
        lab.network().run(() -> bridge.port(2).link().set(false));
        assertEquals(Set.of(OFPortState.LINK_DOWN), controller.receive(OFPortStatus.class).getDesc().getState());
        lab.network().run(() -> bridge.port(2).link().set(true));
        assertEquals(Set.of(OFPortState.LIVE), controller.receive(OFPortStatus.class).getDesc().getState());
    }

    @Test
    void manyFlowsAreReportedInParts() throws IOException {
        final int many = 5000;
        final var flows = new OFMessage[many];
        for (int host = 0; host < many; host++) {
            flows[host] = OF.buildFlowAdd().setTableId(TableId.of(1)).setPriority(100).setCookie(U64.of(host))
                .setMatch(OF.buildMatch().setExact(MatchField.ETH_DST, MacAddress.of(0x0200_0000_0000L + host))
                .build()).build();
        }
        assertEquals(List.of(), controller.exchange(flows));
        assertEquals(many, bridge.flowCount(1));
        controller.send(OF.buildFlowStatsRequest().setTableId(TableId.ALL).setOutPort(OFPort.ANY)
            .setOutGroup(OFGroup.ANY).setMatch(OF.buildMatch().build()).build());
        final var entries = new ArrayList<OFFlowStatsEntry>();
        int parts = 0;
        OFFlowStatsReply part;
        do {
            part = controller.receive(OFFlowStatsReply.class);
            entries.addAll(part.getEntries());
            parts++;
        } while (part.getFlags().contains(OFStatsReplyFlags.REPLY_MORE));
        assertTrue(parts > 1);
        assertEquals(many, entries.stream().map(OFFlowStatsEntry::getCookie).distinct().count());
    }

    @Test
    void groupsAndMetersAreReportedAsTheyWereGiven() throws IOException {
        final var buckets = new ArrayList<OFBucket>();
        for (int host = 0; host < 1000; host++) {
            buckets.add(OF.buildBucket().setWatchPort(OFPort.ANY).setWatchGroup(OFGroup.ANY).setActions(List.of(
                OF.actions().setField(OF.oxms().ethSrc(MacAddress.of(0x0200_0000_0000L + host))),
                OF.actions().output(UPLINK, 0))).build());
        }
        final var log = new FrameLog(frame -> true);
        lab.network().run(() -> lab.outsideHosts().port().watch(log));
        assertEquals(List.of(), controller.exchange(
            OF.buildGroupAdd().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).setBuckets(buckets).build(),
            OF.buildMeterMod().setCommand(OFMeterModCommand.ADD).setMeterId(1).setFlags(Set.of(OFMeterFlags.PKTPS))
                .setMeters(List.of(OF.meterBands().drop(100, 0))).build(),
            OF.buildPacketOut().setBufferId(OFBufferId.NO_BUFFER).setInPort(OFPort.CONTROLLER)
                .setActions(List.of(OF.actions().group(OFGroup.of(1)))).setData(Frames.rarp("02:00:00:00:00:00"))
                .build()));
        Awaitility.await().atMost(SOON).until(() -> log.size() == 1000);
        assertEquals(1000, log.entries().stream().map(FrameLog.Entry::source).distinct().count());
        assertEquals(1000, bridge.bucketCount());
        controller.send(OF.buildGroupDescStatsRequest().build(), OF.buildMeterConfigStatsRequest()
            .setMeterId(0xffff_ffffL).build());
        final var group = controller.receive(OFGroupDescStatsReply.class).getEntries().get(0);
        assertEquals(buckets, group.getBuckets());
        assertEquals(List.of(OF.meterBands().drop(100, 0)),
            controller.receive(OFMeterConfigStatsReply.class).getEntries().get(0).getEntries());
    }

    @Test
    void messagesAreRefusedOnRequest() throws IOException {
        final OFMessage add = OF.buildFlowAdd().setPriority(1).build();
        bridge.refuse(OFFlowMod.class::isInstance, Refusal.TABLE_FULL, 1, 2);
        final var answers = controller.exchange(add, add, add, add);
        assertEquals(2, answers.size());
        final var error = assertInstanceOf(OFFlowModFailedErrorMsg.class, answers.get(0));
        assertEquals("TABLE_FULL", error.getCode().name());
        assertEquals(2, bridge.refused().get(Refusal.TABLE_FULL));
        bridge.refuse(OFGroupMod.class::isInstance, Refusal.BAD_GROUP_TYPE, 0, Long.MAX_VALUE);
        final OFMessage group = OF.buildGroupAdd().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).build();
        assertInstanceOf(OFGroupModFailedErrorMsg.class, controller.exchange(group).get(0));
        bridge.refuseNothing();
        assertEquals(List.of(), controller.exchange(group));
    }

    @Test
    void aSmallTableFillsUp() throws IOException {
        bridge.setLimits(Limits.none().withFlows(1));
        final var answers = controller.exchange(OF.buildFlowAdd().setPriority(1).build(),
            OF.buildFlowAdd().setPriority(2).build());
        assertInstanceOf(OFFlowModFailedErrorMsg.class, answers.get(0));
        assertEquals(1, bridge.flowCount(0));
    }

    @Test
    void aSlowBarrierHoldsUpWhatFollows() throws IOException {
        bridge.delayBarriers(Duration.ofMillis(200));
        final long before = System.nanoTime();
        controller.send(OF.barrierRequest(), OF.featuresRequest());
        controller.receive(OFBarrierReply.class);
        assertTrue(System.nanoTime() - before >= Duration.ofMillis(200).toNanos());
        controller.receive(OFFeaturesReply.class);
    }

    @Test
    void aSlaveMayNotChangeAnything() throws IOException {
        controller.send(OF.buildRoleRequest().setRole(OFControllerRole.ROLE_SLAVE).setGenerationId(U64.of(1))
            .build());
        assertEquals(OFControllerRole.ROLE_SLAVE, controller.receive(OFRoleReply.class).getRole());
        assertInstanceOf(OFBadRequestErrorMsg.class,
            controller.exchange(OF.buildFlowAdd().setPriority(1).build()).get(0));
        assertEquals(0, bridge.flowCount(0));
    }

    @Test
    void aPausedBridgeAnswersLaterAndADroppedConnectionComesAgain() throws IOException {
        bridge.pause();
        controller.send(OF.buildPortStatsRequest().setPortNo(OFPort.ANY).build());
        lab.localHosts().send(Frames.rarp("02:00:00:00:01:01"));
        assertTrue(controller.silent());
        bridge.resume();
        assertEquals(2, controller.receive(OFPortStatsReply.class).getEntries().size());

        bridge.dropConnection(0);
        controller.accept();
        controller.send(OF.featuresRequest());
        controller.receive(OFFeaturesReply.class);
    }

    @Test
    void aKilledBridgeComesBackWithoutAFlow() throws IOException {
        controller.exchange(OF.buildFlowAdd().setPriority(1).build());
        assertEquals(1, bridge.messages(OFType.FLOW_MOD));
        bridge.kill();
        bridge.start();
        controller.accept();
        assertEquals(0, bridge.flowCount(0));
    }

    @Test
    void faultsOfTheLabHaveNames() {
        for (var fault : Fault.values()) {
            lab.fault(fault, 1);
            lab.heal(fault, 1);
        }
        assertEquals(0, lab.network().overflowed());
    }
}
