/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

class FlowTablesTest {
    private static final OFFactory OF = OFFactories.getFactory(OFVersion.OF_13);
    private static final int MANY = 100_000;

    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Datapath datapath = new Datapath(Limits.none(), outlet);

    @Test
    void aHundredThousandFlowsAreHeldAndEveryOneIsFound() throws RefusedException {
        for (int host = 0; host < MANY; host++) {
            change(OF.buildFlowAdd().setTableId(TableId.of(1)).setPriority(100).setMatch(to(host)).setCookie(
                U64.of(host)));
        }
        change(OF.buildFlowAdd().setTableId(TableId.of(1)).setPriority(10));
        final var table = datapath.flows().table(1);
        assertEquals(MANY + 1, table.size());
        for (int host = 0; host < MANY; host++) {
            final var frame = new Packet(1, TestFrames.ethernet(mac(host).toString().replace(":", ""), TestFrames.A,
                "88b5"));
            assertEquals(host, table.lookup(frame.fields()).cookie());
        }
        for (int host = 0; host < MANY; host += 2) {
            change(OF.buildFlowDeleteStrict().setTableId(TableId.of(1)).setPriority(100).setMatch(to(host)));
        }
        assertEquals(MANY / 2 + 1, table.size());
        change(OF.buildFlowDelete().setTableId(TableId.ALL));
        assertEquals(0, table.size());
    }

    @Test
    void theIndexFindsWhatASearchOfAllFlowsFinds() throws RefusedException {
        final var random = new Random(42);
        final var all = new ArrayList<FlowEntry>();
        for (int round = 0; round < 3000; round++) {
            final var match = randomMatch(random);
            // no two priorities are the same, or it would be open which flow wins
            change(OF.buildFlowAdd().setTableId(TableId.of(0)).setPriority(round).setMatch(match));
        }
        all.addAll(datapath.flows().flows());
        final var table = datapath.flows().table(0);
        for (int round = 0; round < 3000; round++) {
            final var packet = new Packet(random.nextInt(4), randomFrame(random));
            final var expected = all.stream().filter(flow -> isFor(flow, packet))
                .max(Comparator.comparingInt(FlowEntry::priority)).orElse(null);
            assertEquals(expected, table.lookup(packet.fields()));
        }
        for (int round = 0; round < 300; round++) {
            final var match = randomMatch(random);
            final var read = MatchReader.read(match);
            final var expected = new HashSet<>(all.stream().filter(flow -> flow.match().isWithin(read)).toList());
            assertEquals(expected, new HashSet<>(datapath.flows().query(0, match, 0, 0, Ports.ANY, -1)));
        }
    }

    @Test
    void aFlowThatIsAddedAgainReplacesTheOldOneAndKeepsItsCounts() throws RefusedException {
        change(OF.buildFlowAdd().setPriority(5).setCookie(U64.of(1)));
        datapath.receive(1, TestFrames.rarp(TestFrames.A), 0);
        change(OF.buildFlowAdd().setPriority(5).setCookie(U64.of(2)));
        assertEquals(1, only().packets());
        assertEquals(2, only().cookie());
        change(OF.buildFlowAdd().setPriority(5).setFlags(Set.of(OFFlowModFlags.RESET_COUNTS)));
        assertEquals(0, only().packets());
    }

    @Test
    void modificationsChangeInstructionsOnlyAndAddNothing() throws RefusedException {
        change(OF.buildFlowModify().setPriority(5).setMatch(to(1)));
        assertEquals(List.of(), datapath.flows().flows());
        change(OF.buildFlowAdd().setPriority(5).setMatch(to(1)).setCookie(U64.of(7)));
        change(OF.buildFlowAdd().setPriority(6).setMatch(to(2)));
        final var instructions = List.of(OF.instructions().applyActions(List.of(OF.actions().output(OFPort.of(3),
            0))));
        change(OF.buildFlowModifyStrict().setPriority(4).setMatch(to(1)).setInstructions(List.copyOf(instructions)));
        datapath.receive(1, frameTo(1), 0);
        assertEquals(List.of(), outlet.sentTo(), "another priority is another flow");
        change(OF.buildFlowModify().setInstructions(List.copyOf(instructions)));
        datapath.receive(1, frameTo(1), 0);
        datapath.receive(1, frameTo(2), 0);
        assertEquals(List.of(3, 3), outlet.sentTo());
        assertEquals(7, datapath.flows().table(0).find(read(to(1)), 5).cookie());
    }

    @Test
    void deletionsRespectCookieAndOutPort() throws RefusedException {
        for (int host = 0; host < 4; host++) {
            change(OF.buildFlowAdd().setPriority(5).setMatch(to(host)).setCookie(U64.of(0x5553_0100_0000_0000L | host))
                .setInstructions(List.of(OF.instructions().applyActions(List.of(OF.actions().output(
                    OFPort.of(1 + host % 2), 0))))));
        }
        change(OF.buildFlowAdd().setPriority(5).setMatch(to(9)).setCookie(U64.of(9)));
        change(OF.buildFlowDelete().setTableId(TableId.ALL).setOutPort(OFPort.of(2))
            .setCookie(U64.of(0x5553_0100_0000_0000L)).setCookieMask(U64.of(0xffff_ff00_0000_0000L)));
        assertEquals(3, datapath.flows().size(0));
        assertNull(datapath.flows().table(0).find(read(to(1)), 5));
        change(OF.buildFlowDelete().setTableId(TableId.ALL)
            .setCookie(U64.of(0x5553_0100_0000_0000L)).setCookieMask(U64.of(0xffff_ff00_0000_0000L)));
        assertEquals(9, only().cookie());
    }

