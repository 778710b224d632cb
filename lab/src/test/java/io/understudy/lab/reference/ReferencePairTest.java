/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.projectfloodlight.openflow.protocol.OFGroupAdd;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPacketOut;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.action.OFActionGroup;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFGroup;

class ReferencePairTest {
    private final Messages messages = new Messages();

    @Test
    void whatIsWrittenCanBeRead() throws IOException {
        final var status = assertInstanceOf(OFPortStatus.class, read(List.of(messages.linkDown())).get(0));
        assertEquals(Messages.PEER, status.getDesc().getPortNo());
        assertTrue(status.getDesc().getState().contains(OFPortState.LINK_DOWN));
    }

    @Test
    void anAnnouncementIsARarpRequestOfTheHost() throws IOException {
        final var out = assertInstanceOf(OFPacketOut.class,
            read(List.of(messages.announcement(MacAddress.of("02:00:00:00:01:0a")))).get(0));
        assertEquals("ffffffffffff" + "02000000010a" + "8035" + "0001" + "0800" + "06" + "04" + "0003"
            + "02000000010a" + "00000000" + "02000000010a" + "00000000" + "00".repeat(18),
            java.util.HexFormat.of().formatHex(out.getData()));
    }

    @Test
    void everyHostIsInOneGroupAndEveryGroupIsUsed() throws IOException {
        final var hosts = new ArrayList<MacAddress>();
        for (int number = 1; number <= 600; number++) {
            hosts.add(MacAddress.of(0x0200_0000_0000L + number));
        }
        final var announced = new ArrayList<MacAddress>();
        final var groups = new ArrayList<OFGroup>();
        for (var message : read(messages.groups(hosts))) {
            if (message instanceof OFGroupAdd add) {
                assertEquals(OFGroupType.ALL, add.getGroupType());
                groups.add(add.getGroup());
                add.getBuckets().forEach(bucket -> announced.add((MacAddress)
                    ((OFActionSetField) bucket.getActions().get(0)).getField().getValue()));
            }
        }
        assertEquals(hosts, announced);
        assertEquals(groups, read(messages.burst(hosts.size())).stream().map(OFPacketOut.class::cast)
            .map(out -> ((OFActionGroup) out.getActions().get(0)).getGroup()).toList());
    }

    private static List<OFMessage> read(final List<OFMessage> written) throws IOException {
        final var buffer = Unpooled.wrappedBuffer(Messages.encode(written));
        final var messages = new ArrayList<OFMessage>();
        while (buffer.isReadable()) {
            messages.add(Connection.decode(buffer));
        }
        return messages;
    }
}
