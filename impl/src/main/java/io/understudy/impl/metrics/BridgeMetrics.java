/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.failover.BridgeHealth;
import io.understudy.core.failover.Gate;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import io.understudy.core.report.RoundTripCounts;
import io.understudy.core.report.StrayKind;
import io.understudy.impl.group.GroupSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is told of one bridge.
 */
final class BridgeMetrics {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final List<Double> BOUNDS = Stream.concat(RoundTripCounts.BOUNDS_MICROS.stream()
        .map(micros -> micros / MICROS_PER_SECOND), Stream.of(Double.POSITIVE_INFINITY)).toList();
    private static final String EVIDENCE_HELP = "State of a kind of evidence: 1 up, 0 down, -1 not known.";

    private final Families families;
    private final String group;
    private final GroupSnapshot snapshot;
    private final Side side;
    private final String name;
    private final long now;

    BridgeMetrics(final Families families, final String group, final GroupSnapshot snapshot, final Side side,
            final long now) {
        this.families = requireNonNull(families);
        this.group = requireNonNull(group);
        this.snapshot = requireNonNull(snapshot);
        this.side = requireNonNull(side);
        this.now = now;
        name = snapshot.report().state().name(side);
    }

    void add() {
        final var state = snapshot.report().state();
        final var bridge = state.bridge(side);
        gauge("bridge_primary", "1 if the bridge has the role of primary.",
            state.primary().filter(side::equals).isPresent() ? 1 : 0);
        gauge("bridge_gate_open", "1 if the gate of the bridge is open: it forwards.",
            bridge.gate() == Gate.OPEN ? 1 : 0);
        gauge("bridge_healthy", "1 if the bridge could carry the traffic.",
            BridgeHealth.problems(state, side).isEmpty() ? 1 : 0);
        gauge("bridge_maintenance", "1 if the bridge was taken out of service.", bridge.maintenance() ? 1 : 0);
        allEvidence();
        counters();
    }

    private void allEvidence() {
        final var state = snapshot.report().state();
        final var bridge = state.bridge(side);
        final var configuration = state.configuration().bridges().get(side);
        evidence("heartbeat", state.heartbeat(side));
        evidence("channel", bridge.connected() ? EvidenceState.UP : EvidenceState.DOWN);
        evidence("upstream", bridge.signs().upstream().state(state.configuration().upstream()));
        evidence("path-probe", bridge.signs().path().state(state.configuration().pathProbe()));
        port(configuration.uplinkPort(), "uplink", bridge.ports().uplink());
        port(configuration.peerPort(), "peer", bridge.ports().peer());
        for (int place = 0; place < configuration.trunkPorts().size(); place++) {
            port(configuration.trunkPorts().get(place), "trunk", place < bridge.ports().trunks().size()
                ? bridge.ports().trunks().get(place) : EvidenceState.UNKNOWN);
        }
    }

    private void counters() {
        final var counters = snapshot.report().counters().get(side);
        counter("packets_in", "Frames received from the bridge.", counters.packetsIn());
        counter("announcement_frames", "Announcement frames handed to the bridge.", counters.announcementsSent());
        counter("requests_failed", "Flow, group, meter and packet requests that the bridge refused or did not answer.",
            counters.requestsFailed());
        counter("malformed_frames", "Frames that could not be read.", counters.malformedFrames());
        for (var kind : StrayKind.values()) {
            families.counter("stray_answers", "Answers that nobody waited for: late, repeated or forged. They do not"
                + " count.", counters.strays().getOrDefault(kind, 0L), "group", group, "bridge", name, "kind",
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        counter("own_frames_dropped", "Frames with an address of the bridge as their source that came back to it.",
            counters.ownFrames());
        gauge("replication_pending_hosts", "Hosts whose flows the bridge has not been told yet.",
            counters.pendingHosts().hosts());
        gauge("replication_lag_seconds", "For how long the first of the hosts that the bridge has not been told of has"
            + " waited; 0 if none does.", GroupMetrics.seconds(counters.pendingHosts().nanos()));
        gauge("replication_refused_hosts", "Hosts whose flows the bridge refused; their frames are flooded.",
            counters.pendingHosts().refused());
        final var heartbeat = snapshot.report().state().bridge(side).heartbeat();
        counter("heartbeats_sent", "Heartbeats sent towards the bridge.", heartbeat.sent());
        counter("heartbeats_answered", "Heartbeats that the bridge answered.", heartbeat.received());
        if (heartbeat.receivedAt() != Moment.NONE) {
            gauge("heartbeat_age_seconds", "Time since the last answer to a heartbeat.",
                GroupMetrics.seconds(Math.max(0, now - heartbeat.receivedAt())));
        }
        families.histogram("heartbeat_round_trip_seconds", "Round trips of the heartbeats that the bridge answered.",
            BOUNDS, counters.roundTrips().counts(), GroupMetrics.seconds(counters.roundTrips().sumNanos()),
            "group", group, "bridge", name);
    }

    private void gauge(final String metric, final String help, final double value) {
        families.gauge(metric, help, value, "group", group, "bridge", name);
    }

    private void counter(final String metric, final String help, final double value) {
        families.counter(metric, help, value, "group", group, "bridge", name);
    }

    private void evidence(final String kind, final EvidenceState state) {
        families.gauge("bridge_evidence", EVIDENCE_HELP, value(state), "group", group, "bridge", name, "kind", kind);
    }

    private void port(final String port, final String usage, final EvidenceState state) {
        families.gauge("port_up", "State of a port that the group uses: 1 up, 0 down, -1 not known.", value(state),
            "group", group, "bridge", name, "port", port, "usage", usage);
    }

    private static int value(final EvidenceState state) {
        return switch (state) {
            case UP -> 1;
            case DOWN -> 0;
            case UNKNOWN -> -1;
        };
    }
}
