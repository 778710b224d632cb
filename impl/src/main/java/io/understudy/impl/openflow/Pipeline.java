/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.EchoAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Side;

/**
 * The flows of one bridge (design 4): admission, source, forwarding, learning.
 *
 * <p>Both bridges of a group hold all of them at all times, every host included. Only the {@link #gate()} differs: it
 * is what lets frames from uplink and trunks past the first table, and only the primary has it. So a takeover is a
 * handful of flows whatever the number of hosts.
 *
 * <p>The second table tells the next ones, by the metadata, where the source of a frame is known to be. So a host has
 * one flow for its source, wherever it is, and one that has moved leaves nothing behind.
 *
 * <p>Learning stands behind forwarding: a frame is on its way before a copy of it goes through the meter to the
 * controller, so a flood of new addresses can neither stop traffic nor drown the heartbeats.
 */
public final class Pipeline {
    /** How many tables there are, one after the other. */
    public static final int TABLES = 4;
    /** Meter that bounds the copies for learning; its number spells US. */
    public static final long METER_ID = 0x5553;

    private static final int ICMP_ECHO_REPLY = 0;
    private static final int ICMP_ECHO_REQUEST = 8;
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;

    private static final int PRIORITY_OWN = 400;
    private static final int PRIORITY_GATE = 100;
    private static final int PRIORITY_HOST = 100;
    private static final int PRIORITY_ADDRESS_RESOLUTION = 200;
    private static final int PRIORITY_PROBE = 300;
    private static final int PRIORITY_UNKNOWN = 10;
    private static final int PRIORITY_LEAST = 0;

    /** Metadata of a frame whose source is behind a trunk; the place of the trunk is added to it. */
    private static final long BEHIND_TRUNK = 0x100;
    /** Metadata of a frame whose source is behind the uplink. */
    private static final long BEHIND_UPLINK = 0x200;
    private static final long WHEREABOUTS = 0x3ff;

    private final GroupConfiguration group;
    private final Side side;
    private final BridgeId bridge;
    private final BridgePorts ports;
    private final int admission;
    private final int source;
    private final int forwarding;
    private final int learning;

