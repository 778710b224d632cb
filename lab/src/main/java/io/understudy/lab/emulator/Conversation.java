/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.understudy.lab.emulator.datapath.FlowEntry;
import io.understudy.lab.emulator.datapath.Punt;
import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.util.List;
import java.util.Set;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFAsyncSet;
import org.projectfloodlight.openflow.protocol.OFBarrierRequest;
import org.projectfloodlight.openflow.protocol.OFCapabilities;
import org.projectfloodlight.openflow.protocol.OFControllerRole;
import org.projectfloodlight.openflow.protocol.OFEchoReply;
import org.projectfloodlight.openflow.protocol.OFEchoRequest;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFeaturesRequest;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFGetConfigRequest;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterMod;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.OFPacketOut;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortMod;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFRoleRequest;
import org.projectfloodlight.openflow.protocol.OFSetConfig;
import org.projectfloodlight.openflow.protocol.OFStatsRequest;
import org.projectfloodlight.openflow.protocol.OFTableFeaturesStatsRequest;
import org.projectfloodlight.openflow.protocol.OFTableMod;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.DatapathId;
import org.projectfloodlight.openflow.types.OFAuxId;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U32;
import org.projectfloodlight.openflow.types.U64;

/**
 * What a bridge and one of its controllers say to each other: OpenFlow 1.3, by openflowj's codec.
 */
final class Conversation {
    static final OFFactory OPENFLOW = OFFactories.getFactory(OFVersion.OF_13);

    private static final int TABLES = 254;
    private static final int TRANSACTION_OFFSET = 4;
    private static final int ERROR_HEADER = 12;
    private static final int ERROR = 1;
    /** So much of a refused message comes back with the error, bytes. */
    private static final int ERROR_DATA = 64;
    private static final int MISS_SEND_LENGTH = 128;
    private static final long ALL_REASONS = 0b111;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final Set<OFCapabilities> CAPABILITIES = Set.of(OFCapabilities.FLOW_STATS,
        OFCapabilities.TABLE_STATS, OFCapabilities.PORT_STATS, OFCapabilities.QUEUE_STATS, OFCapabilities.GROUP_STATS);

    private final EmulatedBridge bridge;
    private final ControllerConnection connection;
    private OFControllerRole role = OFControllerRole.ROLE_EQUAL;
    private int missSendLength = MISS_SEND_LENGTH;
    /** Which reasons of PACKET_IN, PORT_STATUS and FLOW_REMOVED are of interest: as master or equal, and as slave. */
    private final long[] asMaster = {ALL_REASONS, ALL_REASONS, ALL_REASONS};
    private final long[] asSlave = {0, ALL_REASONS, 0};

    Conversation(final EmulatedBridge bridge, final ControllerConnection connection) {
        this.bridge = requireNonNull(bridge);
        this.connection = requireNonNull(connection);
    }

    void greet() {
        connection.send(OPENFLOW.buildHello().setElements(List.of(OPENFLOW.buildHelloElemVersionbitmap()
            .setBitmaps(List.of(U32.of(1 << OFVersion.OF_13.getWireVersion()))).build())).build());
    }

    void askWhetherThere() {
        connection.send(OPENFLOW.buildEchoRequest().setData(new byte[0]).build());
    }

    OFControllerRole role() {
        return role;
    }

    void demote() {
        role = OFControllerRole.ROLE_SLAVE;
    }

    /** Takes a message with its header. */
    void take(final ByteBuf bytes) {
        final int start = bytes.readerIndex();
        final OFMessage message;
        try {
            message = OFFactories.getGenericReader().readFrom(bytes);
        } catch (OFParseError | IllegalArgumentException | IndexOutOfBoundsException e) {
            refuse(bytes.readerIndex(start), Refusal.BAD_LENGTH);
            return;
        }
        if (message == null) {
            refuse(bytes.readerIndex(start), Refusal.BAD_TYPE);
            return;
        }
        bridge.counts().received(message.getType());
        try {
            bridge.refusals().check(message);
            answer(message);
        } catch (RefusedException e) {
            refuse(bytes.readerIndex(start), e.refusal());
        }
    }

    private void answer(final OFMessage message) throws RefusedException {
        final long now = bridge.network().now();
        switch (message) {
            case OFHello hello -> { }
            case OFErrorMsg error -> { }
            case OFEchoReply echo -> { }
            case OFEchoRequest echo -> connection.send(OPENFLOW.buildEchoReply().setXid(echo.getXid())
                .setData(echo.getData()).build());
            case OFFeaturesRequest request -> connection.send(OPENFLOW.buildFeaturesReply().setXid(request.getXid())
                .setDatapathId(DatapathId.of(bridge.datapathId())).setNBuffers(0).setNTables((short) TABLES)
                .setAuxiliaryId(OFAuxId.MAIN).setCapabilities(CAPABILITIES).build());
            case OFGetConfigRequest request -> connection.send(OPENFLOW.buildGetConfigReply()
                .setXid(request.getXid()).setFlags(Set.of()).setMissSendLen(missSendLength).build());
            case OFSetConfig config -> missSendLength = config.getMissSendLen();
            case OFAsyncSet async -> setAsync(async);
            case OFRoleRequest request -> setRole(request);
            case OFBarrierRequest request -> connection.whenAnswered(() -> barrier(request));
            case OFTableFeaturesStatsRequest request -> TableFeatures.send(request.getXid(), bridge.limits().flows(),
                connection::send);
            case OFStatsRequest<?> request -> connection.send(Statistics.answer(bridge, request));
            case OFTableMod ignored -> { }
            default -> change(message, now);
        }
    }

