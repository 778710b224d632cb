/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * What lies between the bridges of {@link PairSimulation}, and who answers behind them.
 */
final class SimulatedNetwork {
    /** Whether the peer link carries frames; the ports keep their carrier. */
    boolean peerLink = true;
    /** Whether the switches let path probes pass. */
    boolean path = true;
    /** Upstream targets that answer nobody. */
    private final Set<InetAddress> deaf = new HashSet<>();

    boolean passesHeartbeat(final SimulatedBridge sender, final SimulatedBridge target) {
        return target.awake && peerLink && sender.peer && target.peer;
    }

    boolean passesProbe(final SimulatedBridge sender, final SimulatedBridge receiver) {
        return path && sender.reaches(receiver);
    }

    boolean answers(final InetAddress target, final SimulatedBridge sender) {
        return sender.uplink && sender.upstream && !deaf.contains(target);
    }

    void setTarget(final InetAddress target, final boolean answers) {
        if (answers) {
            deaf.remove(target);
        } else {
            deaf.add(target);
        }
    }
}
