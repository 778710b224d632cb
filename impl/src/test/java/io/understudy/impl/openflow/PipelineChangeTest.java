/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.TableModel.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.projectfloodlight.openflow.protocol.OFFlowMod;

/**
 * What becomes of frames while one version of the pipeline is replaced by another: looked at after every single
 * flow-mod.
 */
final class PipelineChangeTest {
    private static final Wire WIRE = new Wire();
    private static final BridgePorts PORTS = new BridgePorts(2, ImmutableList.of(1L, 9L), 3);
    private static final Pipeline PIPELINE =
        new Pipeline(SampleGroups.group("g", 1, 2, 2), Side.PREFERRED, PORTS, 0);
    private static final List<Rule> RECORDED = Recorded.flows("pipeline-0.flows");
    private static final long GATE = 3;
    private static final Set<Long> LASTING = Set.of(GATE, 5L, 6L);

    private static final long LOCAL = 0x0200_0000_0101L;
    private static final long OTHER_TRUNK = 0x0255_5300_0002L;
    private static final long REMOTE = 0x0200_0000_0201L;
    private static final long STRANGER = 0x0255_5300_00ffL;
    private static final long BROADCAST = 0xffff_ffff_ffffL;
    private static final int ARP = 0x806;
    private static final int IPV4 = 0x800;
    private static final int DATA = 0x9000;

    private static long kind(final Rule rule) {
        return rule.cookie() >>> 40 & 0xff;
    }

    private static boolean isLasting(final Rule rule) {
        return LASTING.contains(kind(rule));
    }

    private static TableModel recorded() {
        final var model = new TableModel();
        model.addMeter();
        RECORDED.forEach(model::add);
        return model;
    }

    private static Rule rule(final FlowEntry flow) {
        final var requests = new RecordedRequests();
        new BridgeClient(new BridgeId(1), requests).add(List.of(flow));
        return RuleReader.of((OFFlowMod) WIRE.send(requests.inputs()).getFirst());
    }

    private static Map<String, Long> frame(final long port, final long source, final long destination,
            final int type) {
        final var frame = new HashMap<String, Long>();
        frame.put("in_port", port);
        frame.put("eth_src", source);
        frame.put("eth_dst", destination);
        frame.put("eth_type", (long) type);
        frame.put("vlan_vid", 0L);
        if (type == ARP) {
            frame.put("arp_op", 1L);
        } else if (type == IPV4) {
            frame.putAll(Map.of("ip_proto", 17L, "udp_src", 50_000L, "udp_dst", 50_001L, "ip_ecn", 0L));
        }
        return frame;
    }

    private static Map<String, Long> tagged(final long vlan, final Map<String, Long> frame) {
        final var tagged = new HashMap<>(frame);
        tagged.put("vlan_vid", 0x1000 | vlan);
        return tagged;
    }

    /** Frames of all kinds from all hosts at all ports, where they are at home and where they may have come round. */
    private static Map<String, Map<String, Long>> frames() {
        final var frames = new LinkedHashMap<String, Map<String, Long>>();
        final var own = List.of(0xa200_0000_0001L, 0xa600_0000_0001L, 0xaa00_0000_0001L, 0xa200_0000_0002L,
            0xa600_0000_0002L, 0xaa00_0000_0002L);
        final var sources = new ArrayList<>(List.of(LOCAL, OTHER_TRUNK, REMOTE, STRANGER));
        sources.addAll(own);
        final var destinations = new ArrayList<>(sources);
        destinations.add(BROADCAST);
        for (long port : List.of(1L, 2L, 3L, 9L)) {
            for (long source : sources) {
                for (long destination : destinations) {
                    for (int type : List.of(ARP, IPV4, DATA)) {
                        final var frame = frame(port, source, destination, type);
                        final var name = "%x to %x, type %x, in at %d".formatted(source, destination, type, port);
                        frames.put(name, frame);
                        frames.put(name + ", VLAN 100", tagged(100, frame));
                        frames.put(name + ", VID 0", tagged(0, frame));
                    }
                }
            }
        }
        return frames;
    }