    private void change(final OFMessage message, final long now) throws RefusedException {
        final boolean known = message instanceof OFFlowMod || message instanceof OFGroupMod
            || message instanceof OFMeterMod || message instanceof OFPacketOut || message instanceof OFPortMod;
        if (!known) {
            throw new RefusedException(Refusal.BAD_TYPE);
        }
        if (role == OFControllerRole.ROLE_SLAVE) {
            throw new RefusedException(Refusal.IS_SLAVE);
        }
        switch (message) {
            case OFFlowMod flow -> bridge.datapath().change(flow, now);
            case OFGroupMod group -> bridge.datapath().change(group, now);
            case OFMeterMod meter -> bridge.datapath().change(meter, now);
            case OFPortMod port -> bridge.configure(port);
            default -> send((OFPacketOut) message, now);
        }
    }

    private void send(final OFPacketOut message, final long now) throws RefusedException {
        if (!message.getBufferId().equals(OFBufferId.NO_BUFFER)) {
            throw new RefusedException(Refusal.BUFFER_UNKNOWN);
        }
        bridge.datapath().packetOut(message.getInPort().getPortNumber(), message.getData(), message.getActions(), now);
    }

    void punt(final Punt punt) {
        if (!wants(0, punt.reason() == OFPacketInReason.NO_MATCH ? 0 : 1) || connection.congested()) {
            return;
        }
        final var match = OPENFLOW.buildMatch().setExact(MatchField.IN_PORT, OFPort.ofInt(punt.inPort()));
        if (punt.metadata() != 0) {
            match.setExact(MatchField.METADATA, OFMetadata.of(U64.of(punt.metadata())));
        }
        connection.send(OPENFLOW.buildPacketIn().setXid(0).setBufferId(OFBufferId.NO_BUFFER)
            .setTotalLen(punt.frame().length).setReason(punt.reason()).setTableId(TableId.of(punt.table()))
            .setCookie(U64.of(punt.cookie())).setMatch(match.build()).setData(punt.frame()).build());
    }

    void portChanged(final OFPortReason reason, final OFPortDesc port) {
        final int bit = switch (reason) {
            case ADD -> 0;
            case DELETE -> 1;
            default -> 2;
        };
        if (wants(1, bit)) {
            connection.send(OPENFLOW.buildPortStatus().setReason(reason).setDesc(port).build());
        }
    }

    void removed(final FlowEntry flow, final OFFlowRemovedReason reason) {
        final int bit = switch (reason) {
            case IDLE_TIMEOUT -> 0;
            case HARD_TIMEOUT -> 1;
            default -> 2;
        };
        if (!wants(2, bit) && bit < 2) {
            return;
        }
        final long age = flow.age(bridge.network().now());
        connection.send(OPENFLOW.buildFlowRemoved().setMatch(flow.wireMatch()).setCookie(U64.of(flow.cookie()))
            .setPriority(flow.priority()).setReason(reason).setTableId(TableId.of(flow.table()))
            .setDurationSec(age / NANOS_PER_SECOND).setDurationNsec(age % NANOS_PER_SECOND)
            .setIdleTimeout(flow.idleTimeout()).setHardTimeout(flow.hardTimeout())
            .setPacketCount(U64.of(flow.packets())).setByteCount(U64.of(flow.bytes())).build());
    }

    private boolean wants(final int kind, final int reason) {
        final var masks = role == OFControllerRole.ROLE_SLAVE ? asSlave : asMaster;
        return (masks[kind] >> reason & 1) != 0;
    }

    private void setAsync(final OFAsyncSet async) {
        asMaster[0] = async.getPacketInMaskEqualMaster();
        asSlave[0] = async.getPacketInMaskSlave();
        asMaster[1] = async.getPortStatusMaskEqualMaster();
        asSlave[1] = async.getPortStatusMaskSlave();
        asMaster[2] = async.getFlowRemovedMaskEqualMaster();
        asSlave[2] = async.getFlowRemovedMaskSlave();
    }

    private void setRole(final OFRoleRequest request) throws RefusedException {
        final var wanted = request.getRole();
        if (wanted == OFControllerRole.ROLE_MASTER || wanted == OFControllerRole.ROLE_SLAVE) {
            bridge.controllers().acceptGeneration(request.getGenerationId().getValue());
        }
        if (wanted == OFControllerRole.ROLE_MASTER) {
            bridge.controllers().demoteMaster();
        }
        if (wanted != OFControllerRole.ROLE_NOCHANGE) {
            role = wanted;
        }
        connection.send(OPENFLOW.buildRoleReply().setXid(request.getXid()).setRole(role)
            .setGenerationId(U64.of(bridge.controllers().generation())).build());
    }

    private void barrier(final OFBarrierRequest request) {
        final var reply = OPENFLOW.buildBarrierReply().setXid(request.getXid()).build();
        final long delay = bridge.barrierDelay();
        if (delay > 0) {
            connection.block(delay, () -> connection.send(reply));
        } else {
            connection.send(reply);
        }
    }

    private void refuse(final ByteBuf request, final Refusal refusal) {
        final int data = Math.min(request.readableBytes(), ERROR_DATA);
        connection.send(Unpooled.buffer(ERROR_HEADER + data).writeByte(OFVersion.OF_13.getWireVersion())
            .writeByte(ERROR).writeShort(ERROR_HEADER + data)
            .writeInt(request.getInt(request.readerIndex() + TRANSACTION_OFFSET))
            .writeShort(refusal.type()).writeShort(refusal.code())
            .writeBytes(request, request.readerIndex(), data));
        bridge.counts().refused(refusal);
    }
}
