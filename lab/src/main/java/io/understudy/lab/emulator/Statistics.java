/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.understudy.lab.emulator.datapath.FlowEntry;
import io.understudy.lab.emulator.datapath.FlowTables;
import io.understudy.lab.emulator.datapath.GroupEntry;
import io.understudy.lab.emulator.datapath.GroupTable;
import io.understudy.lab.emulator.datapath.MeterEntry;
import io.understudy.lab.emulator.datapath.MeterTable;
import io.understudy.lab.emulator.datapath.Ports;
import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.projectfloodlight.openflow.protocol.OFActionType;
import org.projectfloodlight.openflow.protocol.OFAggregateStatsRequest;
import org.projectfloodlight.openflow.protocol.OFBucketCounter;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsRequest;
import org.projectfloodlight.openflow.protocol.OFGroupCapabilities;
import org.projectfloodlight.openflow.protocol.OFGroupStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupStatsRequest;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterBandStats;
import org.projectfloodlight.openflow.protocol.OFMeterConfigStatsRequest;
import org.projectfloodlight.openflow.protocol.OFMeterStats;
import org.projectfloodlight.openflow.protocol.OFMeterStatsRequest;
import org.projectfloodlight.openflow.protocol.OFPortStatsEntry;
import org.projectfloodlight.openflow.protocol.OFPortStatsRequest;
import org.projectfloodlight.openflow.protocol.OFStatsRequest;
import org.projectfloodlight.openflow.protocol.OFTableStatsEntry;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/**
 * Answers multipart requests.
 */
final class Statistics {
    private static final OFFactory OPENFLOW = Conversation.OPENFLOW;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    /** Numbers of the kinds of requests (OpenFlow 1.3.5, 7.3.5). */
    private static final int FLOW = 1;
    private static final int TABLE = 3;
    private static final int PORT = 4;
    private static final int GROUP = 6;
    private static final int GROUP_DESC = 7;
    private static final int METER = 9;
    private static final int METER_CONFIG = 10;
    private static final int PORT_DESC = 13;
    private static final int TABLE_MASK = 0xff;
    private static final long MANY = 1_000_000;
    private static final int DROP_BAND = 1 << 1;
    private static final int METER_CAPABILITIES = 0b1111;
    private static final int ALL_GROUP_TYPES = 0b1111;
    private static final long METER_LAST = 0xffff_0000L;

    private Statistics() {
        // only functions
    }

    /**
     * Answers a request.
     *
     * @return the messages, one at least, each made when it is asked for; of the tables as they are now
     * @throws RefusedException if it cannot be answered
     */
    static Iterator<ByteBuf> answer(final EmulatedBridge bridge, final OFStatsRequest<?> request)
            throws RefusedException {
        final long xid = request.getXid();
        return switch (request.getStatsType()) {
            case DESC -> alone(OPENFLOW.buildDescStatsReply().setXid(xid).setMfrDesc("Understudy")
                .setHwDesc("emulated switch").setSwDesc("OpenFlow 1.3").setSerialNum("None").setDpDesc("None")
                .build());
            case FLOW -> new MultipartReply(xid, FLOW, flows(bridge, (OFFlowStatsRequest) request));
            case AGGREGATE -> alone(aggregate(bridge, (OFAggregateStatsRequest) request));
            case TABLE -> new MultipartReply(xid, TABLE, tables(bridge).iterator());
            case PORT -> new MultipartReply(xid, PORT, ports(bridge, (OFPortStatsRequest) request).iterator());
            case PORT_DESC -> new MultipartReply(xid, PORT_DESC, bridge.describePorts().iterator());
            case QUEUE -> alone(OPENFLOW.buildQueueStatsReply().setXid(xid).setEntries(List.of()).build());
            case GROUP -> new MultipartReply(xid, GROUP, groups(bridge, (OFGroupStatsRequest) request).iterator());
            case GROUP_DESC -> new MultipartReply(xid, GROUP_DESC,
                bridge.datapath().groups().groups().stream().map(group ->
                    OPENFLOW.buildGroupDescStatsEntry().setGroup(OFGroup.of(group.number()))
                        .setGroupType(group.type()).setBuckets(group.wireBuckets()).build()).toList().iterator());
            case GROUP_FEATURES -> alone(groupFeatures(xid));
            case METER -> new MultipartReply(xid, METER, meters(bridge, (OFMeterStatsRequest) request).iterator());
            case METER_CONFIG -> new MultipartReply(xid, METER_CONFIG,
                chosen(bridge, ((OFMeterConfigStatsRequest) request).getMeterId()).stream()
                    .map(meter -> OPENFLOW.buildMeterConfig().setMeterId(meter.number()).setFlags(meter.flags())
                        .setEntries(meter.wireBands()).build()).toList().iterator());
            case METER_FEATURES -> alone(OPENFLOW.buildMeterFeaturesStatsReply().setXid(xid)
                .setFeatures(OPENFLOW.buildMeterFeatures().setMaxMeter(METER_LAST).setBandTypes(DROP_BAND)
                    .setCapabilities(METER_CAPABILITIES).setMaxBands((short) 8).setMaxColor((short) 0).build())
                .build());
            default -> throw new RefusedException(Refusal.BAD_MULTIPART);
        };
    }

