/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterModCommand;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.protocol.oxm.OFOxm;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.ICMPv4Type;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

class DatapathTest {
    private static final OFFactory OF = OFFactories.getFactory(OFVersion.OF_13);
    private static final long SECOND = 1_000_000_000L;
    private static final MacAddress MAC_A = MacAddress.of("02:00:00:00:00:01");
    private static final MacAddress MAC_B = MacAddress.of("02:00:00:00:00:02");

    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Datapath datapath = new Datapath(Limits.none(), outlet);

    @Test
    void aFrameThatNoFlowIsForIsDropped() throws RefusedException {
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        add(0, 10, any(), apply(output(2)));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(2), outlet.sentTo());
        assertEquals(1, flow().packets());
        assertEquals(60, flow().bytes());
    }

    @Test
    void theHighestPriorityWinsAndMasksCount() throws RefusedException {
        add(0, 10, any(), apply(output(1)));
        add(0, 20, OF.buildMatch().setMasked(MatchField.ETH_DST, MacAddress.of("02:00:00:00:00:00"),
            MacAddress.of("ff:ff:00:00:00:00")).build(), apply(output(2)));
        add(0, 30, OF.buildMatch().setExact(MatchField.ETH_DST, MAC_B).build(), apply(output(3)));
        datapath.receive(7, TestFrames.ethernet("020000000002", TestFrames.A, "88b5"), 0);
        datapath.receive(7, TestFrames.ethernet("0200000000ff", TestFrames.A, "88b5"), 0);
        datapath.receive(7, TestFrames.ethernet("060000000002", TestFrames.A, "88b5"), 0);
        assertEquals(List.of(3, 2, 1), outlet.sentTo());
    }

    @Test
    void tagsAreToldApart() throws RefusedException {
        add(0, 10, OF.buildMatch().setExact(MatchField.VLAN_VID, OFVlanVidMatch.UNTAGGED).build(), apply(output(1)));
        add(0, 20, OF.buildMatch().setExact(MatchField.VLAN_VID, OFVlanVidMatch.ofVlan(7)).build(), apply(output(2)));
        add(0, 10, OF.buildMatch().setMasked(MatchField.VLAN_VID, OFVlanVidMatch.PRESENT, OFVlanVidMatch.PRESENT)
            .build(), apply(output(3)));
        final var frame = TestFrames.rarp(TestFrames.A);
        datapath.receive(9, frame, 0);
        datapath.receive(9, TestFrames.tagged(7, frame), 0);
        datapath.receive(9, TestFrames.tagged(8, frame), 0);
        assertEquals(List.of(1, 2, 3), outlet.sentTo());
    }

    @Test
    void tagsAreAddedSetAndTakenAway() throws RefusedException {
        final var frame = TestFrames.rarp(TestFrames.A);
        add(0, 10, any(), apply(OF.actions().pushVlan(EthType.VLAN_FRAME), setVlan(5), output(2),
            OF.actions().popVlan(), output(3)));
        datapath.receive(1, frame, 0);
        assertArrayEquals(TestFrames.tagged(5, frame), outlet.sent.get(0).frame());
        assertArrayEquals(frame, outlet.sent.get(1).frame());
    }

    @Test
    void anEchoRequestIsTurnedRoundWithRightChecksums() throws RefusedException {
        add(0, 400, OF.buildMatch().setExact(MatchField.ETH_TYPE, EthType.IPv4)
            .setExact(MatchField.IP_PROTO, IpProtocol.ICMP).setExact(MatchField.ICMPV4_TYPE, ICMPv4Type.ECHO)
            .setExact(MatchField.IPV4_DST, IPv4Address.of("10.0.0.2")).build(),
            apply(set(OF.oxms().ethSrc(MAC_B)), set(OF.oxms().ethDst(MAC_A)),
                set(OF.oxms().ipv4Src(IPv4Address.of("10.0.0.2"))), set(OF.oxms().ipv4Dst(IPv4Address.of("10.0.0.9"))),
                set(OF.oxms().icmpv4Type(ICMPv4Type.ECHO_REPLY)), output(1), outputInPort()));
        datapath.receive(1, TestFrames.echoRequest(), 0);
        assertEquals(List.of(1), outlet.sentTo(), "only IN_PORT sends a frame back");
        final var reply = outlet.sent.get(0).frame();
        assertEquals("020000000001" + "020000000002", TestFrames.part(reply, 0, 12));
        assertEquals("0a000002" + "0a000009", TestFrames.part(reply, 26, 8));
        assertEquals("00", TestFrames.part(reply, 34, 1));
        assertEquals(0, TestFrames.checksum(reply, 14, 34), "checksum of the header");
        assertEquals(0, TestFrames.checksum(reply, 34, reply.length), "checksum of the message");
    }

    @Test
    void aGroupOfTypeAllSendsAFrameForEveryBucket() throws RefusedException {
        datapath.change(OF.buildGroupAdd().setGroup(OFGroup.of(7)).setGroupType(OFGroupType.ALL).setBuckets(List.of(
            bucket(set(OF.oxms().ethSrc(MAC_A)), output(2)),
            bucket(output(2), set(OF.oxms().ethSrc(MAC_B)), OF.actions().pushVlan(EthType.VLAN_FRAME), setVlan(9))))
            .build(), 0);
        final var template = TestFrames.rarp("0a0000000000");
        datapath.packetOut(Ports.CONTROLLER, template, List.of(OF.actions().group(OFGroup.of(7))), 0);
        assertEquals(List.of(2, 2), outlet.sentTo());
        assertEquals(TestFrames.A, TestFrames.part(outlet.sent.get(0).frame(), 6, 6));
        assertEquals(TestFrames.B + "8100" + "0009" + "8035",
            TestFrames.part(outlet.sent.get(1).frame(), 6, 12), "in the order of an action set");
        assertEquals("0a0000000000", TestFrames.part(outlet.sent.get(0).frame(), 22, 6),
            "the addresses in a RARP frame stay, as in Open vSwitch");
        assertArrayEquals(TestFrames.rarp("0a0000000000"), template, "the template is as it was");
        final var group = datapath.groups().find(7);
        assertEquals(1, group.packets());
        assertEquals(1, group.bucketPackets(1));
    }

    @Test
    void aGroupOfTypeAllMakesAnnouncementsOfOneArpRequest() throws RefusedException {
        datapath.change(OF.buildGroupAdd().setGroup(OFGroup.of(7)).setGroupType(OFGroupType.ALL).setBuckets(List.of(
            bucket(announcing(MAC_A, IPv4Address.of("10.0.0.8"), output(2))),
            bucket(announcing(MAC_B, IPv4Address.of("10.0.0.9"), OF.actions().pushVlan(EthType.VLAN_FRAME), setVlan(9),
                output(2)))))
            .build(), 0);
        final var template = TestFrames.ethernet("ffffffffffff", "000000000000", "0806" + "0001080006040001"
            + "00".repeat(20));
        datapath.packetOut(Ports.CONTROLLER, template, List.of(OF.actions().group(OFGroup.of(7))), 0);
        assertArrayEquals(TestFrames.ethernet("ffffffffffff", TestFrames.A, "0806" + "0001080006040001" + TestFrames.A
            + "0a000008" + "000000000000" + "0a000008"), outlet.sent.get(0).frame());
        assertArrayEquals(TestFrames.tagged(9, TestFrames.ethernet("ffffffffffff", TestFrames.B, "0806"
            + "0001080006040001" + TestFrames.B + "0a000009" + "000000000000" + "0a000009")),
            outlet.sent.get(1).frame());
    }

    private static OFAction[] announcing(final MacAddress mac, final IPv4Address address, final OFAction... rest) {
        return Stream.concat(Stream.of(set(OF.oxms().ethSrc(mac)), set(OF.oxms().arpSha(mac)),
            set(OF.oxms().arpSpa(address)), set(OF.oxms().arpTpa(address))), Stream.of(rest)).toArray(OFAction[]::new);
    }

    @Test
    void addressesInArpAreSet() throws RefusedException {
        datapath.packetOut(Ports.CONTROLLER, TestFrames.arpRequest(TestFrames.A), List.of(
            set(OF.oxms().arpSha(MAC_B)), set(OF.oxms().arpSpa(IPv4Address.of("10.0.0.1"))), output(1)), 0);
        assertEquals(TestFrames.B + "0a000001", TestFrames.part(outlet.sent.get(0).frame(), 22, 10));
    }

    @Test
    void groupsAreCheckedAndTakeTheirFlowsWithThem() throws RefusedException {
        final var add = OF.buildGroupAdd().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).setBuckets(List.of());
        assertRefused(Refusal.BAD_OUT_GROUP, () -> add(0, 1, any(), apply(OF.actions().group(OFGroup.of(1)))));
        datapath.change(add.build(), 0);
        assertRefused(Refusal.GROUP_EXISTS, () -> datapath.change(add.build(), 0));
        assertRefused(Refusal.UNKNOWN_GROUP, () -> datapath.change(OF.buildGroupModify().setGroup(OFGroup.of(2))
            .setGroupType(OFGroupType.ALL).build(), 0));
        assertRefused(Refusal.GROUP_LOOP, () -> datapath.change(OF.buildGroupModify().setGroup(OFGroup.of(1))
            .setGroupType(OFGroupType.ALL).setBuckets(List.of(bucket(OF.actions().group(OFGroup.of(1))))).build(), 0));
        datapath.setLimits(Limits.none().withGroups(1).withBuckets(1)
            .withGroupTypes(Set.of(OFGroupType.ALL)));
        assertRefused(Refusal.OUT_OF_GROUPS, () -> datapath.change(add.setGroup(OFGroup.of(3)).build(), 0));
        assertRefused(Refusal.OUT_OF_BUCKETS, () -> datapath.change(OF.buildGroupModify().setGroup(OFGroup.of(1))
            .setGroupType(OFGroupType.ALL).setBuckets(List.of(bucket(), bucket())).build(), 0));
        assertRefused(Refusal.BAD_GROUP_TYPE, () -> datapath.change(OF.buildGroupModify().setGroup(OFGroup.of(1))
            .setGroupType(OFGroupType.FF).build(), 0));
        add(0, 1, any(), apply(OF.actions().group(OFGroup.of(1))));
        datapath.change(OF.buildGroupDelete().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).build(), 0);
        assertEquals(List.of(), datapath.flows().flows());
    }

    @Test
    void aGroupTakesWithItWhatUsesItNowAndNothingElse() throws RefusedException {
        datapath.change(OF.buildGroupAdd().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).build(), 0);
        final var toGroup = apply(OF.actions().group(OFGroup.of(1)));
        add(0, 1, any(), toGroup);
        add(0, 1, any(), apply(output(2)));
        add(0, 2, any(), toGroup);
        datapath.change(OF.buildFlowModifyStrict().setPriority(2).setInstructions(apply(output(2))).build(), 0);
        add(0, 3, any(), apply(output(2)));
        datapath.change(OF.buildFlowModifyStrict().setPriority(3).setInstructions(toGroup).build(), 0);
        assertEquals(Map.of(1, 1L), datapath.flows().usersOfGroups());
        datapath.change(OF.buildGroupDelete().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.ALL).build(), 0);
        assertEquals(List.of(2, 1), datapath.flows().flows().stream().map(FlowEntry::priority).toList());
        assertEquals(Map.of(), datapath.flows().usersOfGroups());
    }

    @Test
    void fastFailoverAvoidsADeadPort() throws RefusedException {
        datapath.change(OF.buildGroupAdd().setGroup(OFGroup.of(1)).setGroupType(OFGroupType.FF).setBuckets(List.of(
            OF.buildBucket().setWatchPort(OFPort.of(2)).setWatchGroup(OFGroup.ANY).setActions(List.of(output(2)))
                .build(),
            OF.buildBucket().setWatchPort(OFPort.of(3)).setWatchGroup(OFGroup.ANY).setActions(List.of(output(3)))
                .build())).build(), 0);
        add(0, 1, any(), apply(OF.actions().group(OFGroup.of(1))));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        outlet.downPort = 2;
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(2, 3), outlet.sentTo());
    }

    @Test
    void whatIsForwardedBeforeAMeterIsNotDroppedByIt() throws RefusedException {
        meter(OFMeterModCommand.ADD);
        add(0, 1, any(), List.of(OF.instructions().applyActions(List.of(output(2))),
            OF.instructions().gotoTable(TableId.of(1))));
        add(1, 0, any(), List.of(OF.instructions().meter(5), OF.instructions().applyActions(List.of(toController()))));
        for (int count = 0; count < 50; count++) {
            datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        }
        assertEquals(50, outlet.sent.size());
        assertEquals(10, outlet.punts.size(), "the burst");
        assertEquals(40, datapath.meters().find(5).dropped(0));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), SECOND / 20);
        assertEquals(11, outlet.punts.size(), "after the time of one frame");
        assertEquals(OFPacketInReason.NO_MATCH, outlet.punts.get(0).reason(), "by the flow for table misses");
        assertEquals(1, outlet.punts.get(0).table());
        assertRefused(Refusal.METER_EXISTS, () -> meter(OFMeterModCommand.ADD));
        assertRefused(Refusal.INVALID_METER, () -> add(1, 1, any(), List.of(OF.instructions().meter(6))));
        datapath.change(OF.buildMeterMod().setCommand(OFMeterModCommand.DELETE).setMeterId(5).build(), 0);
        assertEquals(0, datapath.flows().size(1));
    }

    @Test
    void actionsThatAreWrittenAreDoneAtTheEndUnlessTheyAreCleared() throws RefusedException {
        add(0, 1, any(), List.of(OF.instructions().writeActions(List.of(output(3), set(OF.oxms().ethSrc(MAC_B)))),
            OF.instructions().gotoTable(TableId.of(4))));
        add(4, 1, any(), apply(output(2)));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(2, 3), outlet.sentTo());
        assertEquals(TestFrames.A, TestFrames.part(outlet.sent.get(0).frame(), 6, 6));
        assertEquals(TestFrames.B, TestFrames.part(outlet.sent.get(1).frame(), 6, 6));
        add(4, 1, any(), List.of(OF.instructions().clearActions()));
        outlet.sent.clear();
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(), outlet.sentTo());
    }

    @Test
    void metadataIsHandedOn() throws RefusedException {
        add(0, 1, any(), List.of(OF.instructions().writeMetadata(U64.of(0x42), U64.of(0xff)),
            OF.instructions().gotoTable(TableId.of(1))));
        add(1, 1, OF.buildMatch().setExact(MatchField.METADATA,
            OFMetadata.of(U64.of(0x42))).build(), apply(output(2)));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(2), outlet.sentTo());
    }

    @Test
    void floodingSparesThePortThatTheFrameCameInBy() throws RefusedException {
        add(0, 1, any(), apply(OF.actions().output(OFPort.FLOOD, 0)));
        datapath.receive(2, TestFrames.rarp(TestFrames.A), 0);
        assertEquals(List.of(1, 3), outlet.sentTo());
    }

    @Test
    void aPacketOutCanGoThroughTheTables() throws RefusedException {
        add(0, 1, OF.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(3)).build(), apply(output(1)));
        datapath.packetOut(3, TestFrames.rarp(TestFrames.A), List.of(OF.actions().output(OFPort.TABLE, 0)), 0);
        assertEquals(List.of(1), outlet.sentTo());
    }

    @Test
    void flowsGoWhenTheirTimeHasCome() throws RefusedException {
        datapath.change(builder(0, 1, any()).setIdleTimeout(2).setFlags(Set.of(OFFlowModFlags.SEND_FLOW_REM)).build(),
            0);
        datapath.change(builder(1, 1, any()).setHardTimeout(3).setFlags(Set.of(OFFlowModFlags.SEND_FLOW_REM)).build(),
            0);
        datapath.receive(1, TestFrames.rarp(TestFrames.A), SECOND);
        datapath.expire(2 * SECOND);
        assertEquals(2, datapath.flows().flows().size(), "it was used a second ago");
        datapath.expire(3 * SECOND);
        assertEquals(List.of(OFFlowRemovedReason.IDLE_TIMEOUT, OFFlowRemovedReason.HARD_TIMEOUT), outlet.removals);
    }

    private static Match any() {
        return OF.buildMatch().build();
    }

    private FlowEntry flow() {
        return datapath.flows().flows().get(0);
    }

    private void add(final int table, final int priority, final Match match, final List<OFInstruction> instructions)
            throws RefusedException {
        datapath.change(builder(table, priority, match).setInstructions(instructions).build(), 0);
    }

    private static OFFlowAdd.Builder builder(final int table, final int priority, final Match match) {
        return OF.buildFlowAdd().setTableId(TableId.of(table)).setPriority(priority).setMatch(match);
    }

    private void meter(final OFMeterModCommand command) throws RefusedException {
        datapath.change(OF.buildMeterMod().setCommand(command).setMeterId(5)
            .setFlags(Set.of(OFMeterFlags.PKTPS, OFMeterFlags.BURST))
            .setMeters(List.of(OF.meterBands().drop(20, 10))).build(), 0);
    }

    private static List<OFInstruction> apply(final OFAction... actions) {
        return List.of(OF.instructions().applyActions(List.of(actions)));
    }

    private static OFBucket bucket(final OFAction... actions) {
        return OF.buildBucket().setWatchPort(OFPort.ANY).setWatchGroup(OFGroup.ANY).setActions(List.of(actions))
            .build();
    }

    private static OFAction output(final int port) {
        return OF.actions().output(OFPort.of(port), 0);
    }

    private static OFAction outputInPort() {
        return OF.actions().output(OFPort.IN_PORT, 0);
    }

    private static OFAction toController() {
        return OF.actions().output(OFPort.CONTROLLER, 0xffff);
    }

    private static OFAction set(final OFOxm<?> field) {
        return OF.actions().setField(field);
    }

    private static OFAction setVlan(final int vlan) {
        return set(OF.oxms().vlanVid(OFVlanVidMatch.ofVlan(vlan)));
    }

    private static void assertRefused(final Refusal refusal, final Executable action) {
        assertEquals(refusal, assertThrows(RefusedException.class, action).refusal());
    }
}
