/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.frame.EthernetFrame;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.EchoAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Side;
import java.io.ByteArrayOutputStream;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Match;

/**
 * The flows by which a bridge decides what comes in: what is for itself, what it must not relay, what it lets through.
 *
 * <p>Those that look at a source address are below the {@link StandbyFlows}: while these are there, Open vSwitch is to
 * remember one decision for each destination, not one for each pair of addresses.
 *
 * @param group the bridge's group
 * @param side which bridge of the group
 * @param ports its port numbers
 * @param admission the first table
 * @param source the table that a frame passes next
 */
record AdmissionFlows(GroupConfiguration group, Side side, BridgePorts ports, int admission, int source) {
    private static final int ICMP_ECHO_REPLY = 0;
    private static final int ICMP_ECHO_REQUEST = 8;

    private static final int PRIORITY_OWN = 400;
    private static final int PRIORITY_RESERVED = 300;
    /** In the table of sources, above the flows of hosts. */
    private static final int PRIORITY_OWN_SOURCE = 200;
    private static final int PRIORITY_HIDDEN_TAG = 180;
    private static final int PRIORITY_PATH = 160;
    private static final int PRIORITY_NOT_RELAYED = 150;
    private static final int PRIORITY_TAG = 110;
    private static final int PRIORITY_PORT = 100;
    private static final int PRIORITY_LEAST = 0;

    /** The last octet has 16 values, none of which a bridge relays (IEEE 802.1Q-2022, 8.6.3, table 8-1). */
    private static final MacAddress RESERVED = new MacAddress(0x0180_c200_0000L);
    private static final MacAddress RESERVED_MASK = new MacAddress(0xffff_ffff_fff0L);
    private static final MacAddress GROUP_BIT = new MacAddress(0x0100_0000_0000L);
    /** No tag may have this VLAN identifier (IEEE 802.1Q-2022, table 9-2). */
    private static final int RESERVED_VLAN = 0xfff;

    AdmissionFlows {
        requireNonNull(group);
        requireNonNull(side);
        requireNonNull(ports);
    }

    ImmutableList<FlowEntry> plan() {
        final var flows = ImmutableList.<FlowEntry>builder();
        flows.addAll(heartbeats());
        flows.addAll(probes());
        flows.addAll(notRelayed());
        flows.addAll(ownSources());
        flows.addAll(otherSources());
        ports.doors().forEach(door -> flows.add(new FlowEntry(admission, PRIORITY_PORT, FlowKind.ADMISSION,
            Matches.port(bridge(), door), new Actions().thenGoTo(source))));
        return flows.add(drop(PRIORITY_LEAST, FlowKind.ADMISSION, Matches.any())).build();
    }

    private BridgeId bridge() {
        return group.bridges().get(side).id();
    }

    private BridgeAddresses own() {
        return BridgeAddresses.of(bridge());
    }

    private FlowEntry drop(final int priority, final FlowKind kind, final Match match) {
        return new FlowEntry(admission, priority, kind, match, Actions.none());
    }

    private ImmutableList<FlowEntry> heartbeats() {
        final var fromPeer = EchoAddresses.between(group, side.other());
        return ImmutableList.of(
            new FlowEntry(admission, PRIORITY_OWN, FlowKind.ADMISSION,
                Matches.echo(bridge(), ports.peer(), fromPeer, ICMP_ECHO_REQUEST), new Actions()
                    .setEthernet(fromPeer.destination(), fromPeer.source())
                    .setAddresses(fromPeer.destinationAddress(), fromPeer.sourceAddress())
                    .setIcmpType(ICMP_ECHO_REPLY).outputToInPort().build()),
            new FlowEntry(admission, PRIORITY_OWN, FlowKind.HEARTBEAT,
                Matches.echo(bridge(), ports.peer(), fromPeer, ICMP_ECHO_REPLY), new Actions().outputToController()
                    .build()));
    }

