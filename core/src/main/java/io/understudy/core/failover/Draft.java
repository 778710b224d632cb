/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathEvidence;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.ProbeTiming;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The state while one step works on it. It never leaves the step: mutable inside, pure outside.
 */
final class Draft {
    final long now;
    GroupConfiguration configuration;
    Optional<Side> primary;
    Transition transition;
    Optional<Judgement> judgement;
    Confirmation confirmation;
    Optional<Decision> lastFailover;
    Restraint restraint;
    long announcedAt;
    int failovers;
    Punctuality punctuality;

    private final GroupState before;
    private final ImmutableList.Builder<Command> commands = ImmutableList.builder();
    private Pair<BridgeState> bridges;
    private long nextToken;

    Draft(final GroupState before, final long now) {
        this.before = before;
        this.now = now;
        configuration = before.configuration();
        bridges = before.bridges();
        primary = before.primary();
        transition = before.transition();
        judgement = before.judgement();
        confirmation = before.confirmation();
        lastFailover = before.lastFailover();
        restraint = before.restraint();
        announcedAt = before.announcedAt();
        failovers = before.failovers();
        punctuality = before.punctuality();
        nextToken = before.life().nextToken();
    }

    BridgeState bridge(final Side side) {
        return bridges.get(side);
    }

    void update(final Side side, final UnaryOperator<BridgeState> change) {
        bridges = bridges.with(side, change.apply(bridges.get(side)));
    }

    EvidenceState heartbeat(final Side side) {
        return bridge(side).heartbeat().state(configuration.heartbeat().multiplier());
    }

    PathEvidence path(final Side side) {
        return bridge(side).path(configuration.pathProbe(), bridge(side.other()), now);
    }

    ProbeTiming heartbeatTiming(final Side side) {
        final var monitor = bridge(side).heartbeat();
        return ProbeTiming.of(configuration.heartbeat(), monitor.roundTrips(), monitor.isAcquainted());
    }

    /**
     * How long a bridge may take to answer an inquiry, ns. With the sped-up confirmation that only starts a burst.
     */
    long inquiryPatience(final Side side) {
        return configuration.heartbeat().confirms() ? heartbeatTiming(side).patience() : Timing.LEAST_PLAIN_INQUIRY;
    }

    /**
     * Makes the request whose sequence the monitor counted last.
     */
    Command heartbeatRequest(final Side side, final ProbeMonitor monitor) {
        return new Command.SendHeartbeat(side, monitor.sequence(),
            Nonce.HEARTBEAT.of(seed(), side, monitor.sent()));
    }

    boolean isFresh(final Event.HeartbeatAnswered answered) {
        return Freshness.of(bridges, seed(), answered);
    }

    boolean isFresh(final Event.PathProbeArrived arrived) {
        return Freshness.of(bridges, seed(), arrived);
    }

    boolean isFresh(final Event.UpstreamAnswered answered) {
        return Freshness.of(bridges, answered);
    }

    /** Of the latest change of a gate, 0 for none. */
    long gateToken(final Side side) {
        return bridge(side).gateControl().token();
    }

    boolean isPrimary(final Side side) {
        return primary.isPresent() && primary.orElseThrow() == side;
    }

    String name(final Side side) {
        return configuration.bridges().get(side).id().nodeId();
    }

    long startedAt() {
        return before.life().startedAt();
    }

    long seed() {
        return before.life().seed();
    }

    long token() {
        return nextToken++;
    }

    void command(final Command command) {
        commands.add(command);
    }

    void record(final Severity severity, final String text) {
        commands.add(new Command.Record(severity, text));
    }

    void closeGate(final Side side) {
        final long token = token();
        update(side, bridge -> bridge.with(GateControl.changing(Gate.CLOSING, token, now + Timing.RETRY)));
        command(new Command.CloseGate(side, token));
    }

    void openGate(final Side side) {
        final long token = token();
        update(side, bridge -> bridge.with(GateControl.changing(Gate.OPENING, token, now + Timing.RETRY)));
        command(new Command.OpenGate(side, token));
    }

    /**
     * Ends the step.
     *
     * @param nextTick when the machine wants to be woken, ns
     */
    Step finish(final long nextTick) {
        final var state = new GroupState(configuration, bridges, primary, transition, judgement, confirmation,
            lastFailover, restraint, announcedAt, failovers, punctuality, before.life().withNextToken(nextToken));
        return new Step(state, commands.build(), nextTick);
    }
}
