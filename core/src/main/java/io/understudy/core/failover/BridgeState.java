/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.Optional;

/**
 * What is known of one bridge.
 *
 * @param channel how far its connection has come
 * @param channelChangedAt when the connection was last made or lost, ns
 * @param readToken of the latest request to read it, 0 for none
 * @param programToken of the latest request to program it, 0 for none
 * @param gate its gate
 * @param gateToken of the latest change of its gate, 0 for none
 * @param retryAt when something that failed on it is tried again, ns; {@link Moment#NONE} if nothing failed
 * @param portsKnown whether its ports were read since it connected
 * @param ports its links
 * @param portProblem the configured ports that it lacks, in words
 * @param signs what was observed of it by asking
 * @param maintenance whether an operator took it out of service
 * @param error the last thing it refused, in words
 * @param suspectedAt when the first sign of its loss was seen, ns; {@link Moment#NONE} if there is none
 */
public record BridgeState(Channel channel, long channelChangedAt, long readToken, long programToken, Gate gate,
        long gateToken, long retryAt, boolean portsKnown, Ports ports, Optional<String> portProblem, Signs signs,
        boolean maintenance, Optional<String> error, long suspectedAt) {
    /**
     * Checks that nothing is missing.
     */
    public BridgeState {
        requireNonNull(channel);
        requireNonNull(gate);
        requireNonNull(ports);
        requireNonNull(portProblem);
        requireNonNull(signs);
        requireNonNull(error);
    }

    static BridgeState initial(final long now) {
        return new BridgeState(Channel.DOWN, now, 0, 0, Gate.UNKNOWN, 0, Moment.NONE, false, Ports.unknown(),
            Optional.empty(), Signs.NONE, false, Optional.empty(), Moment.NONE);
    }

    /**
     * Tells whether the bridge is connected, in whatever condition.
     *
     * @return true if it is
     */
    public boolean connected() {
        return channel != Channel.DOWN;
    }

    /**
     * Returns the heartbeats towards it.
     *
     * @return their monitor
     */
    public ProbeMonitor heartbeat() {
        return signs.heartbeat();
    }

    /**
     * Returns the barrier that asks whether it is alive.
     *
     * @return how it stands
     */
    public Inquiry inquiry() {
        return signs.inquiry();
    }

    /**
     * Tells whether the role can be given to the bridge now. That it is unhealthy otherwise, cut off from its upstream
     * targets for instance, does not matter: a bridge that may carry traffic is better than a dead one.
     *
     * @return true if it is programmed, its gate is known to be closed, its links are up and it is in service
     */
    public boolean canTakeOver() {
        return channel == Channel.READY && gate == Gate.CLOSED && !maintenance && portProblem.isEmpty()
            && ports.carrying() != EvidenceState.DOWN;
    }

    /**
     * Says what the probes through this bridge tell about whether it forwards.
     */
    PathEvidence path(final PathProbeConfiguration configuration, final BridgeState other, final long now) {
        return signs.path().evidence(configuration, other.signs.path(), other.channelChangedAt,
            Timing.START_GRACE, now);
    }

    BridgeState withChannel(final Channel newChannel) {
        return new BridgeState(newChannel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, signs, maintenance, error, suspectedAt);
    }

    BridgeState reconnected(final long token, final long now) {
        return new BridgeState(Channel.READING, now, token, 0, gate, gateToken, retryAt, false, ports, Optional.empty(),
            signs.reconnected(), maintenance, Optional.empty(), Moment.NONE);
    }

    BridgeState disconnected(final long now) {
        // A change that was not confirmed before the connection went may or may not have been made.
        final var lastKnown = gate == Gate.OPENING || gate == Gate.CLOSING ? Gate.UNKNOWN : gate;
        return new BridgeState(Channel.DOWN, now, 0, 0, lastKnown, 0, Moment.NONE, false, ports, portProblem,
            signs.unasked(), maintenance, error, suspectedAt == Moment.NONE ? now : suspectedAt);
    }

    BridgeState programming(final long token) {
        return new BridgeState(Channel.PROGRAMMING, channelChangedAt, readToken, token, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, signs, maintenance, error, suspectedAt);
    }

    BridgeState withGate(final Gate newGate, final long token, final long retry) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, newGate, token, retry, portsKnown,
            ports, portProblem, signs, maintenance, error, suspectedAt);
    }

    BridgeState withPorts(final Ports newPorts, final Optional<String> problem) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt, true,
            newPorts, problem, signs, maintenance, error, suspectedAt);
    }

    BridgeState withSigns(final Signs newSigns) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, newSigns, maintenance, error, suspectedAt);
    }

    BridgeState withHeartbeat(final ProbeMonitor monitor) {
        return withSigns(signs.with(monitor));
    }

    BridgeState withInquiry(final Inquiry newInquiry) {
        return withSigns(signs.with(newInquiry));
    }

    BridgeState withPath(final PathSigns newPath) {
        return withSigns(signs.with(newPath));
    }

    BridgeState withUpstream(final UpstreamSigns newUpstream) {
        return withSigns(signs.with(newUpstream));
    }

    BridgeState withProof(final SilenceProof newProof) {
        return withSigns(signs.with(newProof));
    }

    BridgeState withDirect(final DirectConnectionState newDirect) {
        return withSigns(signs.with(newDirect));
    }

    /** It lives although it was silent. */
    BridgeState outlived(final long silence, final long now) {
        return withSigns(signs.with(signs.lull().with(silence, now)));
    }

    BridgeState retryingAt(final long at) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, at, portsKnown,
            ports, portProblem, signs, maintenance, error, suspectedAt);
    }

    BridgeState reading(final long token) {
        return new BridgeState(Channel.READING, channelChangedAt, token, 0, gate, gateToken, retryAt, portsKnown, ports,
            portProblem, signs, maintenance, error, suspectedAt);
    }

    BridgeState withMaintenance(final boolean enabled) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, signs, enabled, error, suspectedAt);
    }

    BridgeState withError(final Optional<String> newError) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, signs, maintenance, newError, suspectedAt);
    }

    BridgeState suspected(final long at) {
        return new BridgeState(channel, channelChangedAt, readToken, programToken, gate, gateToken, retryAt,
            portsKnown, ports, portProblem, signs, maintenance, error, at);
    }
}