    /**
     * Plans the flows of a bridge.
     *
     * @param group its group
     * @param side which bridge of the group
     * @param ports its port numbers
     * @param firstTable number of the first of the {@value #TABLES} tables, 0 to 250
     */
    public Pipeline(final GroupConfiguration group, final Side side, final BridgePorts ports, final int firstTable) {
        this.group = requireNonNull(group);
        this.side = requireNonNull(side);
        this.ports = requireNonNull(ports);
        bridge = group.bridges().get(side).id();
        admission = firstTable;
        source = firstTable + 1;
        forwarding = firstTable + 2;
        learning = firstTable + 3;
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
     * @return the flows
     */
    public ImmutableList<FlowEntry> base() {
        final var flows = ImmutableList.<FlowEntry>builder();
        final var fromPeer = EchoAddresses.between(group, side.other());
        flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.ADMISSION,
            Matches.echo(bridge, ports.peer(), fromPeer, ICMP_ECHO_REQUEST), new Actions()
                .setEthernet(fromPeer.destination(), fromPeer.source())
                .setAddresses(fromPeer.destinationAddress(), fromPeer.sourceAddress())
                .setIcmpType(ICMP_ECHO_REPLY).outputToInPort().build()));
        flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.HEARTBEAT,
            Matches.echo(bridge, ports.peer(), fromPeer, ICMP_ECHO_REPLY), new Actions().outputToController()
                .build()));
        flows.add(new FlowEntry(admission, PRIORITY_LEAST, FlowKind.ADMISSION, Matches.any(), Actions.none()));

        flows.addAll(probes());

        flows.add(new FlowEntry(source, PRIORITY_LEAST, FlowKind.UNKNOWN_SOURCE, Matches.any(),
            new Actions().thenGoTo(forwarding)));
        final var toTrunks = new Actions();
        for (var trunk : ports.trunks()) {
            toTrunks.output(trunk);
            final var elsewhere = new Actions().output(ports.uplink());
            ports.trunks().stream().filter(other -> !other.equals(trunk)).forEach(elsewhere::output);
            flows.add(new FlowEntry(forwarding, PRIORITY_UNKNOWN, FlowKind.FLOOD, Matches.port(bridge, trunk),
                elsewhere.thenGoTo(learning)));
        }
        flows.add(new FlowEntry(forwarding, PRIORITY_UNKNOWN, FlowKind.FLOOD, Matches.port(bridge, ports.uplink()),
            toTrunks.thenGoTo(learning)));

        flows.add(known(Location.UPLINK));
        for (int place = 1; place <= ports.trunks().size(); place++) {
            flows.add(known(Location.trunk(place)));
        }
        flows.add(new FlowEntry(learning, PRIORITY_ADDRESS_RESOLUTION, FlowKind.LEARNING, Matches.arp(), copy()));
        flows.add(new FlowEntry(learning, PRIORITY_ADDRESS_RESOLUTION, FlowKind.LEARNING,
            Matches.neighborDiscovery(NEIGHBOR_SOLICITATION), copy()));
        flows.add(new FlowEntry(learning, PRIORITY_ADDRESS_RESOLUTION, FlowKind.LEARNING,
            Matches.neighborDiscovery(NEIGHBOR_ADVERTISEMENT), copy()));
        flows.add(new FlowEntry(learning, PRIORITY_UNKNOWN, FlowKind.LEARNING, Matches.any(), copy()));
        return flows.build();
    }

    /** Nobody need hear of a frame whose source is where it is known to be. */
    private FlowEntry known(final Location location) {
        return new FlowEntry(learning, PRIORITY_HOST, FlowKind.LEARNING,
            Matches.known(bridge, ports.numberOf(location), whereabouts(location), WHEREABOUTS), Actions.none());
    }

    private static long whereabouts(final Location location) {
        return switch (location) {
            case Location.Uplink uplink -> BEHIND_UPLINK;
            case Location.Trunk trunk -> BEHIND_TRUNK | trunk.place();
        };
    }

    /**
     * Plans the flows of the probes. Those of this bridge go to the controller from the first table, whether the gate
     * is open or not, so that no storm of new hosts holds them back. The other one's pass through behind the gate, by
     * which they show that it is open; they are not flooded to where they need not go, and teach nothing.
     */
    private ImmutableList<FlowEntry> probes() {
        final var flows = ImmutableList.<FlowEntry>builder();
        final var own = BridgeAddresses.of(bridge);
        final var other = BridgeAddresses.of(group.bridges().get(side.other()).id());
        flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.PROBE,
            Matches.to(bridge, ports.uplink(), own.uplinkProbe()), new Actions().outputToController().build()));
        final var toTrunks = new Actions();
        for (var trunk : ports.trunks()) {
            toTrunks.output(trunk);
            flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.PROBE,
                Matches.to(bridge, trunk, own.trunkProbe()), new Actions().outputToController().build()));
            flows.add(new FlowEntry(forwarding, PRIORITY_PROBE, FlowKind.PROBE_PATH,
                Matches.to(bridge, trunk, other.uplinkProbe()), new Actions().output(ports.uplink()).build()));
        }
        flows.add(new FlowEntry(forwarding, PRIORITY_PROBE, FlowKind.PROBE_PATH,
            Matches.to(bridge, ports.uplink(), other.trunkProbe()), toTrunks.build()));
        flows.add(new FlowEntry(learning, PRIORITY_PROBE, FlowKind.PROBE_SOURCE, Matches.from(other.uplinkProbe()),
            Actions.none()));
        return flows.build();
    }

    /**
     * Returns the gate.
     *
     * @return one flow for the uplink and one for each trunk
     */
    public ImmutableList<FlowEntry> gate() {
        final var flows = ImmutableList.<FlowEntry>builder();
        flows.add(gate(ports.uplink()));
        ports.trunks().forEach(trunk -> flows.add(gate(trunk)));
        return flows.build();
    }

    private FlowEntry gate(final long port) {
        return new FlowEntry(admission, PRIORITY_GATE, FlowKind.GATE, Matches.port(bridge, port),
            new Actions().thenGoTo(source));
    }

    /**
     * Returns the messages that open the gate: the same flows as {@link #gate()}.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] openGate() {
        final var doors = ImmutableList.<Long>builder().add(ports.uplink()).addAll(ports.trunks()).build();
        return FlowMods.admit(admission, PRIORITY_GATE, FlowKind.GATE, doors, source);
    }

    /**
     * Returns the message that closes the gate.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public byte[] closeGate() {
        return FlowMods.removeAll(admission, FlowKind.GATE);
    }

    /**
     * Returns messages that add and remove a flow that changes nothing: it drops what is dropped anyway.
     *
     * @return encoded for {@link DirectLink#exchange}
     */
    public ImmutableList<byte[]> directRehearsal() {
        return ImmutableList.of(
            FlowMods.drop(admission, PRIORITY_LEAST, FlowKind.REHEARSAL, FlowMods.LOCAL),
            FlowMods.removeAll(admission, FlowKind.REHEARSAL));
    }

    /**
     * Returns a flow that takes no frame: none for the heartbeat address comes in at the uplink, and it would be
     * dropped anyway.
     *
     * @return the flow
     */
    public FlowEntry rehearsal() {
        return new FlowEntry(admission, PRIORITY_UNKNOWN, FlowKind.REHEARSAL,
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
                new Actions().output(ports.numberOf(host.location())).thenGoTo(learning)),
            new FlowEntry(source, PRIORITY_HOST, FlowKind.SOURCE, Matches.source(host.key()),
                new Actions().writeMetadata(whereabouts(host.location()), WHEREABOUTS).thenGoTo(forwarding)));
    }

    /**
     * Returns the flows that a host has, wherever it is.
     *
     * @param host the host
     * @return flows to be removed
     */
    public ImmutableList<FlowEntry> traces(final HostKey host) {
        return ImmutableList.of(
            new FlowEntry(forwarding, PRIORITY_HOST, FlowKind.DESTINATION, Matches.destination(host), Actions.none()),
            new FlowEntry(source, PRIORITY_HOST, FlowKind.SOURCE, Matches.source(host), Actions.none()));
    }

    /**
     * Returns the table of a kind of flows.
     *
     * @param kind the kind
     * @return the table's number
     */
    public int tableOf(final FlowKind kind) {
        return switch (kind) {
            case ADMISSION, HEARTBEAT, GATE, PROBE, REHEARSAL -> admission;
            case SOURCE, UNKNOWN_SOURCE -> source;
            case FLOOD, DESTINATION, PROBE_PATH -> forwarding;
            case LEARNING, PROBE_SOURCE -> learning;
        };
    }

    private static org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Instructions copy() {
        return new Actions().meter(METER_ID).outputToController().build();
    }
}
