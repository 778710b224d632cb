/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.evidence.DirectConnectionState;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.evidence.PathEvidence;
import io.understudy.core.evidence.PathSigns;
import io.understudy.core.evidence.Ports;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.Signs;
import io.understudy.core.evidence.SilenceProof;
import io.understudy.core.evidence.UpstreamSigns;
import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import java.util.Optional;

/**
 * What is known of one bridge.
 *
 * @param connection its OpenFlow connection
 * @param gateControl its gate
 * @param portState its ports
 * @param signs what was observed of it by asking
 * @param maintenance whether an operator took it out of service
 * @param error the last thing it refused, in words
 * @param suspectedAt when the first sign of its loss was seen, ns; {@link Moment#NONE} if there is none
 */
public record BridgeState(Connection connection, GateControl gateControl, PortState portState, Signs signs,
        boolean maintenance, Optional<String> error, long suspectedAt) {
    /**
     * Checks that nothing is missing.
     */
    public BridgeState {
        requireNonNull(connection);
        requireNonNull(gateControl);
        requireNonNull(portState);
        requireNonNull(signs);
        requireNonNull(error);
    }

    static BridgeState initial(final long now) {
        return new BridgeState(Connection.lost(now), GateControl.UNKNOWN, PortState.UNKNOWN, Signs.NONE, false,
            Optional.empty(), Moment.NONE);
    }

    /**
     * Says how far its connection has come.
     *
     * @return how far
     */
    public Channel channel() {
        return connection.channel();
    }

    /**
     * Returns its gate.
     *
     * @return what is known of it
     */
    public Gate gate() {
        return gateControl.gate();
    }

    /**
     * Returns its links.
     *
     * @return what is known of them
     */
    public Ports ports() {
        return portState.ports();
    }

    /**
     * Returns the configured ports that it lacks.
     *
     * @return in words; empty if it lacks none
     */
    public Optional<String> portProblem() {
        return portState.problem();
    }

    /**
     * Tells whether the bridge is connected, in whatever condition.
     *
     * @return true if it is
     */
    public boolean connected() {
        return channel() != Channel.DOWN;
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
        return channel() == Channel.READY && gate() == Gate.CLOSED && !maintenance && portProblem().isEmpty()
            && ports().carrying() != EvidenceState.DOWN;
    }

    /**
     * Says what the probes through this bridge tell about whether it forwards.
     */
    PathEvidence path(final PathProbeConfiguration configuration, final BridgeState other, final long now) {
        return signs.path().evidence(configuration, other.signs.path(), other.connection.changedAt(),
            Timing.START_GRACE, now);
    }

    BridgeState with(final Connection newConnection) {
        return new BridgeState(newConnection, gateControl, portState, signs, maintenance, error, suspectedAt);
    }

    BridgeState with(final GateControl newGate) {
        return new BridgeState(connection, newGate, portState, signs, maintenance, error, suspectedAt);
    }

    BridgeState with(final PortState newPorts) {
        return new BridgeState(connection, gateControl, newPorts, signs, maintenance, error, suspectedAt);
    }

    BridgeState withSigns(final Signs newSigns) {
        return new BridgeState(connection, gateControl, portState, newSigns, maintenance, error, suspectedAt);
    }

    BridgeState withMaintenance(final boolean enabled) {
        return new BridgeState(connection, gateControl, portState, signs, enabled, error, suspectedAt);
    }

    BridgeState withError(final Optional<String> newError) {
        return new BridgeState(connection, gateControl, portState, signs, maintenance, newError, suspectedAt);
    }

    BridgeState suspected(final long at) {
        return new BridgeState(connection, gateControl, portState, signs, maintenance, error, at);
    }

    BridgeState withChannel(final Channel newChannel) {
        return with(connection.with(newChannel));
    }

    BridgeState reconnected(final long token, final long now) {
        return with(Connection.made(token, now)).with(portState.unread()).withSigns(signs.reconnected())
            .withError(Optional.empty()).suspected(Moment.NONE);
    }

    BridgeState disconnected(final long now) {
        return with(Connection.lost(now)).with(gateControl.disconnected()).with(portState.disconnected())
            .withSigns(signs.unasked()).suspected(suspectedAt == Moment.NONE ? now : suspectedAt);
    }

    BridgeState reading(final long token) {
        return with(connection.reading(token));
    }

    BridgeState programming(final long token) {
        return with(connection.programming(token));
    }

    BridgeState retryingAt(final long at) {
        return with(gateControl.retryingAt(at));
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
        return withSigns(signs.with(signs.stall().with(silence, now)));
    }
}