    private static Iterator<ByteBuf> alone(final OFMessage message) {
        final var bytes = Unpooled.buffer();
        message.writeTo(bytes);
        return List.of(bytes).iterator();
    }

    private static Iterator<OFFlowStatsEntry> flows(final EmulatedBridge bridge, final OFFlowStatsRequest request)
            throws RefusedException {
        final long now = bridge.network().now();
        return bridge.datapath().flows().query(request.getTableId().getValue() & TABLE_MASK, request.getMatch(),
            request.getCookie().getValue(), request.getCookieMask().getValue(), request.getOutPort().getPortNumber(),
            request.getOutGroup().getGroupNumber()).stream().map(flow -> entry(flow, now)).iterator();
    }

    private static OFFlowStatsEntry entry(final FlowEntry flow, final long now) {
        return OPENFLOW.buildFlowStatsEntry().setTableId(TableId.of(flow.table()))
            .setDurationSec(flow.age(now) / NANOS_PER_SECOND).setDurationNsec(flow.age(now) % NANOS_PER_SECOND)
            .setPriority(flow.priority()).setIdleTimeout(flow.idleTimeout()).setHardTimeout(flow.hardTimeout())
            .setFlags(flow.flags()).setCookie(U64.of(flow.cookie())).setPacketCount(U64.of(flow.packets()))
            .setByteCount(U64.of(flow.bytes())).setMatch(flow.wireMatch()).setInstructions(flow.instructions())
            .build();
    }

    private static OFMessage aggregate(final EmulatedBridge bridge, final OFAggregateStatsRequest request)
            throws RefusedException {
        final var flows = bridge.datapath().flows().query(request.getTableId().getValue() & TABLE_MASK,
            request.getMatch(), request.getCookie().getValue(), request.getCookieMask().getValue(),
            request.getOutPort().getPortNumber(), request.getOutGroup().getGroupNumber());
        return OPENFLOW.buildAggregateStatsReply().setXid(request.getXid()).setFlowCount(flows.size())
            .setPacketCount(U64.of(flows.stream().mapToLong(FlowEntry::packets).sum()))
            .setByteCount(U64.of(flows.stream().mapToLong(FlowEntry::bytes).sum())).build();
    }

    private static List<OFTableStatsEntry> tables(final EmulatedBridge bridge) {
        final var flows = bridge.datapath().flows();
        return IntStream.range(0, FlowTables.COUNT).mapToObj(table -> OPENFLOW.buildTableStatsEntry()
            .setTableId(TableId.of(table)).setActiveCount(flows.size(table))
            .setLookupCount(U64.of(flows.lookups(table))).setMatchedCount(U64.of(flows.matched(table)))
            .build()).toList();
    }

    private static List<OFPortStatsEntry> ports(final EmulatedBridge bridge, final OFPortStatsRequest request)
            throws RefusedException {
        final int wanted = request.getPortNo().getPortNumber();
        if (wanted != Ports.ANY && bridge.port(wanted) == null) {
            throw new RefusedException(Refusal.BAD_PORT);
        }
        final long age = bridge.age();
        return bridge.allPorts().stream().filter(port -> wanted == Ports.ANY || port.number() == wanted)
            .map(port -> OPENFLOW.buildPortStatsEntry().setPortNo(OFPort.ofInt(port.number()))
                .setRxPackets(U64.of(port.received())).setTxPackets(U64.of(port.sent()))
                .setRxBytes(U64.of(port.receivedBytes())).setTxBytes(U64.of(port.sentBytes()))
                .setTxDropped(U64.of(port.dropped())).setDurationSec(age / NANOS_PER_SECOND)
                .setDurationNsec(age % NANOS_PER_SECOND).build())
            .toList();
    }

