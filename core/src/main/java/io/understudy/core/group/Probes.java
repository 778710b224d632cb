/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.PathProbe;
import io.understudy.core.frame.UpstreamProbe;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Optional;

/**
 * How probes look on the wire, and where they leave: path probes through the other bridge, and questions for upstream
 * targets. All are sent from addresses that belong to the bridge, and come back to them.
 */
final class Probes {
    private final Pair<BridgeAddresses> addresses;

    Probes(final GroupConfiguration group) {
        addresses = new Pair<>(BridgeAddresses.of(group.bridges().preferred().id()),
            BridgeAddresses.of(group.bridges().alternate().id()));
    }

    byte[] path(final Command.SendPathProbe command) {
        final var own = addresses.get(command.through().other());
        final boolean inward = command.direction() == PathDirection.INWARD;
        return new PathProbe(inward ? own.uplinkProbe() : own.trunkProbe(),
            inward ? own.trunkProbe() : own.uplinkProbe(), inward, command.sequence(), command.nonce()).encode();
    }

    /**
     * Chooses where a path probe leaves: of several trunks the first that has a link.
     */
    static Location exit(final PathDirection direction, final Ports ports) {
        if (direction == PathDirection.INWARD) {
            return Location.UPLINK;
        }
        return Location.trunk(Math.max(0, ports.trunks().indexOf(EvidenceState.UP)) + 1);
    }

    /**
     * Makes an end marker: a path probe from an address of the one bridge to an address of the other.
     */
    byte[] endMarker(final Command.SendEndMarker command) {
        final var own = addresses.get(command.side());
        final var other = addresses.get(command.side().other());
        final boolean inward = command.direction() == PathDirection.INWARD;
        return new PathProbe(inward ? own.trunkProbe() : own.uplinkProbe(),
            inward ? other.trunkProbe() : other.uplinkProbe(), inward, command.sequence(), command.nonce()).encode();
    }

    /**
     * Chooses where an end marker leaves: on the side on which path probes of that direction end.
     */
    static Location endMarkerExit(final PathDirection direction, final Ports ports) {
        return exit(direction == PathDirection.OUTWARD ? PathDirection.INWARD : PathDirection.OUTWARD, ports);
    }

    byte[] upstream(final Command.ProbeUpstream command) {
        return UpstreamProbe.encode(addresses.get(command.side()).uplinkProbe(), command.target());
    }

    /**
     * Reads what came to a bridge's probe addresses.
     *
     * @param receiver the bridge
     * @param location where it came in
     * @param frame the frame
     * @return empty if it is something else
     */
    Optional<Event> read(final Side receiver, final Location location, final byte[] frame) {
        final boolean atUplink = location.equals(Location.UPLINK);
        final var probe = PathProbe.parse(frame);
        if (probe.isPresent()) {
            final var other = addresses.get(receiver.other());
            if (probe.orElseThrow().source().equals(atUplink ? other.uplinkProbe() : other.trunkProbe())) {
                return Optional.of(new Event.EndMarkerArrived(receiver,
                    atUplink ? PathDirection.OUTWARD : PathDirection.INWARD, probe.orElseThrow().nonce()));
            }
            // one that is turned back at once, by a switch or a hypervisor, came through nobody
            final var direction = atUplink ? PathDirection.OUTWARD : PathDirection.INWARD;
            return probe.filter(arrived -> isOn(arrived, receiver, direction)).map(arrived ->
                new Event.PathProbeArrived(receiver, direction, arrived.sequence(), arrived.nonce()));
        }
        return atUplink ? UpstreamProbe.answer(frame).map(target -> new Event.UpstreamAnswered(receiver, target))
            : Optional.empty();
    }

    private boolean isOn(final PathProbe probe, final Side sender, final PathDirection direction) {
        final var own = addresses.get(sender);
        final boolean inward = direction == PathDirection.INWARD;
        return probe.inward() == inward && probe.source().equals(inward ? own.uplinkProbe() : own.trunkProbe())
            && probe.destination().equals(inward ? own.trunkProbe() : own.uplinkProbe());
    }
}
