/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

/**
 * What was observed of one bridge by asking (design 5.1).
 *
 * @param heartbeat heartbeats towards it
 * @param inquiry the barrier that asks whether it is alive
 * @param path probes through it
 * @param upstream probes of the targets behind its uplink
 */
public record Signs(ProbeMonitor heartbeat, Inquiry inquiry, PathSigns path, UpstreamSigns upstream) {
    static final Signs NONE = new Signs(ProbeMonitor.STOPPED, Inquiry.NONE, PathSigns.STOPPED, UpstreamSigns.NONE);

    /**
     * Checks that nothing is missing.
     */
    public Signs {
        requireNonNull(heartbeat);
        requireNonNull(inquiry);
        requireNonNull(path);
        requireNonNull(upstream);
    }

    Signs with(final ProbeMonitor newHeartbeat) {
        return new Signs(newHeartbeat, inquiry, path, upstream);
    }

    Signs with(final Inquiry newInquiry) {
        return new Signs(heartbeat, newInquiry, path, upstream);
    }

    Signs with(final PathSigns newPath) {
        return new Signs(heartbeat, inquiry, newPath, upstream);
    }

    Signs with(final UpstreamSigns newUpstream) {
        return new Signs(heartbeat, inquiry, path, newUpstream);
    }
}
