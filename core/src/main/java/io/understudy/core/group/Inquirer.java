/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Severity;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.StrayKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Asks by heartbeats and probes, and hears what comes in as an answer. Guests and neighbours can send what they like to
 * a bridge's own addresses, as much as they like: so what answers no open request ends here, before anything is decided
 * by it. It is counted, and there is an alarm if there is much of it.
 */
final class Inquirer {
    private final Pair<BridgeDriver> drivers;
    private final Pair<BridgeStatistics> statistics;
    private final Heartbeats heartbeats;
    private final Probes probes;
    private final BiConsumer<Command.Record, Long> log;
    /** By the name of the port, of which a bridge has few. */
    private final Pair<Map<StrayKind, Map<String, StrayAlarm>>> alarms =
        new Pair<>(new EnumMap<>(StrayKind.class), new EnumMap<>(StrayKind.class));

    /**
     * Creates it.
     *
     * @param configuration the group
     * @param drivers the ways to its bridges
     * @param statistics where is counted
     * @param log takes entries of the event log, and when they were made, ns
     */
    Inquirer(final GroupConfiguration configuration, final Pair<BridgeDriver> drivers,
            final Pair<BridgeStatistics> statistics, final BiConsumer<Command.Record, Long> log) {
        this.drivers = requireNonNull(drivers);
        this.statistics = requireNonNull(statistics);
        this.log = requireNonNull(log);
        heartbeats = new Heartbeats(configuration);
        probes = new Probes(configuration);
    }

    void ask(final Command.SendHeartbeat heartbeat) {
        drivers.get(heartbeat.target().other()).transmitToPeer(heartbeats.request(heartbeat));
    }

    void ask(final GroupState state, final Command.SendPathProbe probe) {
        final var sender = probe.through().other();
        drivers.get(sender).transmit(Probes.exit(probe.direction(), state.bridge(sender).ports()), probes.path(probe));
    }

    void ask(final Command.ProbeUpstream probe) {
        drivers.get(probe.side()).transmit(Location.UPLINK, probes.upstream(probe));
    }

    void send(final GroupState state, final Command.SendEndMarker marker) {
        drivers.get(marker.side()).transmit(Probes.endMarkerExit(marker.direction(),
            state.bridge(marker.side()).ports()), probes.endMarker(marker));
    }

    /**
     * Takes a frame of the flow that brings answers to heartbeats.
     *
     * @param atPeerPort whether it came in at the peer port
     * @return the evidence; empty if it is none
     */
    Optional<Event> heartbeat(final GroupState state, final Side receiver, final boolean atPeerPort,
            final byte[] frame, final long now) {
        statistics.get(receiver).packet();
        final var configuration = configuration(state, receiver);
        final var answer = read(receiver, () -> atPeerPort ? Heartbeats.answer(receiver, frame) : Optional.empty());
        return judged(state, receiver, answer, answer.isPresent() ? StrayKind.HEARTBEAT : StrayKind.OTHER,
            atPeerPort ? "peer port " + configuration.peerPort() : "another port", now);
    }

    /**
     * Takes a frame of the flows that bring what was sent to a bridge's probe addresses.
     *
     * @param location where it came in; empty if that is neither the uplink nor a trunk
     * @return the evidence; empty if it is none
     */
    Optional<Event> probe(final GroupState state, final Side receiver, final Optional<Location> location,
            final byte[] frame, final long now) {
        statistics.get(receiver).packet();
        final var answer = read(receiver, () -> location.flatMap(place -> probes.read(receiver, place, frame)));
        final var kind = answer.map(Inquirer::kindOf).orElse(StrayKind.OTHER);
        return judged(state, receiver, answer, kind, port(configuration(state, receiver), location), now);
    }

    /**
     * Counts what a bridge answered by its direct connection without being asked.
     */
    void barrier(final GroupState state, final Side side, final long now) {
        stray(state, side, StrayKind.BARRIER, "direct connection", now);
    }

    private Optional<Event> read(final Side receiver, final Supplier<Optional<Event>> reading) {
        try {
            return reading.get();
        } catch (MalformedFrameException e) {
            statistics.get(receiver).malformed();
            return Optional.empty();
        }
    }

    private Optional<Event> judged(final GroupState state, final Side receiver, final Optional<Event> answer,
            final StrayKind kind, final String port, final long now) {
        if (answer.filter(state::isFresh).isPresent()) {
            return answer;
        }
        stray(state, receiver, kind, port, now);
        return Optional.empty();
    }

    private void stray(final GroupState state, final Side side, final StrayKind kind, final String port,
            final long now) {
        statistics.get(side).stray(kind);
        final boolean due = alarms.get(side).computeIfAbsent(kind, first -> new HashMap<>())
            .computeIfAbsent(port, first -> new StrayAlarm(now)).count(now);
        if (due) {
            log.accept(new Command.Record(Severity.WARNING, text(state.name(side), kind, port)), now);
        }
    }

    private static String text(final String bridge, final StrayKind kind, final String port) {
        final var what = bridge + " hears " + kind.words() + " at its " + port + " that answer nothing it has asked;"
            + " they do not count. ";
        return what + switch (kind) {
            case HEARTBEAT -> "Somebody repeats or forges them, or the link delays them for longer than"
                + " heartbeat/multiplier intervals: see what is between the two bridges";
            case BARRIER -> "See what is between the bridge and the controller, and its Open vSwitch";
            case UPSTREAM -> "Several hosts have the address of a target, or somebody forges its answers: capture ARP"
                + " and neighbor advertisements there";
            case PATH_PROBE_OUTWARD, PATH_PROBE_INWARD, OTHER -> "Somebody there repeats or forges them: capture"
                + " frames from the bridge's own addresses there, and shut the port of who sends them";
        };
    }

    private static StrayKind kindOf(final Event answer) {
        return switch (answer) {
            case Event.PathProbeArrived probe -> kindOf(probe.direction());
            case Event.EndMarkerArrived marker -> kindOf(marker.direction());
            case Event.UpstreamAnswered answered -> StrayKind.UPSTREAM;
            default -> StrayKind.OTHER;
        };
    }

    private static StrayKind kindOf(final PathDirection direction) {
        return switch (direction) {
            case OUTWARD -> StrayKind.PATH_PROBE_OUTWARD;
            case INWARD -> StrayKind.PATH_PROBE_INWARD;
        };
    }

    private static String port(final BridgeConfiguration configuration, final Optional<Location> location) {
        return location.map(place -> switch (place) {
            case Location.Uplink uplink -> "uplink " + configuration.uplinkPort();
            case Location.Trunk trunk -> "trunk " + configuration.trunkPorts().get(trunk.place() - 1);
        }).orElse("another port");
    }

    private static BridgeConfiguration configuration(final GroupState state, final Side side) {
        return state.configuration().bridges().get(side);
    }
}