    private static List<OFGroupStatsEntry> groups(final EmulatedBridge bridge, final OFGroupStatsRequest request) {
        final int number = request.getGroup().getGroupNumber();
        final var table = bridge.datapath().groups();
        final Collection<GroupEntry> chosen = number == GroupTable.ALL ? table.groups()
            : Stream.ofNullable(table.find(number)).toList();
        final long now = bridge.network().now();
        final var users = bridge.datapath().flows().usersOfGroups();
        return chosen.stream().map(group -> OPENFLOW.buildGroupStatsEntry().setGroup(OFGroup.of(group.number()))
            .setPacketCount(U64.of(group.packets())).setByteCount(U64.of(group.bytes()))
            .setDurationSec(group.age(now) / NANOS_PER_SECOND).setDurationNsec(group.age(now) % NANOS_PER_SECOND)
            .setRefCount(users.getOrDefault(group.number(), 0L))
            .setBucketStats(IntStream.range(0, group.wireBuckets().size()).<OFBucketCounter>mapToObj(bucket ->
                OPENFLOW.bucketCounter(U64.of(group.bucketPackets(bucket)), U64.of(group.bucketBytes(bucket))))
                .toList()).build()).toList();
    }

    private static OFMessage groupFeatures(final long xid) {
        final long actions = Stream.of(OFActionType.OUTPUT, OFActionType.PUSH_VLAN, OFActionType.POP_VLAN,
            OFActionType.GROUP, OFActionType.SET_FIELD).mapToLong(Statistics::bit).sum();
        return OPENFLOW.buildGroupFeaturesStatsReply().setXid(xid).setTypes(ALL_GROUP_TYPES)
            .setCapabilities(Set.of(OFGroupCapabilities.SELECT_WEIGHT, OFGroupCapabilities.SELECT_LIVENESS,
                OFGroupCapabilities.CHAINING))
            .setMaxGroupsAll(MANY).setMaxGroupsSelect(MANY).setMaxGroupsIndirect(MANY).setMaxGroupsFf(MANY)
            .setActionsAll(actions).setActionsSelect(actions).setActionsIndirect(actions).setActionsFf(actions)
            .build();
    }

    private static long bit(final OFActionType action) {
        return 1L << switch (action) {
            case OUTPUT -> 0;
            case PUSH_VLAN -> 17;
            case POP_VLAN -> 18;
            case GROUP -> 22;
            case SET_FIELD -> 25;
            default -> throw new IllegalArgumentException(action.name());
        };
    }

    private static List<OFMeterStats> meters(final EmulatedBridge bridge, final OFMeterStatsRequest request)
            throws RefusedException {
        final long now = bridge.network().now();
        return chosen(bridge, request.getMeterId()).stream().map(meter -> OPENFLOW.buildMeterStats()
            .setMeterId(meter.number()).setFlowCount(bridge.datapath().flows().usersOfMeter(meter.number()))
            .setPacketInCount(U64.of(meter.packets())).setByteInCount(U64.of(meter.bytes()))
            .setDurationSec(meter.age(now) / NANOS_PER_SECOND).setDurationNsec(meter.age(now) % NANOS_PER_SECOND)
            .setBandStats(IntStream.range(0, meter.wireBands().size()).<OFMeterBandStats>mapToObj(band ->
                OPENFLOW.buildMeterBandStats().setPacketBandCount(U64.of(meter.dropped(band)))
                    .setByteBandCount(U64.of(meter.droppedBytes(band))).build()).toList())
            .build()).toList();
    }

    private static Collection<MeterEntry> chosen(final EmulatedBridge bridge, final long number)
            throws RefusedException {
        final var table = bridge.datapath().meters();
        if (number == MeterTable.ALL) {
            return table.meters();
        }
        final var meter = table.find(number);
        if (meter == null) {
            throw new RefusedException(Refusal.UNKNOWN_METER);
        }
        return List.of(meter);
    }
}
