/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static io.understudy.impl.openflow.FrameMetadata.COPY;
import static io.understudy.impl.openflow.FrameMetadata.HELD;
import static io.understudy.impl.openflow.FrameMetadata.NOWHERE;
import static io.understudy.impl.openflow.FrameMetadata.WHEREABOUTS;
import static io.understudy.impl.openflow.FrameMetadata.whereabouts;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Location;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.flow.Instructions;

/**
 * The flows of a bridge that find out which frames the controller is to learn from, and those that send it copies of
 * them when they are on their way.
 *
 * <p>Copies are sent by the flow for all that is left (a table-miss flow entry, OpenFlow 1.3.5, 5.4). So a bridge gives
 * them another reason (OFPR_NO_MATCH) than heartbeats and probes (OFPR_ACTION), and the second connection can do
 * without them: a storm of new hosts is not sent twice, and no heartbeat waits behind it there. Frames that the guard
 * holds back are few, and have a flow of their own by whose cookie they are known; they do come by both, as do those of
 * sources at no port, of which few are let through.
 *
 * @param bridge the bridge
 * @param ports its port numbers
 * @param learning the table that a frame passes before the gate
 * @param gate the gate's table
 * @param copying the table that it passes when it is on its way
 * @param meter number of the meter that bounds the copies; that of sources at no port follows from it
 */
record LearningFlows(BridgeId bridge, BridgePorts ports, int learning, int gate, int copying,
        long meter) {
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int DHCP_SERVER = 67;
    private static final int DHCP_CLIENT = 68;
    private static final int DHCP6_SERVER = 547;
    private static final int DHCP6_CLIENT = 546;

    private static final int PRIORITY_ADDRESS_RESOLUTION = 200;
    private static final int PRIORITY_KNOWN = 100;
    private static final int PRIORITY_HELD_UNLEARNED = 60;
    private static final int PRIORITY_HELD = 50;
    private static final int PRIORITY_UNLEARNED = 20;
    private static final int PRIORITY_UNKNOWN = 10;
    private static final int PRIORITY_LEAST = 0;

    /** To the number of a meter this is added for that of sources at no port. */
    static final long UNLEARNED_METER = 2;

    LearningFlows {
        requireNonNull(bridge);
        requireNonNull(ports);
    }

    ImmutableList<FlowEntry> plan() {
        final var flows = ImmutableList.<FlowEntry>builder();
        ports.locations().forEach(location -> flows.add(known(location)));
        final var learn = new Actions().writeMetadata(COPY, COPY).thenGoTo(gate);
        for (var match : ImmutableList.of(Matches.arp(), Matches.neighborDiscovery(NEIGHBOR_SOLICITATION),
                Matches.neighborDiscovery(NEIGHBOR_ADVERTISEMENT), Matches.udp4(DHCP_SERVER, DHCP_CLIENT),
                Matches.udp6(DHCP6_SERVER, DHCP6_CLIENT))) {
            flows.add(new FlowEntry(learning, PRIORITY_ADDRESS_RESOLUTION, FlowKind.LEARNING, match, learn));
        }
        flows.add(new FlowEntry(learning, PRIORITY_UNKNOWN, FlowKind.LEARNING, Matches.any(), learn));
        return flows.addAll(copies()).build();
    }

    /** Nobody need hear of a frame whose source is where it is known to be. */
    private FlowEntry known(final Location location) {
        return new FlowEntry(learning, PRIORITY_KNOWN, FlowKind.LEARNING,
            Matches.noted(bridge, ports.numberOf(location), whereabouts(location), WHEREABOUTS),
            new Actions().thenGoTo(gate));
    }

    /**
     * Plans the copies. A source at no port has a meter of its own: nothing can be learned from most of its frames, and
     * however many these are, they must not use up the meter of new hosts.
     */
    private ImmutableList<FlowEntry> copies() {
        final var punt = punt(meter);
        final var puntUnlearned = punt(meter + UNLEARNED_METER);
        return ImmutableList.of(
            new FlowEntry(copying, PRIORITY_HELD_UNLEARNED, FlowKind.HELD,
                Matches.noted(HELD | NOWHERE, HELD | WHEREABOUTS), puntUnlearned),
            new FlowEntry(copying, PRIORITY_HELD, FlowKind.HELD, Matches.noted(HELD, HELD), punt),
            new FlowEntry(copying, PRIORITY_UNLEARNED, FlowKind.COPY,
                Matches.noted(COPY | NOWHERE, COPY | WHEREABOUTS), puntUnlearned),
            new FlowEntry(copying, PRIORITY_UNKNOWN, FlowKind.NOT_COPIED, Matches.noted(0, COPY), Actions.none()),
            new FlowEntry(copying, PRIORITY_LEAST, FlowKind.COPY, Matches.any(), punt));
    }

    private static Instructions punt(final long number) {
        return new Actions().meter(number).outputToController().build();
    }
}
