/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator.datapath;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFMeterMod;
import org.projectfloodlight.openflow.protocol.OFPacketInReason;
import org.projectfloodlight.openflow.protocol.action.OFAction;

/**
 * What a switch does with frames: its tables, groups and meters, with the semantics of OpenFlow 1.3 and, where that
 * leaves a choice, of Open vSwitch. It knows no connection and no clock; the time, in nanoseconds of any clock that
 * only goes forward, is handed in.
 *
 * <p>For one thread.
 */
public final class Datapath {
    /** Groups that call groups are followed so far. */
    private static final int DEEPEST = 64;
    private static final long NO_COOKIE = -1;

    private final GroupTable groups;
    private final MeterTable meters;
    private final FlowTables flows;
    private final Outlet outlet;

    /** Where actions come from, for the frames that they send to the controller. */
    private record Source(OFPacketInReason reason, int table, long cookie) {
    }

    /**
     * Makes a datapath without a flow.
     *
     * @param limits how much it can hold
     * @param outlet what is around it
     */
    public Datapath(final Limits limits, final Outlet outlet) {
        this.outlet = requireNonNull(outlet);
        groups = new GroupTable(limits);
        meters = new MeterTable(limits);
        flows = new FlowTables(groups, meters, outlet, limits);
    }

    /**
     * Returns its flow tables.
     *
     * @return the tables
     */
    public FlowTables flows() {
        return flows;
    }

    /**
     * Returns its groups.
     *
     * @return the groups
     */
    public GroupTable groups() {
        return groups;
    }

    /**
     * Returns its meters.
     *
     * @return the meters
     */
    public MeterTable meters() {
        return meters;
    }

    /**
     * Gives it other limits. What it holds stays.
     *
     * @param limits how much it can hold from now on
     */
    public void setLimits(final Limits limits) {
        groups.setLimits(limits);
        meters.setLimits(limits);
        flows.setLimits(limits);
    }

    /**
     * Changes flows.
     *
     * @param message what the controller says
     * @param now the time, ns
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    public void change(final OFFlowMod message, final long now) throws RefusedException {
        flows.change(FlowChange.of(message), now);
    }

    /**
     * Changes a group. Flows that use one that is removed go with it.
     *
     * @param message what the controller says
     * @param now the time, ns
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    public void change(final OFGroupMod message, final long now) throws RefusedException {
        flows.removeUsersOfGroups(groups.change(message, now));
    }

    /**
     * Changes a meter. Flows that use one that is removed go with it.
     *
     * @param message what the controller says
     * @param now the time, ns
     * @throws RefusedException if it cannot be done; nothing is changed then
     */
    public void change(final OFMeterMod message, final long now) throws RefusedException {
        meters.change(message, now).forEach(flows::removeUsersOfMeter);
    }

    /**
     * Takes a frame that came in by a port.
     *
     * @param port number of the port
     * @param frame the frame; it must not be changed any more
     * @param now the time, ns
     */
    public void receive(final int port, final byte[] frame, final long now) {
        run(new Packet(port, frame), now);
    }

    /**
     * Does with a frame what the controller says.
     *
     * @param inPort the port that it is to have come in by
     * @param frame the frame; it must not be changed any more
     * @param actions what to do
     * @param now the time, ns
     * @throws RefusedException if it cannot be done; nothing is done then
     */
    public void packetOut(final int inPort, final byte[] frame, final List<OFAction> actions, final long now)
            throws RefusedException {
        final var operations = Compiler.operations(actions);
        for (var operation : operations) {
            if (operation instanceof Operation.ToGroup to && groups.find(to.group()) == null) {
                throw new RefusedException(Refusal.BAD_OUT_GROUP);
            }
        }
        perform(operations, new Packet(inPort, frame), new Source(OFPacketInReason.ACTION, 0, NO_COOKIE), 0, now);
    }

    /**
     * Removes flows whose time has come.
     *
     * @param now the time, ns
     */
    public void expire(final long now) {
        flows.expire(now);
    }

    /**
     * Forgets everything, as a restart does.
     */
    public void clear() {
        flows.clear();
        groups.clear();
        meters.clear();
    }