    /**
     * Probes of this bridge go to the controller whether the gate is open or not, so that no storm of new hosts holds
     * them back.
     */
    private ImmutableList<FlowEntry> probes() {
        final var flows = ImmutableList.<FlowEntry>builder();
        flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.PROBE,
            Matches.to(bridge(), ports.uplink(), own().uplinkProbe()), new Actions().outputToController().build()));
        ports.trunks().forEach(trunk -> flows.add(new FlowEntry(admission, PRIORITY_OWN, FlowKind.PROBE,
            Matches.to(bridge(), trunk, own().trunkProbe()), new Actions().outputToController().build())));
        return flows.build();
    }

    /**
     * Plans what no bridge may relay: frames for the neighbour alone, and those whose source is no station. An address
     * of a group or of nobody can never be learned, so what comes from it could go round for ever.
     */
    private ImmutableList<FlowEntry> notRelayed() {
        return ImmutableList.of(
            drop(PRIORITY_RESERVED, FlowKind.NOT_RELAYED, Matches.to(RESERVED, RESERVED_MASK)),
            drop(PRIORITY_NOT_RELAYED, FlowKind.NOT_RELAYED, Matches.from(GROUP_BIT, GROUP_BIT)),
            drop(PRIORITY_NOT_RELAYED, FlowKind.NOT_RELAYED, Matches.from(MacAddress.ZERO)),
            drop(PRIORITY_NOT_RELAYED, FlowKind.NOT_RELAYED, Matches.inVlan(RESERVED_VLAN)));
    }

    /**
     * Plans what becomes of this bridge's own frames that come back to it, but for its probes: something carries them
     * in a circle. They are counted, port by port; behind the first table where a bridge that stands by counts them,
     * too, see {@link StandbyFlows}.
     */
    private ImmutableList<FlowEntry> ownSources() {
        final var flows = ImmutableList.<FlowEntry>builder();
        ports.doors().forEach(door -> flows.add(new FlowEntry(source, PRIORITY_OWN_SOURCE, FlowKind.OWN_SOURCE,
            from(own(), door), Actions.none())));
        return flows.add(drop(PRIORITY_NOT_RELAYED, FlowKind.OWN_SOURCE, from(own(), ports.peer()))).build();
    }

    private Match from(final BridgeAddresses addresses, final long port) {
        return Matches.from(bridge(), port, addresses.heartbeat(), BridgeAddresses.MASK);
    }

    /**
     * Plans what becomes of the other bridge's frames: of them only path probes pass, each in its direction. What else
     * it asks or says is for its own uplink and the peer link; here it could come round.
     */
    private ImmutableList<FlowEntry> otherSources() {
        final var other = BridgeAddresses.of(group.bridges().get(side.other()).id());
        final var flows = ImmutableList.<FlowEntry>builder();
        flows.add(letIn(ports.uplink(), other.uplinkProbe(), other.trunkProbe()));
        ports.trunks().forEach(trunk -> flows.add(letIn(trunk, other.trunkProbe(), other.uplinkProbe())));
        ports.doors().forEach(door ->
            flows.add(drop(PRIORITY_NOT_RELAYED, FlowKind.OTHER_SOURCE, from(other, door))));
        return flows.build();
    }

    private FlowEntry letIn(final long port, final MacAddress from, final MacAddress to) {
        return new FlowEntry(admission, PRIORITY_PATH, FlowKind.OTHER_SOURCE,
            Matches.pathProbe(bridge(), port, from, to), new Actions().thenGoTo(source));
    }

    /**
     * Returns the messages that add the flows of priority tags: a frame with the VLAN identifier 0 belongs to the VLAN
     * of those without a tag (IEEE 802.1Q-2022, 6.9.1), so it loses its tag before anything looks for its VLAN, and its
     * priority with it. If there is one more tag behind, the frame would come out in that VLAN: it is dropped.
     *
     * <p>openflowplugin cannot encode this match: to it, a VLAN identifier of 0 means any tag.
     */
    byte[] priorityTags() {
        final var all = new ByteArrayOutputStream();
        for (int hidden : new int[] {EthernetFrame.TYPE_VLAN, EthernetFrame.TYPE_SERVICE_VLAN}) {
            all.writeBytes(FlowMods.dropPriorityTagged(admission, PRIORITY_HIDDEN_TAG, FlowKind.PRIORITY_TAG, hidden));
        }
        ports.doors().forEach(door -> all.writeBytes(FlowMods.popPriorityTag(admission, PRIORITY_TAG,
            FlowKind.PRIORITY_TAG, door, source)));
        return all.toByteArray();
    }
}
