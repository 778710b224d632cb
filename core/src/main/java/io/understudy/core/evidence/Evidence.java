/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

/**
 * What is known about a primary and its secondary when the verdict falls (docs/design/evidence.md).
 *
 * @param channel the primary's OpenFlow connection
 * @param heartbeat the secondary's heartbeats towards the primary
 * @param inquiry the barrier that asks the primary
 * @param ports the primary's uplink and trunks
 * @param upstream the targets behind the primary's uplink
 * @param secondaryUpstream the targets behind the secondary's uplink
 * @param path probes through the primary
 * @param secondaryReady whether the secondary could take the role
 */
public record Evidence(EvidenceState channel, EvidenceState heartbeat, Inquiry.Answer inquiry, EvidenceState ports,
        EvidenceState upstream, EvidenceState secondaryUpstream, PathEvidence path, boolean secondaryReady) {
    /**
     * Checks that nothing is missing.
     */
    public Evidence {
        requireNonNull(channel);
        requireNonNull(heartbeat);
        requireNonNull(inquiry);
        requireNonNull(ports);
        requireNonNull(upstream);
        requireNonNull(secondaryUpstream);
        requireNonNull(path);
    }

    /**
     * Tells whether the primary answers neither heartbeats nor, as far as it can be asked, the controller.
     *
     * @return true if it is silent
     */
    public boolean silent() {
        return heartbeat == EvidenceState.DOWN
            && (channel != EvidenceState.UP || inquiry == Inquiry.Answer.EXPIRED);
    }
}
