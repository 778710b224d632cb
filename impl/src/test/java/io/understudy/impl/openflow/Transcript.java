/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.TreeMap;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterMod;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.action.OFActionPushVlan;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionGotoTable;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionMeter;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteMetadata;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBandDrop;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFValueType;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.U64;

/**
 * Writes messages down so that a test can compare all of them at a glance, every field included.
 */
final class Transcript {
    private Transcript() {
        // only functions
    }

    static String of(final OFMessage message) {
        return switch (message) {
            case OFFlowMod flow -> flow(flow);
            case OFMeterMod meter -> meter(meter);
            default -> message.toString();
        };
    }

    private static String flow(final OFFlowMod flow) {
        return flow.getCommand().name().toLowerCase(Locale.ROOT)
            + " table=" + flow.getTableId().getValue()
            + " priority=" + flow.getPriority()
            + " cookie=" + flow.getCookie() + "/" + flow.getCookieMask()
            + (flow.getIdleTimeout() == 0 && flow.getHardTimeout() == 0 ? "" : " expires")
            + (flow.getFlags().isEmpty() ? "" : " flags=" + flow.getFlags())
            + " buffer=" + (flow.getBufferId().equals(OFBufferId.NO_BUFFER) ? "none" : flow.getBufferId())
            + " out=" + flow.getOutPort() + "," + flow.getOutGroup()
            + " [" + match(flow.getMatch()) + "] -> ["
            + flow.getInstructions().stream().map(Transcript::instruction).collect(joining("; ")) + "]";
    }

    /** What distinguishes flows of one command, the rest left out. */
    static String brief(final OFMessage message) {
        return of(message).replaceFirst(" buffer=.*? \\[", " [");
    }

    private static String match(final Match match) {
        final var fields = new TreeMap<String, String>();
        match.getMatchFields().forEach(field -> fields.put(field.getName(), value(match, field)));
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + field.getValue())
            .collect(joining(" "));
    }

    private static <F extends OFValueType<F>> String value(final Match match, final MatchField<F> field) {
        return match.isPartiallyMasked(field)
            ? value(match.getMasked(field).getValue()) + "/" + value(match.getMasked(field).getMask())
            : value(match.get(field));
    }

    private static String value(final OFValueType<?> value) {
        // OFPVID_PRESENT is part of the value (OpenFlow 1.3, table 13)
        return switch (value) {
            case OFVlanVidMatch vlan -> String.format(Locale.ROOT, "0x%04x", vlan.getRawVid());
            case OFMetadata metadata -> hex(metadata.getValue());
            default -> value.toString();
        };
    }

    private static String hex(final U64 value) {
        return "0x" + Long.toHexString(value.getValue());
    }

    private static String instruction(final OFInstruction instruction) {
        return switch (instruction) {
            case OFInstructionApplyActions apply -> "apply "
                + apply.getActions().stream().map(Transcript::action).collect(joining(", "));
            case OFInstructionGotoTable table -> "goto " + table.getTableId().getValue();
            case OFInstructionWriteMetadata write -> "write metadata " + hex(write.getMetadata()) + "/"
                + hex(write.getMetadataMask());
            case OFInstructionMeter meter -> "meter " + meter.getMeterId();
            default -> instruction.toString();
        };
    }

    /** What a bucket of a group does. */
    static String bucket(final OFBucket bucket) {
        return bucket.getActions().stream().map(Transcript::action).collect(joining(", "));
    }

    private static String action(final OFAction action) {
        return switch (action) {
            case OFActionOutput output -> "output " + output.getPort() + " max " + output.getMaxLen();
            case OFActionPushVlan push -> "push vlan " + push.getEthertype();
            case OFActionSetField field -> "set " + field.getField().getMatchField().getName() + "="
                + value((OFValueType<?>) field.getField().getValue());
            default -> action.toString();
        };
    }

    private static String meter(final OFMeterMod meter) {
        return meter.getCommand().name().toLowerCase(Locale.ROOT) + " meter=" + meter.getMeterId()
            + " flags=" + meter.getFlags().stream().map(Enum::name).sorted().toList()
            + " [" + meter.getMeters().stream().map(band -> band instanceof OFMeterBandDrop drop
                ? "drop rate=" + drop.getRate() + " burst=" + drop.getBurstSize() : band.toString())
                .collect(joining("; ")) + "]";
    }
}