    /** Applies steps, flow-mod by flow-mod. */
    private static void apply(final TableModel model, final List<PipelineChange.Step> steps,
            final Map<FoundFlow, Rule> found, final Runnable look) {
        for (var step : steps) {
            step.additions().forEach(flow -> {
                model.add(rule(flow));
                look.run();
            });
            step.removals().forEach(flow -> {
                model.remove(found.get(flow), FlowKind.VERSION_MASK.getValue().longValue(), true);
                look.run();
            });
            step.remains().forEach(flow -> {
                model.remove(found.get(flow), FlowKind.VERSION_MASK.getValue().longValue(), false);
                look.run();
            });
        }
    }

    private static void upgrade(final TableModel model, final Runnable look) {
        final var found = new LinkedHashMap<FoundFlow, Rule>();
        model.rules().stream().filter(rule -> !isLasting(rule)).forEach(rule -> found.put(new FoundFlow(rule.table(),
            rule.priority(), new FlowCookie(Uint64.fromLongBits(rule.cookie())),
            // told apart by it in the map, and not looked at
            Matches.from(new MacAddress(found.size() + 1L))), rule));
        apply(model, PipelineChange.steps(PIPELINE.base(), new FoundPipeline(ImmutableSortedSet.of(0),
            ImmutableList.copyOf(found.keySet()), OptionalLong.empty())), found, look);
    }

    private static TableModel upgraded() {
        final var model = recorded();
        upgrade(model, () -> { });
        return model;
    }

    /** What the code of that version does with a bridge that forwards: the meter anew, its flows in their order. */
    private static void downgrade(final TableModel model, final Runnable look) {
        model.removeMeter();
        look.run();
        model.addMeter();
        RECORDED.stream().filter(rule -> !isLasting(rule)).forEach(rule -> {
            model.add(rule);
            look.run();
        });
    }

    private static Set<Map<String, Integer>> portsOf(final Set<Map<String, Integer>> outcomes) {
        return outcomes.stream().map(outcome -> {
            final var ports = new HashMap<>(outcome);
            ports.remove(TableModel.CONTROLLER);
            return Map.copyOf(ports);
        }).collect(Collectors.toSet());
    }

    private static void assertGoes(final String expected, final TableModel model, final Map<String, Long> frame) {
        final var ports = new HashMap<String, Integer>();
        Arrays.stream(expected.split(" ")).filter(port -> !port.isEmpty())
            .forEach(port -> ports.merge(port, 1, Integer::sum));
        assertEquals(Set.of(Map.copyOf(ports)), portsOf(model.outcomes(frame)), frame::toString);
    }

    /** What every version must do, so that comparing with them means something. */
    private static void assertServes(final TableModel model) {
        assertGoes("2", model, frame(1, LOCAL, REMOTE, IPV4));
        assertGoes("1", model, frame(2, REMOTE, LOCAL, IPV4));
        assertGoes("9", model, frame(1, LOCAL, OTHER_TRUNK, DATA));
        assertGoes("2 9", model, frame(1, LOCAL, BROADCAST, ARP));
        assertGoes("1 9", model, frame(2, REMOTE, BROADCAST, DATA));
        assertGoes("1 2", model, frame(9, STRANGER, BROADCAST, DATA));
        assertEquals(Set.of(Map.of(TableModel.CONTROLLER, 1)), model.outcomes(frame(2, LOCAL, BROADCAST, ARP)),
            "what may have come round is held back");
        assertEquals(Set.of(Map.of(TableModel.CONTROLLER, 1)), model.outcomes(frame(9, REMOTE, BROADCAST, DATA)));
        assertGoes("", model, frame(3, LOCAL, BROADCAST, ARP));
    }

    @Test
    void inAnUpgradeEveryFrameIsAtAnyMomentTreatedAsInOneOfBothVersions() {
        final var before = recorded();
        final var after = upgraded();
        assertServes(before);
        assertServes(after);
        final var now = recorded();
        final var looks = new ArrayList<Integer>();
        upgrade(now, () -> {
            looks.add(looks.size());
            frames().forEach((name, frame) -> {
                final var allowed = Sets.union(before.outcomes(frame), after.outcomes(frame));
                final var seen = now.outcomes(frame);
                assertTrue(allowed.containsAll(seen), () -> name + " after " + looks.size() + " flow-mods: " + seen
                    + ", not one of " + allowed);
            });
        });
        assertTrue(looks.size() > PIPELINE.base().size());
    }

