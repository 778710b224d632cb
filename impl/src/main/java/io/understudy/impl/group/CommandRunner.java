/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.EchoAddresses;
import io.understudy.impl.openflow.FlowEntry;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.FlowSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands that concern the bridges. Nothing blocks: every answer comes back as an event.
 */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final int REMOVAL_SECONDS = 3;
    /** Identifies our heartbeats among other echoes (RFC 792); spells US. */
    private static final int ECHO_IDENTIFIER = 0x5553;

    private final GroupConfiguration group;
    private final Pair<BridgeAgent> agents;
    private final HostTable hosts;
    private final Consumer<Runnable> loop;
    private final Consumer<Event> events;

    /**
     * Creates a runner.
     *
     * @param group the group
     * @param agents its bridges
     * @param hosts its table
     * @param loop runs something on the group's thread, before everything that waits there
     * @param events takes an event, on the group's thread
     */
    CommandRunner(final GroupConfiguration group, final Pair<BridgeAgent> agents, final HostTable hosts,
            final Consumer<Runnable> loop, final Consumer<Event> events) {
        this.group = requireNonNull(group);
        this.agents = requireNonNull(agents);
        this.hosts = requireNonNull(hosts);
        this.loop = requireNonNull(loop);
        this.events = requireNonNull(events);
    }

    void sendHeartbeat(final Command.SendHeartbeat command) {
        final var sender = command.side().other();
        agents.get(sender).pipeline().ifPresent(pipeline -> {
            final var addresses = EchoAddresses.between(group, sender);
            agents.get(sender).client().transmit(pipeline.ports().peer(), new IcmpEcho(false, addresses.source(),
                addresses.destination(), addresses.sourceAddress(), addresses.destinationAddress(), ECHO_IDENTIFIER,
                command.sequence(), command.nonce()).encode());
        });
    }

    void sendBarrier(final Command.SendBarrier command) {
        answer(command.side(), command.token(), agents.get(command.side()).client().barrier(),
            done -> new Event.BarrierAnswered(command.side(), command.token()));
    }

    void readFlows(final Command.ReadFlows command) {
        final var agent = agents.get(command.side());
        Futures.addCallback(agent.client().read(), new FutureCallback<FlowSnapshot>() {
            @Override
            public void onSuccess(final FlowSnapshot snapshot) {
                loop.accept(() -> {
                    agent.found(snapshot);
                    events.accept(new Event.FlowsRead(command.side(), command.token(), snapshot.gateOpen()));
                });
            }

            @Override
            public void onFailure(final Throwable failure) {
                failed(command.side(), command.token(), failure);
            }
        }, MoreExecutors.directExecutor());
    }

    /**
     * Installs everything but the gate.
     *
     * @param puntRate bound of the copies for learning, packets per second
     * @param adopting whether the hosts that the bridge holds are taken over; else they go
     */
    void program(final Command.Program command, final long puntRate, final boolean adopting, final long now) {
        final var agent = agents.get(command.side());
        final var pipeline = agent.pipeline().orElseThrow();
        final var found = agent.takeFound();
        if (adopting) {
            found.ifPresent(snapshot -> hosts.adopt(pipeline, snapshot, now));
        }
        final var results = new ArrayList<ListenableFuture<Void>>();
        if (!command.forwarding()) {
            // Nothing flows through it: what an earlier configuration or a longer absence left behind goes.
            for (var kind : FlowKind.values()) {
                if (kind != FlowKind.GATE) {
                    results.add(agent.client().removeAll(kind, pipeline.tableOf(kind)));
                }
            }
        }
        final var flows = new ArrayList<FlowEntry>(pipeline.base());
        flows.addAll(hosts.flows(pipeline));
        // The meter comes first: flows that name a meter which is not there are refused.
        results.add(FluentFuture.from(agent.client().installMeter(puntRate))
            .transformAsync(installed -> agent.client().add(flows), MoreExecutors.directExecutor()));
        answer(command.side(), command.token(), Futures.allAsList(results),
            done -> new Event.Programmed(command.side(), command.token()));
    }

    void openGate(final Command.OpenGate command) {
        final var agent = agents.get(command.side());
        answer(command.side(), command.token(), agent.client().add(agent.pipeline().orElseThrow().gate()),
            done -> new Event.GateChanged(command.side(), command.token(), true));
    }

    void closeGate(final Command.CloseGate command) {
        final var agent = agents.get(command.side());
        answer(command.side(), command.token(), agent.client().removeAll(FlowKind.GATE, agent.firstTable()),
            done -> new Event.GateChanged(command.side(), command.token(), false));
    }

    /**
     * Removes all that is ours from the bridges. It is a group's last act, so its thread may wait; but not for ever,
     * for a bridge whose host died answers nothing.
     */
    void removeOurs(final List<Side> connected) {
        try {
            Futures.allAsList(connected.stream().map(side -> agents.get(side).client().removeOurs()).toList())
                .get(REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("group {}: not every bridge confirmed within {} s that its flows are removed", group.name(),
                REMOVAL_SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("group {}: its flows could not all be removed", group.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void answer(final Side side, final long token, final ListenableFuture<T> done,
            final Function<T, Event> event) {
        Futures.addCallback(done, new FutureCallback<T>() {
            @Override
            public void onSuccess(final T result) {
                loop.accept(() -> events.accept(event.apply(result)));
            }

            @Override
            public void onFailure(final Throwable failure) {
                failed(side, token, failure);
            }
        }, MoreExecutors.directExecutor());
    }

    private void failed(final Side side, final long token, final Throwable failure) {
        final var reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        loop.accept(() -> events.accept(new Event.CommandFailed(side, token, reason)));
    }
}
