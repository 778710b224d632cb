/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.impl.openflow.TableModel.Act;
import io.understudy.impl.openflow.TableModel.Masked;
import io.understudy.impl.openflow.TableModel.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.action.OFActionPopVlan;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionGotoTable;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionMeter;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteMetadata;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.ICMPv4Code;
import org.projectfloodlight.openflow.types.ICMPv4Type;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.OFValueType;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U8;

/**
 * Reads flows for {@link TableModel}: from messages, and from what {@code ovs-ofctl dump-flows} prints.
 */
final class RuleReader {
    private static final String VLAN = "vlan_vid";
    /** How Open vSwitch calls fields, and how they are called here. */
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("dl_src", "eth_src"),
        Map.entry("dl_dst", "eth_dst"), Map.entry("dl_type", "eth_type"), Map.entry("nw_src", "ipv4_src"),
        Map.entry("nw_dst", "ipv4_dst"), Map.entry("vlan_tci", VLAN), Map.entry("icmp_type", "icmpv4_type"),
        Map.entry("icmp_code", "icmpv4_code"));
    /** Its short words for protocols. */
    private static final Map<String, Map<String, Long>> PROTOCOLS = Map.of("arp", Map.of("eth_type", 0x806L),
        "icmp", Map.of("eth_type", 0x800L, "ip_proto", 1L), "icmp6", Map.of("eth_type", 0x86ddL, "ip_proto", 58L),
        "udp", Map.of("eth_type", 0x800L, "ip_proto", 17L), "udp6", Map.of("eth_type", 0x86ddL, "ip_proto", 17L));

    private RuleReader() {
        // only functions
    }

    static Rule of(final OFFlowMod message) {
        final var match = new TreeMap<String, Masked>();
        message.getMatch().getMatchFields().forEach(field -> match.put(field.getName(),
            masked(message.getMatch(), field)));
        final var acts = new ArrayList<Act>();
        message.getInstructions().forEach(instruction -> read(instruction, acts));
        return new Rule(message.getTableId().getValue(), message.getPriority(), message.getCookie().getValue(), match,
            acts);
    }

    private static <F extends OFValueType<F>> Masked masked(final Match match, final MatchField<F> field) {
        return match.isPartiallyMasked(field)
            ? new Masked(bits(match.getMasked(field).getValue()), bits(match.getMasked(field).getMask()))
            : new Masked(bits(match.get(field)), -1);
    }

    private static long bits(final OFValueType<?> value) {
        return switch (value) {
            case OFPort port -> port.getPortNumber();
            case MacAddress address -> address.getLong();
            case EthType type -> type.getValue();
            case OFVlanVidMatch vlan -> vlan.getRawVid();
            case OFMetadata metadata -> metadata.getValue().getValue();
            case IPv4Address address -> Integer.toUnsignedLong(address.getInt());
            case IpProtocol protocol -> protocol.getIpProtocolNumber();
            case TransportPort port -> port.getPort();
            case ICMPv4Type type -> type.getType();
            case ICMPv4Code code -> code.getCode();
            case U8 number -> number.getValue();
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    private static void read(final OFInstruction instruction, final List<Act> acts) {
        switch (instruction) {
            case OFInstructionApplyActions apply -> apply.getActions().forEach(action -> acts.add(act(action)));
            case OFInstructionGotoTable table -> acts.add(new Act.GoTo(table.getTableId().getValue()));
            case OFInstructionWriteMetadata write -> acts.add(new Act.WriteMetadata(write.getMetadata().getValue(),
                write.getMetadataMask().getValue()));
            case OFInstructionMeter meter -> acts.add(new Act.Meter());
            default -> throw new IllegalArgumentException(instruction.toString());
        }
    }

    private static Act act(final OFAction action) {
        return switch (action) {
            case OFActionOutput output -> new Act.Out(output.getPort().equals(OFPort.CONTROLLER)
                ? TableModel.CONTROLLER : output.getPort().equals(OFPort.IN_PORT) ? "in_port"
                : Integer.toString(output.getPort().getPortNumber()));
            case OFActionPopVlan pop -> new Act.Set(VLAN, 0);
            case OFActionSetField set -> new Act.Set(set.getField().getMatchField().getName(),
                bits((OFValueType<?>) set.getField().getValue()));
            default -> throw new IllegalArgumentException(action.toString());
        };
    }

    /** Reads a line of ovs-ofctl, without what counts and how long it is there. */
    static Rule line(final String line) {
        final var match = new TreeMap<String, Masked>();
        final var numbers = new TreeMap<String, Long>();
        final var halves = line.strip().split(" ?actions=", 2);
        for (var word : halves[0].split(",\\s*")) {
            final var pair = word.split("=", 2);
            if (PROTOCOLS.containsKey(word)) {
                PROTOCOLS.get(word).forEach((field, value) -> match.put(field, new Masked(value, -1)));
            } else if (List.of("cookie", "table", "priority", "hard_timeout").contains(pair[0])) {
                numbers.put(pair[0], number(pair[1]));
            } else {
                match.put(field(pair[0], numbers, match), value(pair[0], pair[1]));
            }
        }
        final var acts = new ArrayList<Act>();
        for (var word : halves[1].split(",(?![^(]*\\))")) {
            if (!"drop".equals(word)) {
                acts.add(word(word));
            }
        }
        return new Rule(numbers.get("table").intValue(), numbers.get("priority").intValue(), numbers.get("cookie"),
            match, acts);
    }

    private static String field(final String name, final Map<String, Long> numbers, final Map<String, Masked> match) {
        final boolean six = match.containsKey("eth_type") && match.get("eth_type").value() == 0x86ddL;
        return switch (name) {
            case "icmp_type" -> six ? "icmpv6_type" : "icmpv4_type";
            case "tp_src" -> "udp_src";
            case "tp_dst" -> "udp_dst";
            case "dl_vlan" -> VLAN;
            default -> NAMES.getOrDefault(name, name);
        };
    }

    private static Masked value(final String name, final String value) {
        final var halves = value.split("/", 2);
        // OFPVID_PRESENT is part of the value (OpenFlow 1.3.5, table 13)
        return "dl_vlan".equals(name) ? new Masked(0x1000 | number(value), -1)
            : new Masked(number(halves[0]), halves.length == 1 || "vlan_tci".equals(name) ? -1 : number(halves[1]));
    }

    private static Act word(final String word) {
        if (word.startsWith("set_field:")) {
            final var halves = word.substring("set_field:".length()).split("->", 2);
            return new Act.Set(field(halves[1], Map.of(), Map.of()), number(halves[0]));
        }
        final var pair = word.split(":", 2);
        return switch (pair[0].toLowerCase(Locale.ROOT)) {
            case "in_port" -> new Act.Out("in_port");
            case "controller" -> new Act.Out(TableModel.CONTROLLER);
            case "output" -> new Act.Out(pair[1]);
            case "goto_table" -> new Act.GoTo((int) number(pair[1]));
            case "meter" -> new Act.Meter();
            case "write_metadata" -> {
                final var halves = pair[1].split("/", 2);
                yield new Act.WriteMetadata(number(halves[0]), number(halves[1]));
            }
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** Reads a number, a MAC address or an IPv4 address. */
    private static long number(final String text) {
        if (text.indexOf(':') >= 0) {
            return Long.parseUnsignedLong(text.replace(":", ""), 16);
        }
        if (text.indexOf('.') >= 0) {
            long bits = 0;
            for (var octet : text.split("\\.")) {
                bits = bits << Byte.SIZE | Long.parseLong(octet);
            }
            return bits;
        }
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