    private void run(final Packet packet, final long now) {
        final var actionSet = new ArrayList<Operation>(0);
        // Open vSwitch counts the frame as it came in, whatever tags it has lost or got meanwhile.
        final int length = packet.length();
        int table = 0;
        Source source = null;
        while (table >= 0) {
            final var flow = flows.table(table).lookup(packet.fields());
            if (flow == null) {
                return;
            }
            flow.hit(length, now);
            source = new Source(flow.isTableMiss() ? OFPacketInReason.NO_MATCH : OFPacketInReason.ACTION, table,
                flow.cookie());
            final var program = flow.program();
            if (program.meter() != 0 && !passes(program.meter(), packet, now)) {
                return;
            }
            perform(program.apply(), packet, source, 0, now);
            if (program.clear()) {
                actionSet.clear();
            }
            actionSet.addAll(program.write());
            if (program.metadataMask() != 0) {
                packet.setMetadata(program.metadata(), program.metadataMask());
            }
            table = program.next();
        }
        if (!actionSet.isEmpty()) {
            perform(ActionSets.ordered(actionSet), packet, source, 0, now);
        }
    }

    private boolean passes(final int number, final Packet packet, final long now) {
        final var meter = meters.find(number & MeterTable.ALL);
        return meter == null || meter.pass(packet.length(), now);
    }

    private void perform(final List<Operation> operations, final Packet packet, final Source source, final int depth,
            final long now) {
        for (int index = 0; index < operations.size(); index++) {
            switch (operations.get(index)) {
                case Operation.Output output -> send(output.port(), packet, source, now);
                case Operation.ToGroup to -> toGroup(to.group(), packet, source, depth, now);
                case Operation.Set set -> packet.set(set.value());
                case Operation.PushVlan push -> packet.pushVlan(push.type());
                case Operation.PopVlan pop -> packet.popVlan();
                case Operation.Nothing nothing -> { }
            }
        }
    }

    private void send(final int port, final Packet packet, final Source source, final long now) {
        switch (port) {
            case Ports.CONTROLLER -> outlet.punt(new Punt(source.reason(), source.table(), source.cookie(),
                packet.inPort(), packet.metadata(), packet.share()));
            case Ports.IN_PORT -> outlet.send(packet.inPort(), packet.share());
            case Ports.TABLE -> run(packet.copy(), now);
            case Ports.ALL, Ports.FLOOD -> outlet.ports().stream().filter(other -> other != packet.inPort())
                .forEach(other -> outlet.send(other, packet.share()));
            default -> {
                // A frame never leaves by where it came in, unless by IN_PORT.
                if (port != packet.inPort()) {
                    outlet.send(port, packet.share());
                }
            }
        }
    }

    private void toGroup(final int number, final Packet packet, final Source source, final int depth,
            final long now) {
        final var group = groups.find(number);
        if (group == null || depth >= DEEPEST) {
            return;
        }
        group.hit(packet.length());
        if (group.type() == OFGroupType.ALL) {
            group.buckets().forEach(bucket -> enter(bucket, packet, source, depth, now));
        } else {
            final var bucket = choose(group, packet);
            if (bucket != null) {
                enter(bucket, packet, source, depth, now);
            }
        }
    }

    private void enter(final GroupEntry.Bucket bucket, final Packet packet, final Source source, final int depth,
            final long now) {
        bucket.counter().add(packet.length());
        perform(bucket.operations(), packet.copy(), source, depth + 1, now);
    }

    private GroupEntry.Bucket choose(final GroupEntry group, final Packet packet) {
        return switch (group.type()) {
            case FF -> group.buckets().stream().filter(bucket -> outlet.live(bucket.watchPort())).findFirst()
                .orElse(null);
            case SELECT -> byWeight(group.buckets(), packet);
            default -> group.buckets().isEmpty() ? null : group.buckets().get(0);
        };
    }

    /** The same addresses always choose the same bucket. */
    private static GroupEntry.Bucket byWeight(final List<GroupEntry.Bucket> buckets, final Packet packet) {
        final int total = buckets.stream().mapToInt(GroupEntry.Bucket::weight).sum();
        if (total == 0) {
            return null;
        }
        final long[] fields = packet.fields();
        final long addresses = fields[Field.ETH_SRC.slot()] * 31 + fields[Field.ETH_DST.slot()];
        int point = (int) Long.remainderUnsigned(addresses * 0x9e3779b97f4a7c15L, total);
        for (var bucket : buckets) {
            point -= bucket.weight();
            if (point < 0) {
                return bucket;
            }
        }
        return null;
    }
}
