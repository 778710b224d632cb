/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.net.InetAddress;

/**
 * Whether an answer is evidence (docs/design/evidence.md): its request is open, it carries that request's own nonce,
 * and it comes in where it must. An answer that was counted, came too late or was made up is not, neither for nor
 * against anybody.
 */
final class Freshness {
    private Freshness() {
        // only functions
    }

    static boolean of(final Pair<BridgeState> bridges, final long seed, final Event.HeartbeatAnswered answered) {
        return of(bridges.get(answered.side()).heartbeat(), Nonce.HEARTBEAT, seed, answered.side(),
            answered.sequence(), answered.nonce());
    }

    static boolean of(final Pair<BridgeState> bridges, final long seed, final Event.PathProbeArrived arrived) {
        return of(bridges.get(arrived.side().other()).signs().path().monitor(arrived.direction()),
            Nonce.of(arrived.direction()), seed, arrived.side(), arrived.sequence(), arrived.nonce());
    }

    static boolean of(final Pair<BridgeState> bridges, final Event.UpstreamAnswered answered) {
        final ImmutableMap<InetAddress, ProbeMonitor> targets =
            bridges.get(answered.side()).signs().upstream().targets();
        return targets.getOrDefault(answered.target(), ProbeMonitor.STOPPED).isAsking();
    }

    private static boolean of(final ProbeMonitor monitor, final Nonce kind, final long seed, final Side side,
            final int sequence, final long nonce) {
        // most of what is repeated ends here, before anything is computed
        final long number = monitor.open().numberOf(sequence);
        return number > 0 && nonce == kind.of(seed, side, number);
    }
}
