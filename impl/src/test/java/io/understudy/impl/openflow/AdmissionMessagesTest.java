/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a bridge does not let in, as a switch reads it.
 */
final class AdmissionMessagesTest {
    private static final Wire WIRE = new Wire();
    private static final BridgePorts PORTS = new BridgePorts(1, ImmutableList.of(2L, 3L), 4);
    private static final Pipeline PIPELINE =
        new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.PREFERRED, PORTS, 0);

    private static List<String> added(final FlowKind kind) {
        final var recorded = new RecordedRequests();
        new BridgeClient(SampleGroups.group("g", 1, 2, 2).bridges().preferred().id(), recorded)
            .add(PIPELINE.base().stream().filter(flow -> flow.kind() == kind).toList());
        return WIRE.send(recorded.inputs()).stream().map(Transcript::brief).toList();
    }

    @Test
    void framesForTheNeighbourAloneAndFromNoStationAreNotRelayed() {
        final var cookie = " cookie=0x5553160100000000/0x0000000000000000 ";
        assertEquals(List.of(
            "add table=0 priority=300" + cookie + "[eth_dst=01:80:c2:00:00:00/ff:ff:ff:ff:ff:f0] -> []",
            "add table=0 priority=150" + cookie + "[eth_src=01:00:00:00:00:00/01:00:00:00:00:00] -> []",
            "add table=0 priority=150" + cookie + "[eth_src=00:00:00:00:00:00] -> []",
            "add table=0 priority=150" + cookie + "[vlan_vid=0x1fff] -> []"),
            added(FlowKind.NOT_RELAYED));
    }

    @Test
    void ownFramesThatComeBackAreDroppedAndCountedAtEveryPort() {
        final var cookie = " cookie=0x5553140100000000/0x0000000000000000 ";
        final var source = "[eth_src=a2:00:00:00:00:01/f3:ff:ff:ff:ff:ff in_port=";
        assertEquals(List.of(
            "add table=1 priority=200" + cookie + source + "1] -> []",
            "add table=1 priority=200" + cookie + source + "2] -> []",
            "add table=1 priority=200" + cookie + source + "3] -> []",
            "add table=0 priority=150" + cookie + source + "4] -> []"),
            added(FlowKind.OWN_SOURCE));
    }

    @Test
    void theMaskOfOwnAddressesSelectsThemAllAndNoneOfTheOtherBridges() {
        final var group = SampleGroups.group("g", 1, 2, 2);
        for (var side : Side.values()) {
            final long heartbeat = BridgeAddresses.of(group.bridges().get(side).id()).heartbeat().value();
            for (var other : Side.values()) {
                BridgeAddresses.of(group.bridges().get(other).id()).all().forEach(address -> assertEquals(side == other,
                    (address.value() & BridgeAddresses.MASK.value()) == heartbeat, address::toString));
            }
        }
    }

    @Test
    void ofTheOtherBridgeOnlyPathProbesComeInEachInItsDirection() {
        final var cookie = " cookie=0x5553150100000000/0x0000000000000000 ";
        final var let = "add table=0 priority=160" + cookie;
        final var drop = "add table=0 priority=150" + cookie + "[eth_src=a2:00:00:00:00:02/f3:ff:ff:ff:ff:ff in_port=";
        final var outward = "[eth_dst=a6:00:00:00:00:02 eth_src=aa:00:00:00:00:02 eth_type=0x88b5 in_port=";
        assertEquals(List.of(
            let + "[eth_dst=aa:00:00:00:00:02 eth_src=a6:00:00:00:00:02 eth_type=0x88b5 in_port=1] -> [goto 1]",
            let + outward + "2] -> [goto 1]",
            let + outward + "3] -> [goto 1]",
            drop + "1] -> []", drop + "2] -> []", drop + "3] -> []"),
            added(FlowKind.OTHER_SOURCE));
    }

    @Test
    void aPriorityTagIsTakenUnlessItHidesAnother() {
        final var cookie = " cookie=0x5553170100000000/0x0000000000000000 ";
        final var pop = "] -> [apply OFActionPopVlanVer13(); goto 1]";
        assertEquals(List.of(
            "add table=0 priority=180" + cookie + "[eth_type=0x8100 vlan_vid=0x1000] -> []",
            "add table=0 priority=180" + cookie + "[eth_type=0x88a8 vlan_vid=0x1000] -> []",
            "add table=0 priority=110" + cookie + "[in_port=1 vlan_vid=0x1000" + pop,
            "add table=0 priority=110" + cookie + "[in_port=2 vlan_vid=0x1000" + pop,
            "add table=0 priority=110" + cookie + "[in_port=3 vlan_vid=0x1000" + pop),
            Wire.read(PIPELINE.priorityTags()).stream().map(Transcript::brief).toList());
    }

    @Test
    void aSourceFromWhichNothingIsLearnedIsAtNoPortSoThatTheGuardHoldsItBack() {
        final var recorded = new RecordedRequests();
        new BridgeClient(SampleGroups.group("g", 1, 2, 2).bridges().preferred().id(), recorded).add(List.of(
            PIPELINE.unlearned(new HostKey(10, MacAddress.parse("02:00:00:00:00:33")))));
        assertEquals(List.of("add table=1 priority=50 cookie=0x5553180100000000/0x0000000000000000 expires"
            + " [eth_src=02:00:00:00:00:33 vlan_vid=0x100a] -> [write metadata 0x100/0x3ff; goto 2]"),
            WIRE.send(recorded.inputs()).stream().map(Transcript::brief).toList());
    }

    @Test
    void whatLooksAtASourceIsBelowTheFlowsOfABridgeThatStandsBy() {
        PIPELINE.base().stream().filter(flow -> flow.table() == 0 && flow.match().getEthernetMatch() != null
            && flow.match().getEthernetMatch().getEthernetSource() != null && flow.match().getIpMatch() == null)
            .forEach(flow -> assertTrue(flow.priority() < 200, flow::toString));
    }

    @Test
    void sixteenTrunksMakeAFewFlowsForEachAndNoPairs() {
        final var trunks = LongStream.rangeClosed(2, 17).boxed().collect(ImmutableList.toImmutableList());
        final var plan = new Pipeline(SampleGroups.group("g", 1, 2, 16), Side.PREFERRED,
            new BridgePorts(1, trunks, 18), 0);
        assertEquals(2, plan.guard().size());
        assertTrue(plan.base().size() <= 11 * (1 + trunks.size()) + 20, () -> "flows: " + plan.base().size());
    }
}
