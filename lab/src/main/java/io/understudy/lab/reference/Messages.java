/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.reference;

import com.google.common.collect.Lists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * What the agent says to a bridge: OpenFlow 1.3. The flows have the shape of Understudy's, so that a frame costs the
 * bridge the same: the gate in table 0, forwarding by known hosts in table 1, the end at known sources in table 2.
 */
final class Messages {
    /** The ports of a bridge, as the lab numbers them. */
    static final OFPort TRUNK = OFPort.of(1);
    static final OFPort UPLINK = OFPort.of(2);
    static final OFPort PEER = OFPort.of(3);

    private static final TableId ADMISSION = TableId.of(0);
    private static final TableId FORWARDING = TableId.of(1);
    private static final TableId LEARNING = TableId.of(2);
    private static final U64 GATE = U64.of(0x7265660000000001L);
    private static final int PRIORITY_HIGH = 100;
    private static final int PRIORITY_LOW = 10;
    /** Without it a bridge does not tell of its ports. */
    private static final int MISS_SEND_LENGTH = 128;
    /** As many hosts as Understudy has in a group, so that a group costs the bridge the same. */
    private static final int HOSTS_IN_A_GROUP = 256;
    private static final int RARP_SIZE = 60;
    private static final int RARP = 0x8035;
    private static final int OPERATION_REQUEST_REVERSE = 3;

    private final OFFactory factory = OFFactories.getFactory(OFVersion.OF_13);

    List<OFMessage> greeting() {
        return List.of(factory.buildHello().setElements(List.of()).build(), factory.buildFeaturesRequest().build(),
            factory.buildSetConfig().setMissSendLen(MISS_SEND_LENGTH).build());
    }

    OFMessage echoReply(final long transaction, final byte[] data) {
        return factory.buildEchoReply().setXid(transaction).setData(data).build();
    }

    OFMessage barrier(final long transaction) {
        return factory.buildBarrierRequest().setXid(transaction).build();
    }

    /**
     * All flows but the gate; whatever the bridge had before is removed.
     *
     * @param inside MAC addresses behind the trunk
     * @param outside MAC addresses behind the uplink
     * @return the messages
     */
    List<OFMessage> base(final List<MacAddress> inside, final List<MacAddress> outside) {
        final var messages = new ArrayList<OFMessage>();
        messages.add(factory.buildFlowDelete().setTableId(TableId.ALL).setOutPort(OFPort.ANY)
            .setMatch(factory.buildMatch().build()).build());
        messages.add(flow(FORWARDING, PRIORITY_LOW, from(TRUNK)).setInstructions(sendTo(UPLINK)).build());
        messages.add(flow(FORWARDING, PRIORITY_LOW, from(UPLINK)).setInstructions(sendTo(TRUNK)).build());
        inside.forEach(mac -> addHost(messages, mac, TRUNK));
        outside.forEach(mac -> addHost(messages, mac, UPLINK));
        return messages;
    }

    List<OFMessage> openGate() {
        final List<OFInstruction> forward = List.of(factory.instructions().gotoTable(FORWARDING));
        return List.of(
            flow(ADMISSION, PRIORITY_HIGH, from(TRUNK)).setCookie(GATE).setInstructions(forward).build(),
            flow(ADMISSION, PRIORITY_HIGH, from(UPLINK)).setCookie(GATE).setInstructions(forward).build());
    }

    OFMessage closeGate() {
        return factory.buildFlowDelete().setTableId(ADMISSION).setOutPort(OFPort.ANY).setCookie(GATE)
            .setCookieMask(U64.NO_MASK).setMatch(factory.buildMatch().build()).build();
    }

    /**
     * A RARP request that tells the switches where a host is now (RFC 903; as virtual machines announce themselves).
     *
     * @param mac the host
     * @return a packet-out to the uplink
     */
    OFMessage announcement(final MacAddress mac) {
        return packetOut(mac, factory.actions().output(UPLINK, 0));
    }