    @Test
    void overlapsAndFullTablesAreRefused() throws RefusedException {
        change(OF.buildFlowAdd().setPriority(5).setMatch(to(1)));
        final var overlapping = OF.buildFlowAdd().setPriority(5).setFlags(Set.of(OFFlowModFlags.CHECK_OVERLAP))
            .setMatch(OF.buildMatch().setExact(MatchField.ETH_SRC, mac(1)).build());
        assertRefused(Refusal.OVERLAP, overlapping);
        change(overlapping.setPriority(6));
        datapath.setLimits(Limits.none().withFlows(2));
        assertRefused(Refusal.TABLE_FULL, OF.buildFlowAdd().setPriority(7).setMatch(to(2)));
        change(OF.buildFlowAdd().setPriority(5).setMatch(to(1)));
        change(OF.buildFlowAdd().setPriority(7).setMatch(to(2)).setTableId(TableId.of(1)));
        assertNotNull(datapath.flows().table(1).find(read(to(2)), 7));
    }

    @Test
    void aMatchNeedsWhatItDependsOn() {
        assertRefused(Refusal.BAD_PREREQUISITE, OF.buildFlowAdd().setMatch(OF.buildMatch()
            .setExact(MatchField.IPV4_DST, IPv4Address.of("10.0.0.1")).build()));
        assertRefused(Refusal.BAD_NEXT_TABLE, OF.buildFlowAdd().setTableId(TableId.of(3))
            .setInstructions(List.of(OF.instructions().gotoTable(TableId.of(3)))));
        assertRefused(Refusal.FLOW_BAD_TABLE, OF.buildFlowAdd().setTableId(TableId.of(254)));
    }

    @Test
    void flowsAreRemovedByTheirWholeCookie() throws RefusedException {
        change(OF.buildFlowAdd().setPriority(1).setCookie(U64.of(7)));
        change(OF.buildFlowAdd().setPriority(2).setCookie(U64.of(7)));
        change(OF.buildFlowAdd().setPriority(3).setCookie(U64.of(8)));
        change(OF.buildFlowAdd().setPriority(1).setCookie(U64.of(9)));
        for (long none : new long[] {0, 6, -1}) {
            change(OF.buildFlowDelete().setTableId(TableId.ALL).setCookie(U64.of(none)).setCookieMask(U64.NO_MASK));
        }
        assertEquals(3, datapath.flows().size(0));
        change(OF.buildFlowDelete().setTableId(TableId.ALL).setCookie(U64.of(7)).setCookieMask(U64.NO_MASK));
        assertEquals(List.of(8L, 9L), datapath.flows().flows().stream().map(FlowEntry::cookie).toList());
        change(OF.buildFlowDelete().setTableId(TableId.ALL).setCookie(U64.of(9)).setCookieMask(U64.NO_MASK));
        assertEquals(8, only().cookie());
    }

    private FlowEntry only() {
        assertEquals(1, datapath.flows().flows().size());
        return datapath.flows().flows().get(0);
    }

    private void change(final OFFlowMod.Builder flow) throws RefusedException {
        datapath.change(flow.build(), 0);
    }

    private void assertRefused(final Refusal refusal, final OFFlowMod.Builder flow) {
        assertEquals(refusal, assertThrows(RefusedException.class, () -> change(flow)).refusal());
    }

    private static FlowMatch read(final Match match) throws RefusedException {
        return MatchReader.read(match);
    }

    private static MacAddress mac(final int host) {
        return MacAddress.of(0x0200_0000_0000L + host);
    }

    private static Match to(final int host) {
        return OF.buildMatch().setExact(MatchField.ETH_DST, mac(host)).build();
    }

    private static byte[] frameTo(final int host) {
        return TestFrames.ethernet(mac(host).toString().replace(":", ""), TestFrames.A, "88b5");
    }

    private static boolean isFor(final FlowEntry flow, final Packet packet) {
        final var shape = flow.match().shape();
        for (int word = 0; word < shape.words(); word++) {
            if ((packet.fields()[shape.slot(word)] & shape.mask(word)) != flow.match().key().word(word)) {
                return false;
            }
        }
        return true;
    }

    private static Match randomMatch(final Random random) {
        final var match = OF.buildMatch();
        if (random.nextBoolean()) {
            match.setExact(MatchField.IN_PORT, OFPort.of(1 + random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            match.setMasked(MatchField.ETH_DST, mac(random.nextInt(8)), MacAddress.of(-1L << random.nextInt(4) & (1L
                << 48) - 1));
        } else if (random.nextBoolean()) {
            match.setExact(MatchField.ETH_DST, mac(random.nextInt(8)));
        }
        if (random.nextBoolean()) {
            match.setExact(MatchField.ETH_SRC, mac(random.nextInt(8)));
        }
        if (random.nextBoolean()) {
            match.setExact(MatchField.VLAN_VID, random.nextBoolean() ? OFVlanVidMatch.UNTAGGED
                : OFVlanVidMatch.ofVlan(1 + random.nextInt(3)));
        }
        return match.build();
    }

    private static byte[] randomFrame(final Random random) {
        final var frame = TestFrames.ethernet(mac(random.nextInt(8)).toString().replace(":", ""),
            mac(random.nextInt(8)).toString().replace(":", ""), "88b5");
        return random.nextBoolean() ? frame : TestFrames.tagged(1 + random.nextInt(3), frame);
    }
}
