/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.PathSigns;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.UpstreamSigns;
import io.understudy.core.failover.BridgeHealth;
import io.understudy.core.failover.BridgeState;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import io.understudy.core.report.PendingHosts;
import io.understudy.core.report.StrayKind;
import io.understudy.impl.group.GroupSnapshot;
import io.understudy.impl.openflow.BridgePorts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.ZeroBasedCounter64;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.BridgeId;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.EvidenceState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.PortReference;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Role;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Bridge;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.BridgeBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.AnnouncementGroups;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.AnnouncementGroupsBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.Counters;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.CountersBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.Evidence;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.EvidenceBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.HostFlowsBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.counters.StrayAnswers;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.counters.StrayAnswersBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.Channel;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.ChannelBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.Heartbeat;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.HeartbeatBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.PathProbe;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.PathProbeBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.Port;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.PortBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.PortKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.Upstream;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.UpstreamBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.path.probe.InwardBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.path.probe.OutwardBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.upstream.Target;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.upstream.TargetBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.bridge.evidence.upstream.TargetKey;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.common.Uint8;

/**
 * Turns what is known of a bridge into what is published of it.
 */
final class BridgeMapper {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int HIGH_PERCENT = 95;

    private final GroupSnapshot snapshot;
    private final Side side;
    private final WallClock clock;

    BridgeMapper(final GroupSnapshot snapshot, final Side side, final WallClock clock) {
        this.snapshot = requireNonNull(snapshot);
        this.side = requireNonNull(side);
        this.clock = requireNonNull(clock);
    }

    Bridge bridge() {
        final var state = snapshot.report().state();
        final var bridge = state.bridge(side);
        return new BridgeBuilder().setNodeId(id(state, side)).setRole(role(state))
            .setHealthy(BridgeHealth.problems(state, side).isEmpty()).setMaintenance(bridge.maintenance())
            .setGate(switch (bridge.gate()) {
                case OPEN -> Bridge.Gate.Open;
                case CLOSED -> Bridge.Gate.Closed;
                case OPENING, CLOSING -> Bridge.Gate.Changing;
                case UNKNOWN -> Bridge.Gate.Unknown;
            })
            .setSynchronization(switch (bridge.channel()) {
                case READY -> pendingHosts().refused() == 0 ? Bridge.Synchronization.Synchronized
                    : Bridge.Synchronization.Failed;
                case FAILED -> Bridge.Synchronization.Failed;
                case DOWN, READING, PROGRAMMING -> Bridge.Synchronization.Pending;
            })
            .setError(bridge.portProblem().or(bridge::error).or(this::refusal).orElse(null))
            .setPipelineVersion(pipelineVersion())
            .setEvidence(evidence(bridge))
            .setCounters(counters())
            .setAnnouncementGroups(announcementGroups())
            .setHostFlows(new HostFlowsBuilder().setPending(Uint32.valueOf(pendingHosts().hosts()))
                .setRefused(Uint32.valueOf(pendingHosts().refused())).build())
            .build();
    }

    private Uint8 pipelineVersion() {
        final var version = snapshot.pipelineVersions().get(side);
        return version.isPresent() ? Uint8.valueOf(version.getAsInt()) : null;
    }

    private PendingHosts pendingHosts() {
        return snapshot.report().counters().get(side).pendingHosts();
    }

    private Optional<String> refusal() {
        final var pending = pendingHosts();
        return pending.reason().map(reason -> "it did not take the flows of " + pending.refused() + " hosts: " + reason
            + "; their frames are flooded, and it is tried again");
    }

    private Role role(final GroupState state) {
        if (state.primary().isEmpty()) {
            return Role.Unknown;
        }
        return state.primary().orElseThrow() == side ? Role.Primary : Role.Secondary;
    }

    private Evidence evidence(final BridgeState bridge) {
        final var state = snapshot.report().state();
        final var configuration = state.configuration();
        return new EvidenceBuilder()
            .setHeartbeat(heartbeat(bridge.heartbeat(), state.heartbeat(side)))
            .setChannel(new ChannelBuilder().setState(bridge.connected() ? EvidenceState.Up : EvidenceState.Down)
                .setLastChange(clock.at(bridge.connection().changedAt())).setInquiry(inquiry(bridge)).build())
            .setPort(ports(bridge))
            .setUpstream(upstream(bridge.signs().upstream(), configuration.upstream()))
            .setPathProbe(path(bridge.signs().path(), configuration.pathProbe()))
            .build();
    }

    private static Channel.Inquiry inquiry(final BridgeState bridge) {
        return switch (bridge.inquiry().answer()) {
            case NOT_ASKED -> Channel.Inquiry.None;
            case PENDING -> Channel.Inquiry.Pending;
            case ANSWERED -> Channel.Inquiry.Answered;
            case EXPIRED -> Channel.Inquiry.Expired;
        };
    }

    /** The container serves as the grouping that the others are made of, too. */
    private Heartbeat heartbeat(final ProbeMonitor monitor, final io.understudy.core.evidence.EvidenceState verdict) {
        final var builder = new HeartbeatBuilder().setState(state(verdict))
            .setConsecutiveMisses(Uint32.valueOf(monitor.misses())).setSent(counter(monitor.sent()))
            .setReceived(counter(monitor.received()));
        if (monitor.receivedAt() != Moment.NONE) {
            builder.setLastReceived(clock.at(monitor.receivedAt()))
                .setAge(Uint32.saturatedOf(Math.max(0, clock.nanos() - monitor.receivedAt()) / NANOS_PER_MILLI));
        }
        if (!monitor.roundTrips().isEmpty()) {
            builder.setRoundTripTime(Uint32.saturatedOf(monitor.roundTrips().last() / NANOS_PER_MICRO))
                .setRoundTripTimeHigh(Uint32.saturatedOf(
                    monitor.roundTrips().percentile(HIGH_PERCENT) / NANOS_PER_MICRO));
        }
        return builder.build();
    }

