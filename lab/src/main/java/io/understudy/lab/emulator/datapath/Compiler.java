/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.projectfloodlight.openflow.protocol.OFInstructionType;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.action.OFActionGroup;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.action.OFActionPushVlan;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionGotoTable;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionMeter;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteMetadata;

/**
 * Makes instructions and actions ready to be done, and refuses those that cannot be.
 */
final class Compiler {
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88a8;
    private static final Set<Field> FIXED = EnumSet.of(Field.IN_PORT, Field.ETH_TYPE, Field.IP_PROTO);

    private Compiler() {
        // only functions
    }

    static Program program(final List<OFInstruction> instructions, final int table, final int tables)
            throws RefusedException {
        final var seen = new ArrayList<OFInstructionType>();
        int meter = 0;
        List<Operation> apply = List.of();
        boolean clear = false;
        List<Operation> write = List.of();
        long metadata = 0;
        long metadataMask = 0;
        int next = -1;
        for (var instruction : instructions) {
            if (seen.contains(instruction.getType())) {
                throw new RefusedException(Refusal.DUPLICATE_INSTRUCTION);
            }
            seen.add(instruction.getType());
            switch (instruction) {
                case OFInstructionMeter metering -> meter = (int) metering.getMeterId();
                case OFInstructionApplyActions applying -> apply = operations(applying.getActions());
                case OFInstructionWriteActions writing -> write = operations(writing.getActions());
                case OFInstructionWriteMetadata writing -> {
                    metadata = writing.getMetadata().getValue();
                    metadataMask = writing.getMetadataMask().getValue();
                }
                case OFInstructionGotoTable going -> {
                    next = going.getTableId().getValue();
                    if (next <= table || next >= tables) {
                        throw new RefusedException(Refusal.BAD_NEXT_TABLE);
                    }
                }
                default -> {
                    if (instruction.getType() != OFInstructionType.CLEAR_ACTIONS) {
                        throw new RefusedException(Refusal.UNKNOWN_INSTRUCTION);
                    }
                    clear = true;
                }
            }
        }
        return new Program(meter, apply, clear, write, metadata, metadataMask, next);
    }

    static List<Operation> operations(final List<OFAction> actions) throws RefusedException {
        final var operations = new ArrayList<Operation>(actions.size());
        for (var action : actions) {
            operations.add(operation(action));
        }
        return List.copyOf(operations);
    }

    private static Operation operation(final OFAction action) throws RefusedException {
        return switch (action.getType()) {
            case OUTPUT -> output((OFActionOutput) action);
            case GROUP -> new Operation.ToGroup(((OFActionGroup) action).getGroup().getGroupNumber());
            case SET_FIELD -> set((OFActionSetField) action);
            case PUSH_VLAN -> pushVlan(((OFActionPushVlan) action).getEthertype().getValue());
            case POP_VLAN -> new Operation.PopVlan();
            case SET_QUEUE -> new Operation.Nothing();
            default -> throw new RefusedException(Refusal.BAD_ACTION_TYPE);
        };
    }

    private static Operation output(final OFActionOutput action) throws RefusedException {
        final int port = action.getPort().getPortNumber();
        if (!Ports.canSendTo(port)) {
            throw new RefusedException(Refusal.BAD_OUT_PORT);
        }
        return new Operation.Output(port, action.getMaxLen());
    }

    private static Operation set(final OFActionSetField action) throws RefusedException {
        final ByteBuf buffer = Unpooled.buffer();
        action.getField().writeTo(buffer);
        final var value = MatchReader.readValue(buffer);
        if (FIXED.contains(value.field())) {
            throw new RefusedException(Refusal.BAD_SET_TYPE);
        }
        return new Operation.Set(value);
    }

    private static Operation pushVlan(final int type) throws RefusedException {
        if (type != VLAN && type != SERVICE_VLAN) {
            throw new RefusedException(Refusal.BAD_ACTION_ARGUMENT);
        }
        return new Operation.PushVlan(type);
    }
}
