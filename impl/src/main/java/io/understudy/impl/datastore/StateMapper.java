/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.GroupStatus;
import io.understudy.impl.group.GroupSnapshot;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.Gauge32;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.ZeroBasedCounter32;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverCause;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Status;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Verdict;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.LastFailover;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.LastFailoverBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Statistics;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.StatisticsBuilder;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.common.Uint64;

/**
 * Turns a group's state into what is published of the group as a whole.
 */
final class StateMapper {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int HIGH_PERCENT = 95;

    private final GroupSnapshot snapshot;
    private final WallClock clock;

    StateMapper(final GroupSnapshot snapshot, final WallClock clock) {
        this.snapshot = requireNonNull(snapshot);
        this.clock = requireNonNull(clock);
    }

    static Status status(final GroupStatus.Code code) {
        return switch (code) {
            case INITIALIZING -> Status.Initializing;
            case PROTECTED -> Status.Protected;
            case UNPROTECTED -> Status.Unprotected;
            case FAILING_OVER -> Status.FailingOver;
            case DOWN -> Status.Down;
        };
    }

    static FailoverCause cause(final Cause cause) {
        return switch (cause) {
            case INITIAL -> FailoverCause.Initial;
            case BRIDGE_LOST -> FailoverCause.BridgeLost;
            case PORT_DOWN -> FailoverCause.PortDown;
            case UPSTREAM_LOST -> FailoverCause.UpstreamLost;
            case FAILBACK -> FailoverCause.Failback;
            case SWITCHOVER -> FailoverCause.Switchover;
            case MAINTENANCE -> FailoverCause.Maintenance;
            case BOTH_FORWARDING -> FailoverCause.BothForwarding;
            case TAKEOVER_FAILED -> FailoverCause.TakeoverFailed;
        };
    }

    private static Verdict verdict(final io.understudy.core.failover.Verdict verdict) {
        return switch (verdict) {
            // a question that is open is no verdict
            case KEEP, ASK, WAIT -> Verdict.Keep;
            case PEER_LINK_BROKEN -> Verdict.PeerLinkBroken;
            case UNCONTROLLED -> Verdict.Uncontrolled;
            case BLIND -> Verdict.Blind;
            case UNCERTAIN -> Verdict.Uncertain;
            case STRANDED -> Verdict.Stranded;
            case PORT_DOWN -> Verdict.PortDown;
            case BRIDGE_LOST -> Verdict.BridgeLost;
            case UPSTREAM_LOST -> Verdict.UpstreamLost;
            case PATH_SUSPECT -> Verdict.PathSuspect;
        };
    }

    Group group(final GroupStatus status) {
        final var state = snapshot.report().state();
        final var group = new GroupBuilder().setName(new GroupName(state.configuration().name()))
            .setStatus(status(status.code())).setStatusReason(reason(status))
            .setVerdict(state.judgement().map(judgement -> verdict(judgement.verdict())).orElse(Verdict.None));
        state.primary().ifPresent(side -> group.setPrimary(BridgeMapper.id(state, side)));
        return group.build();
    }

    /** What of the configuration is not in use stands behind what keeps the group from being protected. */
    private String reason(final GroupStatus status) {
        return Stream.concat(status.reasons().stream(), snapshot.unused().stream()).collect(Collectors.joining("; "));
    }

    LastFailover lastFailover(final Decision decision, final DecisionTime time) {
        final var state = snapshot.report().state();
        final var mapped = new LastFailoverBuilder().setCause(cause(decision.cause())).setDetail(decision.detail())
            .setTo(BridgeMapper.id(state, decision.to())).setDetectedAt(time.of(decision, clock))
            .setSuspectedBefore(micros(decision.detectedAt() - decision.suspectedAt()))
            .setFenced(since(decision, decision.fencedAt()))
            .setGateOpen(since(decision, decision.gateOpenAt()))
            .setFirstAnnouncement(since(decision, decision.firstAnnouncementAt()))
            .setLastAnnouncement(since(decision, decision.lastAnnouncementAt()))
            .setHostsAnnounced(Uint32.valueOf(decision.hostsAnnounced()));
        decision.from().ifPresent(from -> mapped.setFrom(BridgeMapper.id(state, from)));
        return mapped.build();
    }

    Statistics statistics() {
        final var state = snapshot.report().state();
        return new StatisticsBuilder().setFailovers(new ZeroBasedCounter32(Uint32.valueOf(state.failovers())))
            .setHosts(new Gauge32(Uint32.valueOf(snapshot.report().localHosts())))
            .setRemoteHosts(new Gauge32(Uint32.valueOf(snapshot.report().remoteHosts())))
            .setLateTicks(BridgeMapper.counter(state.punctuality().lateTicks()))
            .setMaxLateness(micros(state.punctuality().maxLateness()))
            .setHighLateness(micros(state.punctuality().lateness().percentile(HIGH_PERCENT)))
            .setRecentFailovers(new Gauge32(Uint32.valueOf(state.recentFailovers(clock.nanos()))))
            .setHoldDownRemaining(Uint32.valueOf(state.holdDownRemaining(clock.nanos()) / NANOS_PER_SECOND))
            .build();
    }

    private static Uint64 since(final Decision decision, final OptionalLong time) {
        return time.isPresent() ? micros(time.orElseThrow() - decision.detectedAt()) : null;
    }

    static Uint64 micros(final long nanos) {
        return Uint64.valueOf(Math.max(0, nanos / NANOS_PER_MICRO));
    }
}
