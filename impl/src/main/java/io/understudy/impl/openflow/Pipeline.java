/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static io.understudy.impl.openflow.FrameMetadata.BEHIND_TRUNK;
import static io.understudy.impl.openflow.FrameMetadata.BEHIND_UPLINK;
import static io.understudy.impl.openflow.FrameMetadata.HELD;
import static io.understudy.impl.openflow.FrameMetadata.HOME;
import static io.understudy.impl.openflow.FrameMetadata.NOWHERE;
import static io.understudy.impl.openflow.FrameMetadata.WAY;
import static io.understudy.impl.openflow.FrameMetadata.WHEREABOUTS;
import static io.understudy.impl.openflow.FrameMetadata.way;
import static io.understudy.impl.openflow.FrameMetadata.whereabouts;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Side;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * The flows of one bridge (docs/design/data-path.md): admission, source, forwarding, learning, gate, output, copying.
 *
 * <p>Both bridges of a group hold all of them at all times, every host included. Only the {@link #gate()} differs, a
 * single flow that lets frames on to the output, and only the primary has it. So a takeover is one flow whatever the
 * number of hosts and ports, and no bridge can be left with half of it. Besides, a bridge without it may have the
 * {@link StandbyFlows}.
 *
 * <p>The tables before the gate look at a frame and note in its metadata what is to become of it; those behind it look
 * at the metadata and the port alone. So a bridge reads the same fields of a frame whether its gate is open or not, or,
 * while it stands by, one more that it does not read otherwise. Open vSwitch caches its decisions by the fields it has
 * read. Were some of them missing with a closed gate, decisions that overlap would be cached, and versions before
 * 2.17.8, 3.0.5 and 3.1.3 may then change the wrong one: of two bridges whose roles moved, the primary went on dropping
 * broadcasts (Open vSwitch, "dpif-netdev: Fix dpif_netdev_flow_put").
 *
 * <p>A frame is on its way before a copy of it goes through the meter to the controller, so a flood of new addresses
 * can neither stop traffic nor drown the heartbeats.
 */
public final class Pipeline {
    /** How many tables there are, one after the other. */
    public static final int TABLES = 7;
    /** Stands for all tables where flows are removed or read (OFPTT_ALL, OpenFlow 1.3.5, 7.3.4.1). */
    public static final int EVERY_TABLE = 0xff;
    /** Meters that bound the copies for learning, by turns; the number of the first one spells US. */
    static final ImmutableList<Long> METER_IDS = ImmutableList.of(0x5553L, 0x5554L);

    private static final int PRIORITY_HOST = 100;
    private static final int PRIORITY_PROBE = 300;
    private static final int PRIORITY_GUARD = 50;
    private static final int PRIORITY_UNKNOWN = 10;
    private static final int PRIORITY_LEAST = 0;

    private final GroupConfiguration group;
    private final Side side;
    private final BridgeId bridge;
    private final BridgePorts ports;
    private final int admission;
    private final int source;
    private final int forwarding;
    private final int learning;
    private final int gate;
    private final int output;
    private final int copying;

    /**
     * Plans the flows of a bridge.
     *
     * @param group its group
     * @param side which bridge of the group
     * @param ports its port numbers
     * @param firstTable number of the first of the {@value #TABLES} tables, 0 to 247
     */
    public Pipeline(final GroupConfiguration group, final Side side, final BridgePorts ports, final int firstTable) {
        this.group = requireNonNull(group);
        this.side = requireNonNull(side);
        this.ports = requireNonNull(ports);
        bridge = group.bridges().get(side).id();
        admission = firstTable;
        source = sourceTable(firstTable);
        forwarding = forwardingTable(firstTable);
        learning = firstTable + 3;
        gate = gateTable(firstTable);
        output = firstTable + 5;
        copying = firstTable + 6;
    }

    /**
     * Tells which table notes where sources are.
     *
     * @param firstTable number of the first table
     * @return its number
     */
    public static int sourceTable(final int firstTable) {
        return firstTable + 1;
    }

    /** Tells which table finds out where frames go. */
    static int forwardingTable(final int firstTable) {
        return firstTable + 2;
    }

    /** Tells which tables have no flows of hosts. */
    static ImmutableList<Integer> tablesWithoutHosts(final int firstTable) {
        return IntStream.range(firstTable, firstTable + TABLES)
            .filter(table -> table != sourceTable(firstTable) && table != forwardingTable(firstTable))
            .boxed().collect(ImmutableList.toImmutableList());
    }

    /**
     * Tells which table is the gate's.
     *
     * @param firstTable number of the first table
     * @return its number
     */
    public static int gateTable(final int firstTable) {
        return firstTable + 4;
    }

    /**
     * Returns the bridge's port numbers.
     *
     * @return the numbers
     */
    public BridgePorts ports() {
        return ports;
    }

    /**
     * Returns the flows that do not depend on hosts, without the gate.
     *
     * @param meter number of the meter that bounds the copies
     * @return the flows
     */
    ImmutableList<FlowEntry> base(final long meter) {
        final var flows = ImmutableList.<FlowEntry>builder();
        flows.addAll(admitting().plan());
        flows.addAll(paths());

        flows.add(new FlowEntry(source, PRIORITY_LEAST, FlowKind.UNKNOWN_SOURCE, Matches.any(),
            new Actions().thenGoTo(forwarding)));
        flows.add(new FlowEntry(forwarding, PRIORITY_LEAST, FlowKind.UNKNOWN_DESTINATION, Matches.any(),
            new Actions().thenGoTo(learning)));
        flows.addAll(homes());

        flows.addAll(outputs());
        flows.addAll(guard());
        flows.addAll(new LearningFlows(bridge, ports, learning, gate, copying, meter).plan());
        return flows.build();
    }

    /** Returns these flows with the first of the meters. */
    ImmutableList<FlowEntry> base() {
        return base(METER_IDS.getFirst());
    }

    /**
     * Returns those flows of another plan for this bridge that {@link #base} does not replace. The ways out of its
     * ports are left out: flows of hosts may still lead there until they are written, and then nothing does.
     *
     * @param former the other plan
     * @return flows to be removed
     */
    public ImmutableList<FlowEntry> leftBy(final Pipeline former) {
        final var own = base();
        return former.base().stream().filter(flow -> flow.kind() != FlowKind.OUTPUT
            && own.stream().noneMatch(other -> other.table() == flow.table() && other.priority() == flow.priority()
                && other.match().equals(flow.match()))).collect(ImmutableList.toImmutableList());
    }

    private AdmissionFlows admitting() {
        return new AdmissionFlows(group, side, ports, admission, source);
    }

    /**
     * Plans the way out of what the gate lets through: of the port that was noted, or of all but that where the frame
     * came in. What comes from the uplink goes to all trunks and not back; a switch never sends a frame to the port
     * where it came in (OpenFlow 1.3.5, 7.2.5).
     */
    private ImmutableList<FlowEntry> outputs() {
        final var flows = ImmutableList.<FlowEntry>builder();
        final var doors = ports.doors();
        for (var door : doors) {
            flows.add(new FlowEntry(output, PRIORITY_HOST, FlowKind.OUTPUT, Matches.noted(way(door), WAY),
                new Actions().output(door).thenGoTo(copying)));
            final var others = new Actions();
            doors.stream().filter(other -> !other.equals(door)).forEach(others::output);
            flows.add(new FlowEntry(output, PRIORITY_UNKNOWN, FlowKind.OUTPUT,
                Matches.noted(bridge, door, 0, WAY), others.thenGoTo(copying)));
        }
        return flows.build();
    }

    /**
     * Plans the way of the other bridge's path probes through the gate, by which they show that it is open; they are
     * not flooded to where they need not go, and teach nothing.
     */
    private ImmutableList<FlowEntry> paths() {
        final var flows = ImmutableList.<FlowEntry>builder();
        final var other = BridgeAddresses.of(group.bridges().get(side.other()).id());
        for (var trunk : ports.trunks()) {
            flows.add(new FlowEntry(forwarding, PRIORITY_PROBE, FlowKind.PROBE_PATH,
                Matches.to(bridge, trunk, other.uplinkProbe()),
                new Actions().writeMetadata(way(ports.uplink()), WAY).thenGoTo(gate)));
        }
        flows.add(new FlowEntry(forwarding, PRIORITY_PROBE, FlowKind.PROBE_PATH,
            Matches.to(bridge, ports.uplink(), other.trunkProbe()), new Actions().thenGoTo(gate)));
        return flows.build();
    }

    /**
     * Returns the gate.
     *
     * @return the one flow that lets frames through
     */
    public FlowEntry gate() {
        return new FlowEntry(gate, PRIORITY_LEAST, FlowKind.GATE, Matches.any(), new Actions().thenGoTo(output));
    }

    /**
     * Returns the messages that open the gate: one removes the {@link StandbyFlows}, the other adds the same flow as
     * {@link #gate()}.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] openGate() {
        final var removal = StandbyFlows.removal(admission);
        final var opening = FlowMods.pass(gate, PRIORITY_LEAST, FlowKind.GATE, output);
        return ByteBuffer.allocate(removal.length + opening.length).put(removal).put(opening).array();
    }

    /**
     * Plans the flows that note of a frame which would be flooded that it comes in where its source is known to be.
     * They come before the guard, which without them would hold everything back.
     */
    private ImmutableList<FlowEntry> homes() {
        return ports.locations().stream().map(location -> new FlowEntry(forwarding, PRIORITY_GUARD, FlowKind.AT_HOME,
            Matches.noted(bridge, ports.numberOf(location), whereabouts(location), WHEREABOUTS),
            new Actions().writeMetadata(HOME, HOME).thenGoTo(learning))).collect(ImmutableList.toImmutableList());
    }

    /**
     * Returns the guard: a frame that came in at another port than its source is known to be at is not flooded, but
     * handed over. It may have come round through the other bridge.
     *
     * @return two flows, however many ports there are; they expire after {@value BridgeDriver#GUARD_SECONDS} s, for
     *     without us nobody would send on what a host that has moved says first
     */
    public ImmutableList<FlowEntry> guard() {
        return ImmutableList.of(hold(BEHIND_UPLINK), hold(BEHIND_TRUNK));
    }

    private FlowEntry hold(final long whereabouts) {
        return new FlowEntry(output, PRIORITY_GUARD, FlowKind.GUARD,
            Matches.noted(whereabouts, WAY | HOME | whereabouts),
            new Actions().writeMetadata(HELD, HELD).thenGoTo(copying), BridgeDriver.GUARD_SECONDS);
    }

    /**
     * Returns the messages that add the flows of priority tags.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] priorityTags() {
        return admitting().priorityTags();
    }

    /**
     * Returns the messages that add the {@link StandbyFlows}. They must not be there where the gate is open.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] standBy() {
        return StandbyFlows.addition(admission, source, ports.doors());
    }

    /**
     * Returns the message that closes the gate.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] closeGate() {
        return FlowMods.removeAll(gate, FlowKind.GATE);
    }

    /**
     * Returns messages that add and remove a flow that changes nothing: it drops what is dropped anyway.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public ImmutableList<byte[]> directWarmUp() {
        return ImmutableList.of(
            FlowMods.drop(admission, PRIORITY_LEAST, FlowKind.WARM_UP, FlowMods.LOCAL),
            FlowMods.removeAll(admission, FlowKind.WARM_UP));
    }

    /**
     * Returns a flow that takes no frame: none for the heartbeat address comes in at the uplink, and it would be
     * dropped anyway.
     *
     * @return the flow
     */
    public FlowEntry warmUp() {
        return new FlowEntry(admission, PRIORITY_UNKNOWN, FlowKind.WARM_UP,
            Matches.to(bridge, ports.uplink(), BridgeAddresses.of(bridge).heartbeat()), Actions.none());
    }

    /**
     * Returns the flows of a host. Those of a host that has moved take the place of those that it had.
     *
     * @param host the host
     * @return the flow of its destination and that of its source
     */
    public ImmutableList<FlowEntry> host(final Host host) {
        return ImmutableList.of(
            new FlowEntry(forwarding, PRIORITY_HOST, FlowKind.DESTINATION, Matches.destination(host.key()),
                new Actions().writeMetadata(way(ports.numberOf(host.location())), WAY).thenGoTo(learning)),
            new FlowEntry(source, PRIORITY_HOST, FlowKind.SOURCE, Matches.source(host.key()),
                new Actions().writeMetadata(whereabouts(host.location()), WHEREABOUTS).thenGoTo(forwarding)));
    }

    /**
     * Returns the flow of a source from which nothing can be learned. The guard holds back what it would flood; that of
     * a host, as soon as it is learned, goes before it.
     *
     * @param sender VLAN and address as the bridge sees them
     * @return the flow, which expires with the guard
     */
    public FlowEntry unlearned(final HostKey sender) {
        return new FlowEntry(source, PRIORITY_GUARD, FlowKind.UNLEARNED, Matches.source(sender),
            new Actions().writeMetadata(NOWHERE, WHEREABOUTS).thenGoTo(forwarding), BridgeDriver.GUARD_SECONDS);
    }

    /**
     * Returns the flows that a host has, wherever it is. The one by which a host is found goes last: if the controller
     * ends between the two, the other one must not stay behind.
     *
     * @param host the host
     * @return flows to be removed
     */
    public ImmutableList<FlowEntry> traces(final HostKey host) {
        return ImmutableList.of(
            new FlowEntry(source, PRIORITY_HOST, FlowKind.SOURCE, Matches.source(host), Actions.none()),
            new FlowEntry(forwarding, PRIORITY_HOST, FlowKind.DESTINATION, Matches.destination(host), Actions.none()));
    }

    /**
     * Returns the table of a kind of flows.
     *
     * @param kind the kind
     * @return the table's number; {@value #EVERY_TABLE} if they are in more than one
     */
    public int tableOf(final FlowKind kind) {
        return switch (kind) {
            case ADMISSION, HEARTBEAT, PROBE, WARM_UP, STANDBY, OTHER_SOURCE, NOT_RELAYED, PRIORITY_TAG -> admission;
            case OWN_SOURCE -> EVERY_TABLE;
            case SOURCE, UNKNOWN_SOURCE, UNLEARNED -> source;
            case DESTINATION, UNKNOWN_DESTINATION, PROBE_PATH, AT_HOME -> forwarding;
            case LEARNING, PROBE_SOURCE -> learning;
            case GATE -> gate;
            case OUTPUT, GUARD -> output;
            case COPY, HELD, NOT_COPIED -> copying;
        };
    }
}
