/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.benchmarks;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.FailoverMachine;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Step;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import io.understudy.core.model.UpstreamConfiguration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A group whose two bridges have been serving for some seconds: every command is answered at once, as it should be. It
 * stands still just before and just after a tick that sends heartbeats.
 */
final class ServingGroup {
    private static final int SEED = 42;
    private static final int REPLICATION_MILLIS = 5000;
    private static final long SERVING_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ROUND_TRIP_NANOS = TimeUnit.MICROSECONDS.toNanos(300);
    private static final Ports UP = ports(EvidenceState.UP);

    private final Queue<Event> pending = new ArrayDeque<>();
    private long now = TimeUnit.SECONDS.toNanos(1);
    private Step last;
    private GroupState before;
    private Optional<Event> answered = Optional.empty();

    private ServingGroup() {
        before = GroupState.initial(configuration(), SEED, now);
        last = new Step(before, ImmutableList.of(), Long.MAX_VALUE);
    }

    static ServingGroup start() {
        final var group = new ServingGroup();
        for (var side : Side.values()) {
            group.pending.add(new Event.ChannelUp(side));
            group.pending.add(new Event.PortsObserved(side, UP, Optional.empty()));
        }
        group.run();
        if (group.before.primary().isEmpty() || group.answered.isEmpty()) {
            throw new IllegalStateException("The group does not serve: " + group.before);
        }
        return group;
    }

    GroupState beforeTick() {
        return before;
    }

    GroupState afterTick() {
        return last.state();
    }

    /** When the tick was, ns. */
    long due() {
        return now;
    }

    /** The answer to a heartbeat of the tick. */
    Event heartbeatAnswered() {
        return answered.orElseThrow();
    }

    /** The primary's uplink has no carrier. */
    Event uplinkLost() {
        return new Event.PortsObserved(before.primary().orElseThrow(), ports(EvidenceState.DOWN), Optional.empty());
    }

    private void run() {
        final long end = now + SERVING_NANOS;
        while (true) {
            while (!pending.isEmpty()) {
                now += ROUND_TRIP_NANOS;
                take(pending.remove());
            }
            now = Math.max(now, last.nextTick());
            take(new Event.Tick(last.nextTick()));
            final var heartbeat = pending.stream().filter(Event.HeartbeatAnswered.class::isInstance).findFirst();
            if (now > end && heartbeat.isPresent()) {
                answered = heartbeat;
                return;
            }
        }
    }

    private void take(final Event event) {
        before = last.state();
        last = FailoverMachine.step(before, event, now);
        last.commands().forEach(command -> answer(command).ifPresent(pending::add));
    }

    private Optional<Event> answer(final Command command) {
        return Optional.ofNullable(switch (command) {
            case Command.SendHeartbeat heartbeat ->
                new Event.HeartbeatAnswered(heartbeat.target(), heartbeat.sequence(), heartbeat.nonce());
            case Command.SendPathProbe probe -> before.primary().equals(Optional.of(probe.through()))
                ? new Event.PathProbeArrived(probe.through().other(), probe.direction(), probe.sequence(),
                    probe.nonce()) : null;
            case Command.SendEndMarker marker ->
                new Event.EndMarkerArrived(marker.side().other(), marker.direction(), marker.nonce());
            case Command.ProbeUpstream probe -> new Event.UpstreamAnswered(probe.side(), probe.target());
            case Command.SendBarrier barrier -> new Event.BarrierAnswered(barrier.side(), barrier.token());
            case Command.ReadFlows read -> new Event.FlowsRead(read.side(), read.token(), false);
            case Command.Program program -> new Event.Programmed(program.side(), program.token());
            case Command.OpenGate open -> new Event.GateChanged(open.side(), open.token(), true);
            case Command.CloseGate close -> new Event.GateChanged(close.side(), close.token(), false);
            case Command.Announce announce -> new Event.AnnouncementEnded(announce.side());
            case Command.StopAnnouncing stop -> null;
            case Command.Reply reply -> null;
            case Command.Record entry -> null;
            case Command.ReportViolation violation -> throw new IllegalStateException(violation.text());
        });
    }

    private static Ports ports(final EvidenceState uplink) {
        return new Ports(uplink, ImmutableList.of(EvidenceState.UP), EvidenceState.UP);
    }

    private static GroupConfiguration configuration() {
        return new GroupConfiguration("benchmark", new Pair<>(bridge(1), bridge(2)), HeartbeatConfiguration.DEFAULT,
            REPLICATION_MILLIS, AnnouncementConfiguration.DEFAULT, UpstreamConfiguration.DEFAULT,
            PathProbeConfiguration.DEFAULT, FailbackConfiguration.DEFAULT, DampingConfiguration.DEFAULT,
            LearningConfiguration.DEFAULT);
    }

    private static BridgeConfiguration bridge(final int number) {
        return new BridgeConfiguration(new BridgeId(number), number, "uplink", ImmutableList.of("trunk"), "peer");
    }
}
