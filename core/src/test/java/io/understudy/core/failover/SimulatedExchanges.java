/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Commands on their way to the simulated bridges and answers on their way back, half a millisecond each.
 */
final class SimulatedExchanges {
    static final long HALF_WAY = 500_000;

    private final Pair<SimulatedBridge> bridges;
    private final SimulatedNetwork network;
    private final Schedule schedule;
    private final Consumer<Event> machine;
    /** Of each bridge the latest answer to a heartbeat. */
    private final Map<Side, Event> latestAnswers = new EnumMap<>(Side.class);

    /** Runs something later. */
    @FunctionalInterface
    interface Schedule {
        void at(long delay, Runnable work);
    }

    SimulatedExchanges(final Pair<SimulatedBridge> bridges, final SimulatedNetwork network, final Schedule schedule,
            final Consumer<Event> machine) {
        this.bridges = bridges;
        this.network = network;
        this.schedule = schedule;
        this.machine = machine;
    }

    void send(final Command.SendHeartbeat heartbeat) {
        final var sender = bridges.get(heartbeat.target().other());
        final var target = bridges.get(heartbeat.target());
        exchange(sender, () -> network.passesHeartbeat(sender, target),
            new Event.HeartbeatAnswered(heartbeat.target(), heartbeat.sequence(), heartbeat.nonce()));
    }

    /** It comes through where the other bridge forwards and all links on the way carry frames. */
    void send(final Command.SendPathProbe probe) {
        final var sender = bridges.get(probe.through().other());
        final var through = bridges.get(probe.through());
        exchange(sender, () -> network.passesProbe(sender, through) && through.gateOpen,
            new Event.PathProbeArrived(probe.through().other(), probe.direction(), probe.sequence(), probe.nonce()));
    }

    void send(final Command.SendEndMarker marker) {
        final var sender = bridges.get(marker.side());
        final var receiver = bridges.get(marker.side().other());
        exchange(sender, () -> network.passesProbe(sender, receiver),
            new Event.EndMarkerArrived(marker.side().other(), marker.direction(), marker.nonce()));
    }

    void send(final Command.ProbeUpstream probe) {
        final var sender = bridges.get(probe.side());
        exchange(sender, () -> network.answers(probe.target(), sender),
            new Event.UpstreamAnswered(probe.side(), probe.target()));
    }

    /** A bridge sends a frame, and an answer comes back to it if the way is open then. */
    private void exchange(final SimulatedBridge sender, final BooleanSupplier open, final Event answer) {
        final int connection = sender.connection;
        schedule.at(HALF_WAY, () -> sender.receive(connection, () -> {
            if (open.getAsBoolean()) {
                schedule.at(HALF_WAY, () -> {
                    if (sender.connected && sender.connection == connection) {
                        if (answer instanceof Event.HeartbeatAnswered heartbeat) {
                            latestAnswers.put(heartbeat.side(), answer);
                        }
                        machine.accept(answer);
                    }
                });
            }
        }));
    }

    Event latestAnswer(final Side side) {
        return latestAnswers.get(side);
    }

    void changeGate(final Side side, final long token, final boolean open) {
        ask(side, token, () -> bridges.get(side).changeGate(open),
            answered -> new Event.GateChanged(side, answered, open));
    }

    void ask(final Side side, final long token, final BooleanSupplier work, final LongFunction<Event> answer) {
        final var bridge = bridges.get(side);
        final int connection = bridge.connection;
        bridge.unanswered.add(token);
        schedule.at(HALF_WAY, () -> bridge.receive(connection, () -> {
            final boolean done = work.getAsBoolean();
            schedule.at(HALF_WAY, () -> {
                if (bridge.connected && bridge.connection == connection && bridge.unanswered.remove(token)) {
                    machine.accept(done ? answer.apply(token) : new Event.CommandFailed(side, token, "table full"));
                }
            });
        }));
    }
}