    /**
     * Groups that turn one frame into the announcements of all hosts, as Understudy has them.
     *
     * @param macs the hosts
     * @return the messages; whatever groups the bridge had before are removed
     */
    List<OFMessage> groups(final List<MacAddress> macs) {
        final var messages = new ArrayList<OFMessage>();
        messages.add(factory.buildGroupDelete().setGroup(OFGroup.ALL).setGroupType(OFGroupType.ALL).build());
        final var parts = Lists.partition(macs, HOSTS_IN_A_GROUP);
        for (int number = 0; number < parts.size(); number++) {
            messages.add(factory.buildGroupAdd().setGroup(OFGroup.of(number)).setGroupType(OFGroupType.ALL)
                .setBuckets(parts.get(number).stream().map(this::bucket).toList()).build());
        }
        return messages;
    }

    /**
     * Has all groups announce their hosts.
     *
     * @param hosts how many hosts they have together
     * @return a packet-out into each
     */
    List<OFMessage> burst(final int hosts) {
        final var messages = new ArrayList<OFMessage>();
        for (int number = 0; number * HOSTS_IN_A_GROUP < hosts; number++) {
            messages.add(packetOut(MacAddress.NONE, factory.actions().group(OFGroup.of(number))));
        }
        return messages;
    }

    private OFBucket bucket(final MacAddress mac) {
        return factory.buildBucket().setWatchPort(OFPort.ANY).setWatchGroup(OFGroup.ANY).setActions(List.of(
            factory.actions().setField(factory.oxms().ethSrc(mac)), factory.actions().output(UPLINK, 0))).build();
    }

    private OFMessage packetOut(final MacAddress mac, final OFAction action) {
        final var frame = ByteBuffer.allocate(RARP_SIZE);
        frame.put(MacAddress.BROADCAST.getBytes()).put(mac.getBytes()).putShort((short) RARP);
        frame.putShort((short) 1).putShort((short) 0x0800).put((byte) 6).put((byte) 4)
            .putShort((short) OPERATION_REQUEST_REVERSE);
        frame.put(mac.getBytes()).putInt(0).put(mac.getBytes()).putInt(0);
        return factory.buildPacketOut().setBufferId(OFBufferId.NO_BUFFER).setInPort(OFPort.CONTROLLER)
            .setActions(List.of(action)).setData(frame.array()).build();
    }

    /**
     * What a bridge says when a port loses its carrier; to warm up the reading of it.
     *
     * @return the message
     */
    OFMessage linkDown() {
        return factory.buildPortStatus().setReason(OFPortReason.MODIFY).setDesc(factory.buildPortDesc()
            .setPortNo(PEER).setName("peer").setState(java.util.Set.of(OFPortState.LINK_DOWN)).build()).build();
    }

    static ByteBuffer encode(final List<OFMessage> messages) {
        final ByteBuf buffer = Unpooled.buffer();
        messages.forEach(message -> message.writeTo(buffer));
        return buffer.nioBuffer();
    }

    private void addHost(final List<OFMessage> messages, final MacAddress mac, final OFPort port) {
        messages.add(flow(FORWARDING, PRIORITY_HIGH, factory.buildMatch().setExact(MatchField.ETH_DST, mac).build())
            .setInstructions(sendTo(port)).build());
        messages.add(flow(LEARNING, PRIORITY_HIGH, factory.buildMatch().setExact(MatchField.IN_PORT, port)
            .setExact(MatchField.ETH_SRC, mac).build()).build());
    }

    private OFFlowAdd.Builder flow(final TableId table, final int priority, final Match match) {
        return factory.buildFlowAdd().setTableId(table).setPriority(priority).setMatch(match)
            .setBufferId(OFBufferId.NO_BUFFER);
    }

    private Match from(final OFPort port) {
        return factory.buildMatch().setExact(MatchField.IN_PORT, port).build();
    }

    private List<OFInstruction> sendTo(final OFPort port) {
        return List.of(factory.instructions().applyActions(List.of(factory.actions().output(port, 0))),
            factory.instructions().gotoTable(LEARNING));
    }
}
