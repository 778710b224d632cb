/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.model.MacAddress;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Flows by which a bridge with a closed gate drops ARP, RARP, IPv4 and IPv6 in the first table, all but the probes for
 * itself. So Open vSwitch caches one decision for each destination, not one for each pair of addresses; and all that it
 * has cached is what it examines when the gate opens, before it forwards what it has cached as dropped.
 *
 * <p>Each of them looks at a field that no other flow does, which is why there are so many: Open vSwitch removes a
 * cached decision if it does not hold all fields that count now, and else changes it. So none is changed when these
 * flows come and go, and no two that overlap are kept, see {@link Pipeline}.
 *
 * <p>What begins as the addresses of bridges do goes on to the next table, where this bridge's own frames are counted.
 * That reads six bits of a source address, which are the same in nearly all hosts' addresses.
 */
final class StandbyFlows {
    private static final int PRIORITY = 200;
    private static final int PRIORITY_OWN = 250;
    /** How all addresses of bridges begin. */
    private static final MacAddress OWN = new MacAddress(0xa200_0000_0000L);
    private static final MacAddress OWN_MASK = new MacAddress(0xf300_0000_0000L);
    private static final int[] ARP_OPERATIONS = {1, 2};
    /** Of RARP, RFC 903. */
    private static final int REVERSE_REQUEST = 3;
    /** The explicit congestion notification has two bits, RFC 3168. */
    private static final int MOST_ECN = 3;

    private StandbyFlows() {
        // only functions
    }

    /**
     * Returns the messages that add them to a table.
     *
     * @param table the first table
     * @param source the table behind it
     * @param doors the ports by which frames of hosts come in
     */
    static byte[] addition(final int table, final int source, final List<Long> doors) {
        final var all = new ByteArrayOutputStream();
        for (var door : doors) {
            all.writeBytes(FlowMods.pass(table, PRIORITY_OWN, FlowKind.STANDBY, door, OWN, OWN_MASK, source));
        }
        for (int operation : ARP_OPERATIONS) {
            all.writeBytes(drop(table, EthernetFrame.TYPE_ARP, FlowMods.Field.ARP_OP, operation));
        }
        for (int congestion = 0; congestion <= MOST_ECN; congestion++) {
            all.writeBytes(drop(table, EthernetFrame.TYPE_IPV4, FlowMods.Field.IP_ECN, congestion));
            all.writeBytes(drop(table, EthernetFrame.TYPE_IPV6, FlowMods.Field.IP_ECN, congestion));
        }
        // a switch may refuse this one: by the book only ARP itself has the field
        all.writeBytes(drop(table, EthernetFrame.TYPE_RARP, FlowMods.Field.ARP_OP, REVERSE_REQUEST));
        return all.toByteArray();
    }

    private static byte[] drop(final int table, final int etherType, final FlowMods.Field field, final int value) {
        return FlowMods.drop(table, PRIORITY, FlowKind.STANDBY, etherType, field, value);
    }

    /** Returns the message that removes them. */
    static byte[] removal(final int table) {
        return FlowMods.removeAll(table, FlowKind.STANDBY);
    }
}
