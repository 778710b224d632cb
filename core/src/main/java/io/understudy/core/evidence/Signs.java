/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

/**
 * What was observed of one bridge by asking (docs/design/evidence.md).
 *
 * @param heartbeat heartbeats towards it
 * @param inquiry the barrier that asks whether it is alive
 * @param path probes through it
 * @param upstream probes of the targets behind its uplink
 * @param proof the barrier that shows whether the requests that it was to send itself were sent
 * @param stall the longest silence that it outlived lately
 * @param direct what became of its direct connection
 */
public record Signs(ProbeMonitor heartbeat, Inquiry inquiry, PathSigns path, UpstreamSigns upstream,
        SilenceProof proof, LongestStall stall, DirectConnectionState direct) {
    public static final Signs NONE = new Signs(ProbeMonitor.STOPPED, Inquiry.NONE, PathSigns.STOPPED,
        UpstreamSigns.NONE, SilenceProof.NONE, LongestStall.NONE, DirectConnectionState.NONE);

    /**
     * Checks that nothing is missing.
     */
    public Signs {
        requireNonNull(heartbeat);
        requireNonNull(inquiry);
        requireNonNull(path);
        requireNonNull(upstream);
        requireNonNull(proof);
        requireNonNull(stall);
        requireNonNull(direct);
    }

    /**
     * Replaces the heartbeats.
     *
     * @param newHeartbeat their monitor
     * @return the signs with it
     */
    public Signs with(final ProbeMonitor newHeartbeat) {
        return new Signs(newHeartbeat, inquiry, path, upstream, proof, stall, direct);
    }

    /**
     * Replaces the barrier that asks whether the bridge is alive.
     *
     * @param newInquiry how it stands
     * @return the signs with it
     */
    public Signs with(final Inquiry newInquiry) {
        return new Signs(heartbeat, newInquiry, path, upstream, proof, stall, direct);
    }

    /**
     * Replaces the path probes.
     *
     * @param newPath their signs
     * @return the signs with them
     */
    public Signs with(final PathSigns newPath) {
        return new Signs(heartbeat, inquiry, newPath, upstream, proof, stall, direct);
    }

    /**
     * Replaces the upstream probes.
     *
     * @param newUpstream their signs
     * @return the signs with them
     */
    public Signs with(final UpstreamSigns newUpstream) {
        return new Signs(heartbeat, inquiry, path, newUpstream, proof, stall, direct);
    }

    /**
     * Replaces the barrier that proves a silence.
     *
     * @param newProof how it stands
     * @return the signs with it
     */
    public Signs with(final SilenceProof newProof) {
        return new Signs(heartbeat, inquiry, path, upstream, newProof, stall, direct);
    }

    /**
     * Replaces the longest silence that the bridge outlived.
     *
     * @param newStall that silence
     * @return the signs with it
     */
    public Signs with(final LongestStall newStall) {
        return new Signs(heartbeat, inquiry, path, upstream, proof, newStall, direct);
    }

    /**
     * Replaces what is known of the direct connection.
     *
     * @param newDirect its state
     * @return the signs with it
     */
    public Signs with(final DirectConnectionState newDirect) {
        return new Signs(heartbeat, inquiry, path, upstream, proof, stall, newDirect);
    }

    /**
     * Takes the news that the bridge has connected anew.
     */
    public Signs reconnected() {
        return unasked().with(direct == DirectConnectionState.GIVEN_UP ? DirectConnectionState.NONE : direct);
    }

    /**
     * Forgets what was asked on a connection.
     */
    public Signs unasked() {
        return with(Inquiry.NONE).with(SilenceProof.NONE);
    }
}
