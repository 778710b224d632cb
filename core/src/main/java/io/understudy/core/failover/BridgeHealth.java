/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.evidence.PathDirection;
import io.understudy.core.model.Side;
import java.util.stream.Collectors;

/**
 * What keeps a bridge from being healthy, in words.
 */
public final class BridgeHealth {
    private BridgeHealth() {
        // only functions
    }

    /**
     * Lists what is wrong with a bridge.
     *
     * @param state the group's state
     * @param side which bridge
     * @return one sentence each, with what to do; empty if the bridge is healthy
     */
    public static ImmutableList<String> problems(final GroupState state, final Side side) {
        final var bridge = state.bridge(side);
        final var name = state.name(side);
        final var problems = ImmutableList.<String>builder();
        if (bridge.maintenance()) {
            problems.add(name + " is in maintenance; end it with set-maintenance");
        }
        if (!bridge.connected()) {
            problems.add(name + " is not connected" + switch (state.heartbeat(side)) {
                case UP -> " but answers heartbeats: it goes on without control";
                case DOWN -> " and answers no heartbeats";
                case UNKNOWN -> "";
            } + "; check its host, its datapath id and its controller setting");
        } else if (bridge.portProblem().isPresent()) {
            problems.add(bridge.portProblem().orElseThrow());
        } else if (bridge.error().isPresent()) {
            problems.add(bridge.error().orElseThrow());
        } else if (bridge.channel() != Channel.READY) {
            problems.add(name + " is being programmed");
        }
        if (bridge.connected()) {
            ports(state, side, problems);
        }
        if (bridge.channel() == Channel.READY) {
            heartbeat(state, side, problems);
            upstream(state, side, problems);
        }
        path(state, side, problems);
        return problems.build();
    }

    private static void ports(final GroupState state, final Side side, final ImmutableList.Builder<String> problems) {
        final var configuration = state.configuration().bridges().get(side);
        final var ports = state.bridge(side).ports();
        if (state.bridge(side).portProblem().isPresent()) {
            return;
        }
        if (ports.uplink() == EvidenceState.DOWN) {
            problems.add("uplink '" + configuration.uplinkPort() + "' of " + state.name(side)
                + " is down; check its cable and its switch");
        }
        for (int place = 0; place < ports.trunks().size(); place++) {
            if (ports.trunks().get(place) == EvidenceState.DOWN && place < configuration.trunkPorts().size()) {
                problems.add("trunk '" + configuration.trunkPorts().get(place) + "' of " + state.name(side)
                    + " is down; check the hypervisor's switch");
            }
        }
        if (ports.peer() == EvidenceState.DOWN) {
            problems.add("peer port '" + configuration.peerPort() + "' of " + state.name(side)
                + " is down; check the peer link");
        }
    }

    private static void upstream(final GroupState state, final Side side,
            final ImmutableList.Builder<String> problems) {
        final var configuration = state.configuration().upstream();
        final var signs = state.bridge(side).signs().upstream();
        if (signs.state(configuration) == EvidenceState.DOWN) {
            problems.add("upstream targets " + signs.targets().entrySet().stream()
                .filter(entry -> entry.getValue().state(configuration.multiplier()) == EvidenceState.DOWN)
                .map(entry -> entry.getKey().getHostAddress()).collect(Collectors.joining(", "))
                + " do not answer on the uplink of " + state.name(side) + "; check the switch behind it");
        }
    }

    /**
     * Without probes that come through the primary, a dead one could not be told from one that is merely cut off.
     */
    private static void path(final GroupState state, final Side side, final ImmutableList.Builder<String> problems) {
        final var path = state.bridge(side).signs().path();
        final var sender = state.name(side.other());
        if (state.primary().isEmpty() || state.primary().orElseThrow() != side || !path.running()) {
            return;
        }
        for (var direction : PathDirection.values()) {
            if (path.monitor(direction).state(state.configuration().pathProbe().multiplier()) == EvidenceState.DOWN) {
                problems.add("path probes of " + sender + (direction == PathDirection.OUTWARD
                    ? " from its trunk to its uplink" : " from its uplink to its trunk") + " do not come through "
                    + state.name(side) + "; check the switches between them, or set path-probe/enabled to false"
                    + " where they cannot pass");
            }
        }
        if (!path.proven() && path.state(state.configuration().pathProbe()) == EvidenceState.UNKNOWN) {
            problems.add("no path probe of " + sender + " has come through " + state.name(side) + " yet");
        }
    }

    private static void heartbeat(final GroupState state, final Side side,
            final ImmutableList.Builder<String> problems) {
        final var bridge = state.bridge(side);
        switch (state.heartbeat(side)) {
            case DOWN -> problems.add(state.name(side) + " has not answered " + bridge.heartbeat().misses()
                + " heartbeats in a row over the peer link" + (bridge.inquiry().answer() == Inquiry.Answer.ANSWERED
                    ? ", but answers the controller: the peer link is broken" : "") + "; check the peer link");
            case UNKNOWN -> {
                if (bridge.connected() && state.bridge(side.other()).connected()) {
                    problems.add(state.name(side) + " has not answered a heartbeat yet");
                }
            }
            default -> { }
        }
    }
}
