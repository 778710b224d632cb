/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFMessage;

/**
 * The messages that make up the data path, as a switch reads them.
 */
final class PipelineMessagesTest {
    private static final Wire WIRE = new Wire();
    private static final BridgePorts PORTS = new BridgePorts(1, ImmutableList.of(2L, 3L), 4);
    private static final Pipeline PIPELINE =
        new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.PREFERRED, PORTS, 0);
    private static final HostKey UNTAGGED = new HostKey(0, MacAddress.parse("02:00:00:00:00:11"));
    private static final HostKey TAGGED = new HostKey(100, MacAddress.parse("02:00:00:00:00:12"));

    private static List<OFMessage> sent(final Consumer<BridgeClient> requests) {
        final var recorded = new RecordedRequests();
        requests.accept(new BridgeClient(SampleGroups.group("g", 1, 2, 2).bridges().preferred().id(), recorded));
        return WIRE.send(recorded.inputs());
    }

    private static List<String> added(final List<FlowEntry> flows) {
        return sent(client -> client.add(flows)).stream().map(Transcript::brief).toList();
    }

    private static List<String> added(final FlowKind kind) {
        return added(PIPELINE.base().stream().filter(flow -> flow.kind() == kind).toList());
    }

    @Test
    void theDatapathAnswersHeartbeatsByItself() {
        assertEquals(List.of(
            "add table=0 priority=400 cookie=0x5553010100000000/0x0000000000000000"
                + " [eth_dst=a2:00:00:00:00:01 eth_src=a2:00:00:00:00:02 eth_type=0x800 icmpv4_code=0 icmpv4_type=8"
                + " in_port=4 ip_proto=0x1 ipv4_dst=169.254.85.1 ipv4_src=169.254.85.2]"
                + " -> [apply set eth_src=a2:00:00:00:00:01, set eth_dst=a2:00:00:00:00:02,"
                + " set ipv4_src=169.254.85.1, set ipv4_dst=169.254.85.2, set icmpv4_type=0,"
                + " output in_port max 65535]"),
            added(FlowKind.ADMISSION).stream().filter(flow -> flow.contains(" priority=400 ")).toList());
    }

    @Test
    void answersGoToTheControllerWholeAndWithoutTheMeter() {
        assertEquals(List.of(
            "add table=0 priority=400 cookie=0x5553020100000000/0x0000000000000000"
                + " [eth_dst=a2:00:00:00:00:01 eth_src=a2:00:00:00:00:02 eth_type=0x800 icmpv4_code=0 icmpv4_type=0"
                + " in_port=4 ip_proto=0x1 ipv4_dst=169.254.85.1 ipv4_src=169.254.85.2]"
                + " -> [apply output controller max 65535]"),
            added(FlowKind.HEARTBEAT));
    }

    @Test
    void probesOfTheBridgeGoToTheControllerWhetherTheGateIsOpenOrNot() {
        final var head = "add table=0 priority=400 cookie=0x5553080100000000/0x0000000000000000 ";
        final var toController = " -> [apply output controller max 65535]";
        assertEquals(List.of(
            head + "[eth_dst=a6:00:00:00:00:01 in_port=1]" + toController,
            head + "[eth_dst=aa:00:00:00:00:01 in_port=2]" + toController,
            head + "[eth_dst=aa:00:00:00:00:01 in_port=3]" + toController),
            added(FlowKind.PROBE));
    }

    @Test
    void probesOfTheOtherBridgeGoToTheGateAndTeachNothing() {
        final var head = "add table=2 priority=300 cookie=0x5553090100000000/0x0000000000000000 ";
        assertEquals(List.of(
            head + "[eth_dst=a6:00:00:00:00:02 in_port=2] -> [write metadata 0x100000000/0xffffffff00000000; goto 4]",
            head + "[eth_dst=a6:00:00:00:00:02 in_port=3] -> [write metadata 0x100000000/0xffffffff00000000; goto 4]",
            head + "[eth_dst=aa:00:00:00:00:02 in_port=1] -> [goto 4]"),
            added(FlowKind.PROBE_PATH));
    }

    @Test
    void uplinkAndTrunksAreAdmittedAndNothingElse() {
        final var head = "add table=0 priority=100 cookie=0x5553010100000000/0x0000000000000000 ";
        assertEquals(List.of(
            head + "[in_port=1] -> [goto 1]",
            head + "[in_port=2] -> [goto 1]",
            head + "[in_port=3] -> [goto 1]",
            "add table=0 priority=0 cookie=0x5553010100000000/0x0000000000000000 [] -> []"),
            added(FlowKind.ADMISSION).stream().filter(flow -> !flow.contains("priority=400")).toList(),
            "a frame from the other bridge is never bridged");
    }

    @Test
    void theGateIsOneFlow() {
        assertEquals(
            List.of("add table=4 priority=0 cookie=0x5553030000000000/0x0000000000000000 [] -> [goto 5]"),
            added(List.of(PIPELINE.gate())));
    }

    @Test
    void theGuardHandsOverWhatWouldBeFloodedAndCameInAtAnotherPortThanItsSource() {
        final var home = "add table=2 priority=50 cookie=0x5553130100000000/0x0000000000000000 ";
        final var here = "] -> [write metadata 0x40000/0x40000; goto 3]";
        assertEquals(List.of(
            home + "[in_port=1 metadata=0x200/0x3ff" + here,
            home + "[in_port=2 metadata=0x101/0x3ff" + here,
            home + "[in_port=3 metadata=0x102/0x3ff" + here),
            added(FlowKind.AT_HOME));
        final var head = "add table=5 priority=50 cookie=0x55530f0100000000/0x0000000000000000 expires ";
        final var held = "] -> [write metadata 0x20000/0x20000; goto 6]";
        assertEquals(List.of(
            head + "[metadata=0x200/0xffffffff00040200" + held,
            head + "[metadata=0x100/0xffffffff00040100" + held),
            added(FlowKind.GUARD), "two flows, however many trunks there are");
        final var copy = "cookie=0x5553100100000000/0x0000000000000000 ";
        assertEquals(List.of(
            "add table=6 priority=60 " + copy + "[metadata=0x20100/0x203ff]"
                + " -> [meter 21845; apply output controller max 65535]",
            "add table=6 priority=50 " + copy + "[metadata=0x20000/0x20000]"
                + " -> [meter 21843; apply output controller max 65535]"),
            added(FlowKind.HELD), "sources at no port do not use up the meter of hosts that have moved");
    }

    @Test
    void theGuardDoesNotComeBeforeWhatItSpares() {
        final var kinds = PIPELINE.base().stream().map(FlowEntry::kind).toList();
        assertTrue(kinds.lastIndexOf(FlowKind.AT_HOME) < kinds.indexOf(FlowKind.GUARD), kinds::toString);
    }

    @Test
    void theGuardAloneExpires() {
        assertEquals(added(FlowKind.GUARD).size(), sent(client -> client.add(PIPELINE.base())).stream()
            .map(Transcript::of).filter(flow -> flow.contains(" expires ")).count());
        assertTrue(sent(client -> client.add(PIPELINE.guard())).stream()
            .allMatch(flow -> Transcript.of(flow).contains(" expires ")));
    }

    @Test
    void noFlowBehindTheGateLooksAtAFrame() {
        added(PIPELINE.base()).stream().filter(flow -> flow.matches("add table=[456] .*")).forEach(flow ->
            assertTrue(flow.matches(".* \\[((in_port=\\d+ )?metadata=\\S+)?] -> .*"), flow));
    }

    @Test
    void theGateIsTheSameByEitherConnection() {
        for (int firstTable : List.of(0, 10, 247)) {
            final var plan = new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.PREFERRED, PORTS, firstTable);
            final var opening = new ArrayList<>(sent(client -> client.removeAll(FlowKind.STANDBY, firstTable)));
            opening.addAll(sent(client -> client.add(List.of(plan.gate()))));
            assertEquals(opening.stream().map(Transcript::of).toList(),
                Wire.read(plan.openGate()).stream().map(Transcript::of).toList());
            assertEquals(sent(client -> client.removeAll(FlowKind.GATE, firstTable + 4)).stream().map(Transcript::of)
                .toList(), Wire.read(plan.closeGate()).stream().map(Transcript::of).toList());
        }
    }

    @Test
    void aBridgeThatStandsByDropsEverythingButBridgesOwnFramesByFieldsThatNothingElseLooksAt() {
        final var head = "add table=0 priority=200 cookie=0x5553110100000000/0x0000000000000000 ";
        final var own = "add table=0 priority=250 cookie=0x5553110100000000/0x0000000000000000"
            + " [eth_src=a2:00:00:00:00:00/f3:00:00:00:00:00 ";
        assertEquals(List.of(
            own + "in_port=1] -> [goto 1]", own + "in_port=2] -> [goto 1]", own + "in_port=3] -> [goto 1]",
            head + "[arp_op=1 eth_type=0x806] -> []",
            head + "[arp_op=2 eth_type=0x806] -> []",
            head + "[eth_type=0x800 ip_ecn=00] -> []", head + "[eth_type=0x86dd ip_ecn=00] -> []",
            head + "[eth_type=0x800 ip_ecn=01] -> []", head + "[eth_type=0x86dd ip_ecn=01] -> []",
            head + "[eth_type=0x800 ip_ecn=010] -> []", head + "[eth_type=0x86dd ip_ecn=010] -> []",
            head + "[eth_type=0x800 ip_ecn=11] -> []", head + "[eth_type=0x86dd ip_ecn=11] -> []",
            // the library that reads it knows no operation of RARP; Open vSwitch does
            head + "[eth_type=0x8035] -> []"),
            Wire.read(PIPELINE.standBy()).stream().map(Transcript::brief).toList());
        final var others = new ArrayList<>(added(PIPELINE.base()));
        others.addAll(added(PIPELINE.host(Host.firstSeen(TAGGED, Location.UPLINK, 0))));
        assertTrue(others.stream().noneMatch(flow -> flow.contains("arp_op") || flow.contains("ip_ecn")));
    }

    @Test
    void theFlowsOfTheWarmUpTakeNoFrame() {
        final var messages = PIPELINE.directWarmUp();
        assertEquals(List.of("add table=0 priority=0 cookie=0x55530b0100000000/0x0000000000000000"
            + " [in_port=local] -> []"), Wire.read(messages.get(0)).stream().map(Transcript::brief).toList());
        assertEquals(List.of("delete table=0 priority=32768 cookie=0x55530b0000000000/0xffffff0000000000 [] -> []"),
            Wire.read(messages.get(1)).stream().map(Transcript::brief).toList());
    }

    @Test
    void whatIsUnknownGoesEverywhereButBack() {
        final var head = "add table=5 priority=10 cookie=0x55530d0100000000/0x0000000000000000 ";
        final var all = " metadata=0x0/0xffffffff00000000] -> [apply ";
        assertEquals(List.of(
            head + "[in_port=1" + all + "output 2 max 65535, output 3 max 65535; goto 6]",
            head + "[in_port=2" + all + "output 1 max 65535, output 3 max 65535; goto 6]",
            head + "[in_port=3" + all + "output 1 max 65535, output 2 max 65535; goto 6]"),
            added(FlowKind.OUTPUT).stream().filter(flow -> flow.contains("priority=10 ")).toList());
        assertEquals(List.of("add table=1 priority=0 cookie=0x55530c0100000000/0x0000000000000000 [] -> [goto 2]"),
            added(FlowKind.UNKNOWN_SOURCE));
        assertEquals(List.of("add table=2 priority=0 cookie=0x5553040100000000/0x0000000000000000 [] -> [goto 3]"),
            added(FlowKind.UNKNOWN_DESTINATION));
    }

    @Test
    void whatIsKnownGoesWhereItWasNotedTo() {
        final var head = "add table=5 priority=100 cookie=0x55530d0100000000/0x0000000000000000 ";
        assertEquals(List.of(
            head + "[metadata=0x100000000/0xffffffff00000000] -> [apply output 1 max 65535; goto 6]",
            head + "[metadata=0x200000000/0xffffffff00000000] -> [apply output 2 max 65535; goto 6]",
            head + "[metadata=0x300000000/0xffffffff00000000] -> [apply output 3 max 65535; goto 6]"),
            added(FlowKind.OUTPUT).stream().filter(flow -> flow.contains("priority=100 ")).toList());
    }

    @Test
    void nothingIsLearnedFromWhatIsKnown() {
        final var known = "add table=3 priority=100 cookie=0x5553070100000000/0x0000000000000000 ";
        final var head = "add table=3 priority=200 cookie=0x5553070100000000/0x0000000000000000 ";
        final var learn = " -> [write metadata 0x10000/0x10000; goto 4]";
        assertEquals(List.of(
            known + "[in_port=1 metadata=0x200/0x3ff] -> [goto 4]",
            known + "[in_port=2 metadata=0x101/0x3ff] -> [goto 4]",
            known + "[in_port=3 metadata=0x102/0x3ff] -> [goto 4]",
            head + "[eth_type=0x806]" + learn,
            head + "[eth_type=0x86dd icmpv6_type=0x87 ip_proto=0x3a]" + learn,
            head + "[eth_type=0x86dd icmpv6_type=0x88 ip_proto=0x3a]" + learn,
            head + "[eth_type=0x800 ip_proto=0x11 udp_dst=68 udp_src=67]" + learn,
            head + "[eth_type=0x86dd ip_proto=0x11 udp_dst=546 udp_src=547]" + learn,
            "add table=3 priority=10 cookie=0x5553070100000000/0x0000000000000000 []" + learn),
            added(FlowKind.LEARNING));
    }

    @Test
    void copiesForLearningPassTheMeterFirst() {
        assertEquals(List.of(
            "add table=6 priority=20 cookie=0x55530e0100000000/0x0000000000000000 [metadata=0x10100/0x103ff]"
                + " -> [meter 21845; apply output controller max 65535]",
            "add table=6 priority=0 cookie=0x55530e0100000000/0x0000000000000000 []"
                + " -> [meter 21843; apply output controller max 65535]"), added(FlowKind.COPY),
            "by the table-miss flow entry, whose packets do not come by the second connection");
        assertEquals(List.of("add table=6 priority=10 cookie=0x5553120100000000/0x0000000000000000"
            + " [metadata=0x0/0x10000] -> []"), added(FlowKind.NOT_COPIED));
    }

    @Test
    void anUntaggedHostMatchesTheAbsenceOfATag() {
        assertEquals(List.of(
            "add table=2 priority=100 cookie=0x5553050000000000/0x0000000000000000"
                + " [eth_dst=02:00:00:00:00:11 vlan_vid=0x0000]"
                + " -> [write metadata 0x300000000/0xffffffff00000000; goto 3]",
            "add table=1 priority=100 cookie=0x5553060000000000/0x0000000000000000"
                + " [eth_src=02:00:00:00:00:11 vlan_vid=0x0000] -> [write metadata 0x102/0x3ff; goto 2]"),
            added(PIPELINE.host(Host.firstSeen(UNTAGGED, Location.trunk(2), 0))));
    }

    @Test
    void aTaggedHostMatchesItsVlan() {
        assertEquals(List.of(
            "add table=2 priority=100 cookie=0x5553050000000000/0x0000000000000000"
                + " [eth_dst=02:00:00:00:00:12 vlan_vid=0x1064]"
                + " -> [write metadata 0x100000000/0xffffffff00000000; goto 3]",
            "add table=1 priority=100 cookie=0x5553060000000000/0x0000000000000000"
                + " [eth_src=02:00:00:00:00:12 vlan_vid=0x1064] -> [write metadata 0x200/0x3ff; goto 2]"),
            added(PIPELINE.host(Host.firstSeen(TAGGED, Location.UPLINK, 0))));
    }

    @Test
    void noFlowAsksForNewsOrDependsOnABuffer() {
        for (var message : sent(client -> client.add(PIPELINE.base()))) {
            final var text = Transcript.of(message).replace(" expires ", " ");
            assertTrue(text.contains("/0x0000000000000000 buffer=none out=any,any ["), text);
        }
    }

    @Test
    void aFlowIsRemovedStrictlyAndOnlyIfItIsOurs() {
        assertEquals(List.of(
            "delete_strict table=4 priority=0 cookie=0x5553030000000000/0xffffff0000000000 buffer=none out=any,any"
                + " [] -> []"),
            sent(client -> client.change(List.of(new FlowChange(PIPELINE.gate(), true)))).stream()
                .map(Transcript::of).toList());
    }

    @Test
    void everyTraceOfAHostIsRemovedWhereverItWasAndThatByWhichItIsFoundLast() {
        assertEquals(List.of(
            "delete_strict table=1 priority=100 cookie=0x5553060000000000/0xffffff0000000000"
                + " [eth_src=02:00:00:00:00:12 vlan_vid=0x1064] -> []",
            "delete_strict table=2 priority=100 cookie=0x5553050000000000/0xffffff0000000000"
                + " [eth_dst=02:00:00:00:00:12 vlan_vid=0x1064] -> []"),
            sent(client -> client.change(PIPELINE.traces(TAGGED).stream()
                .map(flow -> new FlowChange(flow, true)).toList())).stream().map(Transcript::brief).toList());
    }

    @Test
    void allFlowsOfAKindGoWithOneMessage() {
        final var messages = sent(client -> client.removeAll(FlowKind.DESTINATION, 1));
        assertEquals(1, messages.size());
        final var text = Transcript.of(messages.getFirst());
        assertTrue(text.startsWith("delete table=1 "), text);
        assertTrue(text.endsWith(" cookie=0x5553050000000000/0xffffff0000000000 buffer=none out=any,any [] -> []"),
            text);
    }

    @Test
    void allThatIsOursGoesFromAllTablesTheMetersLast() {
        final var messages = sent(BridgeClient::removeOurs).stream().map(Transcript::of).toList();
        assertEquals(5, messages.size());
        assertTrue(messages.get(0).startsWith("delete table=255 "), messages.get(0));
        assertTrue(messages.get(0).endsWith(" cookie=0x5553000000000000/0xffff000000000000 buffer=none out=any,any"
            + " [] -> []"), messages.get(0));
        assertEquals(List.of("delete meter=21843", "delete meter=21845", "delete meter=21844", "delete meter=21846"),
            messages.subList(1, 5).stream().map(message -> message.substring(0, message.indexOf(" flags"))).toList());
    }

    @Test
    void theMeterThatNoFlowNamesGetsTheRateAndThenTheOtherOneGoes() {
        final var recorded = new RecordedRequests();
        final var installer = new PipelineInstaller(new BridgeClient(new BridgeId(1), recorded));
        final var inUse = new FoundPipeline(ImmutableSortedSet.of(), ImmutableList.of(), OptionalLong.of(0x5554));
        installer.install(PIPELINE, 1000, inUse);
        installer.install(PIPELINE, 2000, FoundPipeline.NONE);
        final var messages = WIRE.send(recorded.inputs()).stream().map(Transcript::of)
            .filter(message -> message.contains("meter")).map(message -> message.replaceFirst("table=.* -> ", ""))
            .toList();
        assertEquals(Stream.of(installed(21843, 1000), removed(21844), installed(21844, 2000), removed(21843))
            .flatMap(List::stream).toList(), messages);
    }

    /** Two meters, that of sources at no port with a tenth of the rate, and the flows that name them. */
    private static List<String> installed(final int meter, final int rate) {
        final var copy = "add [meter " + meter + "; apply output controller max 65535]";
        final var unlearned = "add [meter " + (meter + 2) + "; apply output controller max 65535]";
        return Stream.of(removed(meter).subList(0, 1), List.of(meterAdded(meter, rate)), removed(meter).subList(1, 2),
            List.of(meterAdded(meter + 2, rate / 10), unlearned, copy, unlearned, copy)).flatMap(List::stream).toList();
    }

    private static String meterAdded(final int meter, final int rate) {
        return "add meter=" + meter + " flags=[BURST, PKTPS] [drop rate=" + rate + " burst=" + rate + "]";
    }

    private static List<String> removed(final int meter) {
        return List.of("delete meter=" + meter + " flags=[BURST, PKTPS] []",
            "delete meter=" + (meter + 2) + " flags=[BURST, PKTPS] []");
    }

    @Test
    void theTablesBeginWhereTheOperatorSays() {
        final var shifted = new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.PREFERRED, PORTS, 10);
        assertEquals(
            List.of("add table=14 priority=0 cookie=0x5553030000000000/0x0000000000000000 [] -> [goto 15]"),
            added(List.of(shifted.gate())));
        shifted.base().stream().filter(flow -> shifted.tableOf(flow.kind()) != Pipeline.EVERY_TABLE).forEach(flow ->
            assertEquals(shifted.tableOf(flow.kind()), flow.table(), flow::toString));
        assertTrue(added(shifted.base()).stream().allMatch(flow -> flow.matches(".* table=1[012356] .*")));
    }

    @Test
    void theOtherBridgeAnswersTheOtherWay() {
        final var other = new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.ALTERNATE, PORTS, 0);
        final var answer = added(other.base()).getFirst();
        assertTrue(answer.contains("eth_dst=a2:00:00:00:00:02 eth_src=a2:00:00:00:00:01"), answer);
        assertTrue(answer.contains("set ipv4_src=169.254.85.2, set ipv4_dst=169.254.85.1"), answer);
    }
}
