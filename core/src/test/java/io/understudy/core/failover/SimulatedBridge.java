/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Ports;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A bridge host of {@link PairSimulation}: what it really does, whatever the machine believes.
 */
final class SimulatedBridge {
    /** Whether its datapath runs; a bridge that does not neither forwards nor answers anything. */
    boolean awake = true;
    /** Whether its datapath ended, so that its flows and its connection are gone. */
    boolean dead;
    boolean connected;
    /** Whether its connection stands still, so that nothing reaches it until it moves again. */
    boolean stalled;
    boolean gateOpen;
    boolean uplink = true;
    boolean trunk = true;
    boolean peer = true;
    boolean upstream = true;
    boolean refusesToOpen;
    boolean refusesToClose;
    boolean refusesProgram;
    Optional<String> portProblem = Optional.empty();
    /** Counts connections: an answer belongs to the one on which the command came. */
    int connection;
    /** Tokens of commands that were sent and not answered. */
    final Set<Long> unanswered = new HashSet<>();

    /** What reached a sleeping bridge; it is carried out when it wakes. */
    private final Deque<Runnable> inbox = new ArrayDeque<>();

    boolean carries() {
        return uplink && trunk;
    }

    /** Whether frames that it sends on one side arrive at the other bridge on that side. */
    boolean reaches(final SimulatedBridge other) {
        return carries() && upstream && other.awake && other.carries() && other.upstream;
    }

    /** Changes its gate; false if it refuses that. */
    boolean changeGate(final boolean open) {
        if (open ? refusesToOpen : refusesToClose) {
            return false;
        }
        gateOpen = open;
        return true;
    }

    Ports ports() {
        return new Ports(state(uplink), ImmutableList.of(state(trunk)), state(peer));
    }

    void receive(final int onConnection, final Runnable work) {
        if (!connected || connection != onConnection) {
            return;
        }
        if (awake && !stalled) {
            work.run();
        } else {
            inbox.add(work);
        }
    }

    void sleep() {
        awake = false;
    }

    void wake() {
        awake = true;
        dead = false;
        workOff();
    }

    void stall() {
        stalled = true;
    }

    void moveOn() {
        stalled = false;
        workOff();
    }

    private void workOff() {
        while (awake && !stalled && !inbox.isEmpty()) {
            inbox.remove().run();
        }
    }

    /** Everything the bridge held goes with it. */
    void die() {
        awake = false;
        dead = true;
        gateOpen = false;
        inbox.clear();
    }

    /** The controller is gone, and with it all that was under way between them. */
    void forgetController() {
        connected = false;
        connection++;
        inbox.clear();
        unanswered.clear();
    }

    void dropInbox() {
        inbox.clear();
    }

    private static EvidenceState state(final boolean up) {
        return up ? EvidenceState.UP : EvidenceState.DOWN;
    }
}