    private Upstream upstream(final UpstreamSigns signs, final UpstreamConfiguration configuration) {
        final var targets = new LinkedHashMap<TargetKey, Target>();
        signs.targets().forEach((address, monitor) -> {
            final var target = new TargetBuilder(heartbeat(monitor, monitor.state(configuration.multiplier())))
                .setIpAddress(HostMapper.address(address)).build();
            targets.put(target.key(), target);
        });
        return new UpstreamBuilder().setState(state(signs.state(configuration))).setTarget(targets).build();
    }

    private PathProbe path(final PathSigns signs, final PathProbeConfiguration configuration) {
        final int multiplier = configuration.multiplier();
        return new PathProbeBuilder().setState(state(signs.state(configuration)))
            .setProof(switch (snapshot.report().state().path(side, clock.nanos())) {
                case UP -> PathProbe.Proof.Forwards;
                case DOWN -> PathProbe.Proof.DoesNotForward;
                case UNPROVEN -> PathProbe.Proof.Unproven;
                case OFF -> PathProbe.Proof.Off;
            })
            .setOutward(new OutwardBuilder(heartbeat(signs.outward(), signs.outward().state(multiplier))).build())
            .setInward(new InwardBuilder(heartbeat(signs.inward(), signs.inward().state(multiplier))).build())
            .build();
    }

    private Map<PortKey, Port> ports(final BridgeState bridge) {
        final var configuration = snapshot.report().state().configuration().bridges().get(side);
        final var numbers = snapshot.ports().get(side);
        final var changes = snapshot.report().counters().get(side).portChanges();
        final var ports = new LinkedHashMap<PortKey, Port>();
        put(ports, configuration.uplinkPort(), Port.Usage.Uplink, numbers.map(BridgePorts::uplink),
            bridge.ports().uplink(), changes.uplink());
        for (int index = 0; index < configuration.trunkPorts().size(); index++) {
            final int place = index;
            put(ports, configuration.trunkPorts().get(index), Port.Usage.Trunk,
                numbers.map(known -> known.trunks().get(place)), index < bridge.ports().trunks().size()
                    ? bridge.ports().trunks().get(index) : io.understudy.core.evidence.EvidenceState.UNKNOWN,
                index < changes.trunks().size() ? changes.trunks().get(index) : 0);
        }
        put(ports, configuration.peerPort(), Port.Usage.Peer, numbers.map(BridgePorts::peer), bridge.ports().peer(),
            changes.peer());
        return ports;
    }

    private void put(final Map<PortKey, Port> ports, final String name, final Port.Usage usage,
            final Optional<Long> number, final io.understudy.core.evidence.EvidenceState link, final long changedAt) {
        final var port = new PortBuilder().setName(new PortReference(name)).setUsage(usage)
            .setNumber(number.map(Uint32::valueOf).orElse(null)).setState(state(link))
            .setLastChange(changedAt == 0 ? null : clock.at(changedAt)).build();
        ports.put(port.key(), port);
    }

    private Counters counters() {
        final var counters = snapshot.report().counters().get(side);
        return new CountersBuilder().setPacketsIn(counter(counters.packetsIn()))
            .setAnnouncementsSent(counter(counters.announcementsSent()))
            .setRequestsFailed(counter(counters.requestsFailed()))
            .setMalformedFrames(counter(counters.malformedFrames())).setStrayAnswers(strays(counters.strays()))
            .setOwnFramesDropped(counter(counters.ownFrames())).build();
    }

    private static StrayAnswers strays(final Map<StrayKind, Long> counts) {
        return new StrayAnswersBuilder().setHeartbeat(count(counts, StrayKind.HEARTBEAT))
            .setPathProbeOutward(count(counts, StrayKind.PATH_PROBE_OUTWARD))
            .setPathProbeInward(count(counts, StrayKind.PATH_PROBE_INWARD))
            .setUpstream(count(counts, StrayKind.UPSTREAM)).setBarrier(count(counts, StrayKind.BARRIER))
            .setOther(count(counts, StrayKind.OTHER)).build();
    }

    private static ZeroBasedCounter64 count(final Map<StrayKind, Long> counts, final StrayKind kind) {
        return counter(counts.getOrDefault(kind, 0L));
    }

    private AnnouncementGroups announcementGroups() {
        final var groups = snapshot.report().counters().get(side).groups();
        return new AnnouncementGroupsBuilder().setHosts(Uint32.valueOf(groups.hosts()))
            .setProblem(groups.problem().orElse(null)).build();
    }

    static BridgeId id(final GroupState state, final Side side) {
        return new BridgeId(state.name(side));
    }

    static ZeroBasedCounter64 counter(final long count) {
        return new ZeroBasedCounter64(Uint64.valueOf(count));
    }

    private static EvidenceState state(final io.understudy.core.evidence.EvidenceState state) {
        return switch (state) {
            case UP -> EvidenceState.Up;
            case DOWN -> EvidenceState.Down;
            case UNKNOWN -> EvidenceState.Unknown;
        };
    }
}