    @Test
    void anUpgradeLeavesNoFlowOfTheOldVersionAndWhatLastsAsItIs() {
        final var after = upgraded();
        assertEquals(PIPELINE.base().stream().map(PipelineChangeTest::rule).collect(Collectors.toSet()),
            after.rules().stream().filter(rule -> !isLasting(rule)).collect(Collectors.toSet()));
        assertEquals(RECORDED.stream().filter(PipelineChangeTest::isLasting).collect(Collectors.toSet()),
            after.rules().stream().filter(PipelineChangeTest::isLasting).collect(Collectors.toSet()));
        assertTrue(RECORDED.contains(rule(PIPELINE.gate())), "the gate is the same");
    }

    @Test
    void throughABridgeThatStandsByNothingPassesMeanwhile() {
        final BiConsumer<TableModel, BiConsumer<TableModel, Runnable>> course = (model, change) -> {
            model.rules().stream().filter(rule -> kind(rule) == GATE).forEach(gate -> model.remove(gate, -1, true));
            change.accept(model, () -> frames().forEach((name, frame) -> assertFalse(portsOf(model.outcomes(frame))
                .stream().anyMatch(ports -> ports.keySet().stream().anyMatch(port -> !"in_port".equals(port))), name)));
        };
        course.accept(recorded(), PipelineChangeTest::upgrade);
        course.accept(upgraded(), PipelineChangeTest::downgrade);
    }

    /**
     * That version takes the meter away, and the flows that copy to the controller with it; so only the ports are
     * looked at here.
     */
    @Test
    void inADowngradeToTheVersionBeforeEveryFrameGoesAtAnyMomentWhereOneOfBothSendsIt() {
        final var before = upgraded();
        final var after = recorded();
        final var now = upgraded();
        downgrade(now, () -> frames().forEach((name, frame) -> {
            final var allowed = Sets.union(portsOf(before.outcomes(frame)), portsOf(after.outcomes(frame)));
            final var seen = portsOf(now.outcomes(frame));
            assertTrue(allowed.containsAll(seen), () -> name + ": " + seen + ", not one of " + allowed);
        }));
        assertServes(now);
    }

    private static FlowEntry flow(final int table, final int priority) {
        return new FlowEntry(table, priority, FlowKind.LEARNING, Matches.any(), Actions.none());
    }

    private static FoundFlow found(final int table, final int priority, final int version) {
        return new FoundFlow(table, priority, new FlowCookie(Uint64.fromLongBits(0x5553_0700_0000_0000L
            | (long) version << 32)), Matches.any());
    }

    private static List<String> order(final List<FlowEntry> base, final int version, final FoundFlow... foreign) {
        return PipelineChange.steps(base, new FoundPipeline(ImmutableSortedSet.of(version),
            ImmutableList.copyOf(foreign), OptionalLong.empty())).stream().map(step -> step.additions().stream()
                .map(flow -> "+" + flow.table() + "/" + flow.priority()).collect(Collectors.joining(" "))
                + step.removals().stream().map(flow -> "-" + flow.table() + "/" + flow.priority())
                .collect(Collectors.joining(" "))
                + step.remains().stream().map(flow -> "-" + flow.table() + "/all").collect(Collectors.joining(" ")))
            .toList();
    }

    @Test
    void anOlderVersionIsReplacedTheFirstTableFirst() {
        assertEquals(List.of("+0/0", "+6/20 +6/20", "+6/10", "-6/10", "-6/30", "-6/all", "-7/5",
            "-7/all"),
            order(List.of(flow(0, 0), flow(6, 20), flow(6, 10), flow(6, 20)), 0,
                found(6, 30, 0), found(6, 10, 0), found(7, 5, 0)));
    }

    @Test
    void aNewerVersionIsReplacedTheLastTableFirst() {
        final int newer = PipelineVersion.CURRENT + 1;
        assertEquals(List.of("+6/20", "+6/10", "-6/10", "-6/30", "-6/all", "+0/0"),
            order(List.of(flow(6, 10), flow(0, 0), flow(6, 20)), newer, found(6, 30, newer), found(6, 10, newer)));
    }

    @Test
    void allKindsAreInOneOfTheTwoSets() {
        final var codes = new HashSet<Long>();
        RECORDED.forEach(rule -> codes.add(kind(rule)));
        assertTrue(codes.containsAll(LASTING), "the recording has hosts and a gate");
        assertTrue(codes.containsAll(Set.of(1L, 2L, 4L, 7L, 8L, 9L, 10L, 12L, 13L, 14L, 15L, 16L, 18L)),
            "and all that forwards: " + codes);
    }
}
