/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathEvidence;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * All that the machine knows of a group.
 *
 * @param configuration its configuration
 * @param bridges its bridges
 * @param primary the bridge that holds the role; empty before the first promotion
 * @param transition whether the role is moving
 * @param judgement the latest verdict about the primary but for an open question; empty while there is none, or its
 *     gate is being mended
 * @param confirmation whether a suspicion against the primary is being confirmed
 * @param lastFailover the last move that was carried out
 * @param restraint what holds back the next move
 * @param announcedAt when an announcement was last going on that is not known to have arrived, ns;
 *     {@link Moment#NONE} if there was none
 * @param failovers how often the role moved, the first promotion not counted
 * @param punctuality how late our own timer ticks
 * @param life since when, and by which seed
 */
public record GroupState(GroupConfiguration configuration, Pair<BridgeState> bridges, Optional<Side> primary,
        Transition transition, Optional<Judgement> judgement, Confirmation confirmation,
        Optional<Decision> lastFailover, Restraint restraint, long announcedAt, int failovers, Punctuality punctuality,
        Life life) {
    /**
     * Checks that nothing is missing.
     */
    public GroupState {
        requireNonNull(configuration);
        requireNonNull(bridges);
        requireNonNull(primary);
        requireNonNull(transition);
        requireNonNull(judgement);
        requireNonNull(confirmation);
        requireNonNull(lastFailover);
        requireNonNull(restraint);
        requireNonNull(punctuality);
        requireNonNull(life);
    }

    /**
     * Returns the state of a group that was just configured.
     *
     * @param configuration its configuration
     * @param seed of the nonces in its heartbeats; the same seed replays the same run
     * @param now ns
     * @return the state
     */
    public static GroupState initial(final GroupConfiguration configuration, final long seed, final long now) {
        final var bridge = BridgeState.initial(now);
        return new GroupState(configuration, new Pair<>(bridge, bridge), Optional.empty(), Transition.NONE,
            Optional.empty(), Confirmation.NONE, Optional.empty(), Restraint.none(now), Moment.NONE, 0,
            Punctuality.UNMEASURED, new Life(now, seed, 1));
    }

    /**
     * Returns one bridge.
     *
     * @param side which
     * @return its state
     */
    public BridgeState bridge(final Side side) {
        return bridges.get(side);
    }

    /**
     * Returns the name of a bridge.
     *
     * @param side which
     * @return as openflowplugin names it
     */
    public String name(final Side side) {
        return configuration.bridges().get(side).id().nodeId();
    }

    /**
     * Says what the heartbeats towards a bridge say.
     *
     * @param side which
     * @return their state
     */
    public EvidenceState heartbeat(final Side side) {
        return bridge(side).heartbeat().state(configuration.heartbeat().multiplier());
    }

    /**
     * Tells whether an answer is evidence: it answers a request that is open. What does not changes nothing.
     *
     * @param answer what came in
     * @return whether {@link FailoverMachine} would listen to it; true for all that is no answer to a heartbeat, a path
     *     probe or an upstream question
     */
    public boolean isFresh(final Event answer) {
        return switch (answer) {
            case Event.HeartbeatAnswered answered -> Freshness.of(bridges, life.seed(), answered);
            case Event.PathProbeArrived arrived -> Freshness.of(bridges, life.seed(), arrived);
            case Event.UpstreamAnswered answered -> Freshness.of(bridges, answered);
            case Event.EndMarkerArrived marker -> EndMarker.isAwaited(transition, life.seed(), marker);
            default -> true;
        };
    }

    /**
     * Tells whether the role is moving or a suspicion is being confirmed.
     *
     * @return true if so
     */
    public boolean isUrgent() {
        return confirmation.active() || !(transition instanceof Transition.None);
    }

    /**
     * Says what the probes through a bridge tell about whether it forwards.
     *
     * @param side which
     * @param now ns
     * @return the evidence
     */
    public PathEvidence path(final Side side, final long now) {
        return bridge(side).path(configuration.pathProbe(), bridge(side.other()), now);
    }

    /**
     * Counts the failovers that the damping counts.
     *
     * @param now ns
     * @return how many there were within its window
     */
    public int recentFailovers(final long now) {
        final long windowStart = now - TimeUnit.SECONDS.toNanos(configuration.damping().windowSeconds());
        return restraint.failoversSince(windowStart).size();
    }

    /**
     * Says how long the damping still holds down an automatic failback.
     *
     * @param now ns
     * @return ns; 0 if it does not
     */
    public long holdDownRemaining(final long now) {
        return Math.max(0, restraint.holdDownUntil() - now);
    }

    /**
     * Tells whether a bridge is the primary and known to forward.
     *
     * @param side which
     * @return true if it is
     */
    public boolean forwards(final Side side) {
        return primary.isPresent() && primary.orElseThrow() == side && bridge(side).gate() == Gate.OPEN;
    }
}
