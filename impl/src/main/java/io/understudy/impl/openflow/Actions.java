/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.model.MacAddress;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Uri;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.action.OutputActionCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.action.SetFieldCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.action.output.action._case.OutputActionBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.action.set.field._case.SetFieldBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.list.Action;
import org.opendaylight.yang.gen.v1.urn.opendaylight.action.types.rev131112.action.list.ActionBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Instructions;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.InstructionsBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.ApplyActionsCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.GoToTableCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.MeterCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.WriteMetadataCaseBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.apply.actions._case.ApplyActionsBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.go.to.table._case.GoToTableBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.meter._case.MeterBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.instruction.write.metadata._case.WriteMetadataBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.list.Instruction;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.instruction.list.InstructionBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.meter.types.rev130918.MeterId;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields.EthernetDestinationBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.ethernet.match.fields.EthernetSourceBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.EthernetMatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.Icmpv4MatchBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.model.match.types.rev131026.match.layer._3.match.Ipv4MatchBuilder;
import org.opendaylight.yangtools.binding.util.BindingMap;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * The instructions of a flow (OpenFlow 1.3, 5.9), built in the order in which they are carried out.
 */
final class Actions {
    private final List<Action> applied = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();

    static Instructions none() {
        return new InstructionsBuilder().build();
    }

    Actions meter(final long meterId) {
        instructions.add(new InstructionBuilder().setOrder(instructions.size()).setInstruction(new MeterCaseBuilder()
            .setMeter(new MeterBuilder().setMeterId(new MeterId(Uint32.valueOf(meterId))).build()).build()).build());
        return this;
    }

    Actions output(final long port) {
        return outputTo(Long.toString(port));
    }

    Actions outputToController() {
        return outputTo("CONTROLLER");
    }

    Actions outputToInPort() {
        return outputTo("IN_PORT");
    }

    Actions setEthernet(final MacAddress source, final MacAddress destination) {
        // one action a field: a set-field action of OpenFlow 1.3 carries exactly one
        setField(new SetFieldBuilder().setEthernetMatch(new EthernetMatchBuilder().setEthernetSource(
            new EthernetSourceBuilder().setAddress(Matches.address(source)).build()).build()));
        return setField(new SetFieldBuilder().setEthernetMatch(new EthernetMatchBuilder().setEthernetDestination(
            new EthernetDestinationBuilder().setAddress(Matches.address(destination)).build()).build()));
    }

    Actions setAddresses(final Inet4Address source, final Inet4Address destination) {
        setField(new SetFieldBuilder().setLayer3Match(new Ipv4MatchBuilder().setIpv4Source(Matches.prefix(source))
            .build()));
        return setField(new SetFieldBuilder().setLayer3Match(new Ipv4MatchBuilder()
            .setIpv4Destination(Matches.prefix(destination)).build()));
    }

    Actions setIcmpType(final int type) {
        return setField(new SetFieldBuilder().setIcmpv4Match(new Icmpv4MatchBuilder()
            .setIcmpv4Type(Uint8.valueOf(type)).build()));
    }

    Actions writeMetadata(final long value, final long mask) {
        instructions.add(new InstructionBuilder().setOrder(instructions.size()).setInstruction(
            new WriteMetadataCaseBuilder().setWriteMetadata(new WriteMetadataBuilder()
                .setMetadata(Uint64.fromLongBits(value))
                .setMetadataMask(Uint64.fromLongBits(mask)).build()).build()).build());
        return this;
    }

    Instructions build() {
        flush();
        return new InstructionsBuilder().setInstruction(BindingMap.ordered(instructions)).build();
    }

    Instructions thenGoTo(final int table) {
        flush();
        instructions.add(new InstructionBuilder().setOrder(instructions.size()).setInstruction(
            new GoToTableCaseBuilder().setGoToTable(new GoToTableBuilder().setTableId(Uint8.valueOf(table)).build())
                .build()).build());
        return build();
    }

    private void flush() {
        if (!applied.isEmpty()) {
            instructions.add(new InstructionBuilder().setOrder(instructions.size()).setInstruction(
                new ApplyActionsCaseBuilder().setApplyActions(new ApplyActionsBuilder()
                    .setAction(BindingMap.ordered(List.copyOf(applied))).build()).build()).build());
            applied.clear();
        }
    }

    private Actions outputTo(final String port) {
        applied.add(new ActionBuilder().setOrder(applied.size()).setAction(new OutputActionCaseBuilder()
            .setOutputAction(new OutputActionBuilder().setOutputNodeConnector(new Uri(port))
                .setMaxLength(Uint16.MAX_VALUE).build()).build()).build());
        return this;
    }

    private Actions setField(final SetFieldBuilder field) {
        applied.add(new ActionBuilder().setOrder(applied.size()).setAction(new SetFieldCaseBuilder()
            .setSetField(field.build()).build()).build());
        return this;
    }
}
