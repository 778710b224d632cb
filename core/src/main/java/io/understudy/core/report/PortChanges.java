/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;

/**
 * When the state of each of a bridge's ports last changed, or was first known.
 *
 * @param ports their states
 * @param uplink ns; 0 as long as the state is not known
 * @param trunks the same of every trunk, in the configured order
 * @param peer the same of the port towards the other bridge
 */
public record PortChanges(Ports ports, long uplink, ImmutableList<Long> trunks, long peer) {
    /** Of a bridge whose ports were never seen. */
    public static final PortChanges NONE = new PortChanges(Ports.unknown(), 0, ImmutableList.of(0L), 0);

    /**
     * Checks that nothing is missing.
     */
    public PortChanges {
        requireNonNull(ports);
        requireNonNull(trunks);
    }

    /**
     * Takes the present states.
     */
    PortChanges with(final Ports now, final long at) {
        if (now.equals(ports)) {
            return this;
        }
        final var times = ImmutableList.<Long>builder();
        for (int index = 0; index < now.trunks().size(); index++) {
            final boolean known = index < trunks.size();
            times.add(changed(known ? ports.trunks().get(index) : EvidenceState.UNKNOWN, now.trunks().get(index),
                known ? trunks.get(index) : 0, at));
        }
        return new PortChanges(now, changed(ports.uplink(), now.uplink(), uplink, at), times.build(),
            changed(ports.peer(), now.peer(), peer, at));
    }

    private static long changed(final EvidenceState before, final EvidenceState now, final long last, final long at) {
        return before == now ? last : at;
    }
}
