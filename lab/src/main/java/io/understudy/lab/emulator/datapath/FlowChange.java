/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModCommand;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.match.Match;

/**
 * A change of flows, as the controller asks for it.
 *
 * @param command what to do
 * @param table number of the table; 255 for all, when deleting
 * @param priority of the flow; does not matter where the command is not strict
 * @param match which frames the flow is for
 * @param cookie its cookie, or the one that it must have
 * @param cookieMask which bits of it must be so, when modifying or deleting
 * @param outPort the port that a flow must send to, when deleting; {@link Ports#ANY} for any
 * @param outGroup the group that a flow must use, when deleting; -1 for any
 * @param idleTimeout seconds; 0 for none
 * @param hardTimeout seconds; 0 for none
 * @param flags flags
 * @param instructions what it does
 */
public record FlowChange(OFFlowModCommand command, int table, int priority, Match match, long cookie, long cookieMask,
        int outPort, int outGroup, int idleTimeout, int hardTimeout, Set<OFFlowModFlags> flags,
        List<OFInstruction> instructions) {
    /** The number that stands for all tables. */
    public static final int ALL_TABLES = 255;
    /** The number that stands for any group. */
    public static final int ANY_GROUP = -1;

    private static final int TABLE_MASK = 0xff;

    public FlowChange {
        requireNonNull(command);
        requireNonNull(match);
        requireNonNull(flags);
        requireNonNull(instructions);
    }

    /**
     * Takes the change out of a message.
     *
     * @param message the message
     * @return the change
     */
    public static FlowChange of(final OFFlowMod message) {
        return new FlowChange(message.getCommand(), message.getTableId().getValue() & TABLE_MASK,
            message.getPriority(), message.getMatch(), message.getCookie().getValue(),
            message.getCookieMask().getValue(), message.getOutPort().getPortNumber(),
            message.getOutGroup().getGroupNumber(), message.getIdleTimeout(), message.getHardTimeout(),
            message.getFlags(), message.getInstructions());
    }
}
