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
 * @param lull the longest silence that it outlived lately
 * @param direct what became of its direct connection
 */
public record Signs(ProbeMonitor heartbeat, Inquiry inquiry, PathSigns path, UpstreamSigns upstream,
        SilenceProof proof, Lull lull, DirectConnectionState direct) {
    public static final Signs NONE = new Signs(ProbeMonitor.STOPPED, Inquiry.NONE, PathSigns.STOPPED,
        UpstreamSigns.NONE, SilenceProof.NONE, Lull.NONE, DirectConnectionState.NONE);

    /**
     * Checks that nothing is missing.
     */
    public Signs {
        requireNonNull(heartbeat);
        requireNonNull(inquiry);
        requireNonNull(path);
        requireNonNull(upstream);
        requireNonNull(proof);
        requireNonNull(lull);
        requireNonNull(direct);
    }

    public Signs with(final ProbeMonitor newHeartbeat) {
        return new Signs(newHeartbeat, inquiry, path, upstream, proof, lull, direct);
    }

    public Signs with(final Inquiry newInquiry) {
        return new Signs(heartbeat, newInquiry, path, upstream, proof, lull, direct);
    }

    public Signs with(final PathSigns newPath) {
        return new Signs(heartbeat, inquiry, newPath, upstream, proof, lull, direct);
    }

    public Signs with(final UpstreamSigns newUpstream) {
        return new Signs(heartbeat, inquiry, path, newUpstream, proof, lull, direct);
    }

    public Signs with(final SilenceProof newProof) {
        return new Signs(heartbeat, inquiry, path, upstream, newProof, lull, direct);
    }

    public Signs with(final Lull newLull) {
        return new Signs(heartbeat, inquiry, path, upstream, proof, newLull, direct);
    }

    public Signs with(final DirectConnectionState newDirect) {
        return new Signs(heartbeat, inquiry, path, upstream, proof, lull, newDirect);
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
