/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.FailoverMachine;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Severity;
import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.PortDirectory;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one group: takes events, lets {@link FailoverMachine} decide, carries out its commands. One thread owns the
 * state; every public method may be called from any thread and only leaves work for it.
 */
public final class GroupLoop {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
    private static final long PUBLISH_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Mailbox mailbox = new Mailbox();
    private final Pair<BridgeAgent> agents;
    private final HostTable hosts;
    private final Announcer announcer = new Announcer();
    private final CommandRunner runner;
    private final StateSink sink;
    private final Thread thread;
    private final Requests requests = new Requests();
    private final SettableFuture<Void> stopped = SettableFuture.create();

    private GroupState state;
    private long nextTick;
    private long lastReplication;
    private long lastRefresh;
    private long nextPublish;
    private boolean running = true;

    /**
     * Creates the loop of a group. It does nothing before {@link #start()}.
     *
     * @param group the group
     * @param clients the ways to its bridges
     * @param firstTable number of the first of the three tables
     * @param seed of the nonces in its heartbeats
     * @param sink takes what is published
     */
    public GroupLoop(final GroupConfiguration group, final Pair<BridgeClient> clients, final int firstTable,
            final long seed, final StateSink sink) {
        this.sink = requireNonNull(sink);
        agents = new Pair<>(new BridgeAgent(group, Side.PREFERRED, clients.preferred(), firstTable),
            new BridgeAgent(group, Side.ALTERNATE, clients.alternate(), firstTable));
        hosts = new HostTable(group, sink);
        runner = new CommandRunner(group, agents, hosts, mailbox::urgent, this::step);
        final long now = System.nanoTime();
        state = GroupState.initial(group, seed, now);
        nextTick = now;
        nextPublish = now;
        lastReplication = now;
        lastRefresh = now;
        thread = Thread.ofPlatform().name("understudy-" + group.name()).daemon().unstarted(this::run);
    }

    /**
     * Starts the group's thread.
     */
    public void start() {
        thread.start();
    }

    /**
     * Takes the news that a bridge connected and that we are its master.
     *
     * @param side which
     */
    public void connected(final Side side) {
        mailbox.urgent(() -> step(new Event.ChannelUp(side)));
    }

    /**
     * Takes the news that the connection to a bridge was lost.
     *
     * @param side which
     */
    public void disconnected(final Side side) {
        mailbox.urgent(() -> step(new Event.ChannelDown(side)));
    }

    /**
     * Takes the ports of a bridge.
     *
     * @param side which
     * @param directory its ports
     */
    public void ports(final Side side, final PortDirectory directory) {
        mailbox.urgent(() -> {
            final var before = agents.get(side).pipeline();
            final var resolution = agents.get(side).resolve(directory);
            step(new Event.PortsObserved(side, resolution.links(), resolution.problem()));
            if (before.isPresent() && !before.equals(agents.get(side).pipeline()) && state.bridge(side).connected()) {
                // Its flows name ports by numbers that are no longer theirs: as if it had just connected.
                step(new Event.ChannelUp(side));
                step(new Event.PortsObserved(side, resolution.links(), resolution.problem()));
            }
        });
    }

    /**
     * Takes a frame that a bridge sent to the controller.
     *
     * @param side which bridge
     * @param kind of the flow that sent it
     * @param port where it came in
     * @param frame the frame
     */
    public void packet(final Side side, final FlowKind kind, final long port, final byte[] frame) {
        if (kind == FlowKind.HEARTBEAT) {
            mailbox.urgent(() -> {
                agents.get(side).countPacket();
                IcmpEcho.parse(frame).filter(IcmpEcho::reply).ifPresent(echo ->
                    step(new Event.HeartbeatAnswered(side.other(), echo.sequence(), echo.nonce())));
            });
        } else if (kind == FlowKind.LEARNING) {
            mailbox.routine(() -> {
                agents.get(side).countPacket();
                if (state.forwards(side)) {
                    hosts.learn(agents.get(side), port, frame, System.nanoTime());
                }
            });
        }
    }

    /**
     * Takes new values of the configuration.
     *
     * @param group the group, with the same bridges
     */
    public void configure(final GroupConfiguration group) {
        mailbox.urgent(() -> {
            final var before = state.configuration().learning();
            step(new Event.ConfigurationChanged(group));
            hosts.configure(group.learning());
            if (before.puntRate() != group.learning().puntRate()) {
                for (var side : Side.values()) {
                    ready(Optional.of(side)).ifPresent(agent -> {
                        agent.client().installMeter(group.learning().puntRate());
                        agent.client().add(agent.pipeline().orElseThrow().base());
                    });
                }
            }
        });
    }

    /**
     * Moves the role.
     *
     * @param to the bridge that shall have it; empty for the present secondary
     * @param reason in the operator's words
     * @return done when it has it; the error if it was refused or failed
     */
    public ListenableFuture<Optional<String>> switchover(final Optional<Side> to, final String reason) {
        return request(number -> new Event.SwitchoverRequested(number, to, reason));
    }

    /**
     * Takes a bridge out of service, or back into it.
     *
     * @param side which
     * @param enabled true to take it out
     * @return done when it is; the error if it was refused or failed
     */
    public ListenableFuture<Optional<String>> maintenance(final Side side, final boolean enabled) {
        return request(number -> new Event.MaintenanceRequested(number, side, enabled));
    }

    /**
     * Announces all local hosts.
     *
     * @return done when it began; the error if it was refused
     */
    public ListenableFuture<Optional<String>> announce() {
        return request(Event.AnnouncementRequested::new);
    }

    /**
     * Forgets hosts.
     *
     * @param key which; empty for all
     * @return how many
     */
    public ListenableFuture<Integer> clearHosts(final Optional<HostKey> key) {
        final var done = SettableFuture.<Integer>create();
        mailbox.urgent(() -> done.set(hosts.clear(key)));
        return done;
    }

    /**
     * Tells how many local hosts there are.
     *
     * @return their number
     */
    public ListenableFuture<Integer> countHosts() {
        final var done = SettableFuture.<Integer>create();
        mailbox.urgent(() -> done.set(hosts.localCount()));
        return done;
    }

    private ListenableFuture<Optional<String>> request(final LongFunction<Event> event) {
        final var request = new Requests.Request();
        mailbox.urgent(() -> step(event.apply(requests.open(request))));
        return request.done();
    }

    /**
     * Stops the group.
     *
     * @param remove whether its flows are removed from its bridges and its state from the datastore; otherwise the
     *     bridges go on forwarding as they do
     * @return done when it has stopped
     */
    public ListenableFuture<Void> stop(final boolean remove) {
        mailbox.urgent(() -> {
            running = false;
            requests.answerAll("the group was removed or reconfigured");
            if (remove) {
                runner.removeOurs(Arrays.stream(Side.values()).filter(side -> state.bridge(side).connected()).toList());
                sink.removeAll();
            }
            stopped.set(null);
        });
        return Futures.nonCancellationPropagating(stopped);
    }

    @SuppressWarnings("checkstyle:illegalCatch")
    private void run() {
        while (running) {
            try {
                runOnce();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // A defect. The state is as it was before the event, so going on is better than leaving the hosts.
                LOG.error("group {}: an event could not be handled", state.configuration().name(), e);
                sink.event(Severity.CRITICAL, "an event could not be handled: " + e);
            }
        }
    }

    private void runOnce() throws InterruptedException {
        final var work = mailbox.take(Math.min(Math.min(nextTick, announcer.nextDue()),
            Math.min(nextPublish, nextHousekeeping())));
        if (work != null) {
            work.run();
        }
        if (!running) {
            return;
        }
        // Evidence that has arrived is heard before time is judged.
        if (!mailbox.hasUrgent() && System.nanoTime() >= nextTick) {
            step(new Event.Tick(nextTick));
        }
        final long now = System.nanoTime();
        if (now >= announcer.nextDue()) {
            sendAnnouncements(now);
        }
        keepHosts(now);
        if (now >= nextPublish) {
            publish(now);
        }
    }

    private long nextHousekeeping() {
        final long refresh = state.configuration().announcement().refreshIntervalSeconds();
        final long nextRefresh = refresh > 0 ? lastRefresh + TimeUnit.SECONDS.toNanos(refresh) : Long.MAX_VALUE;
        return Math.min(nextRefresh, nextReplication());
    }

    private long nextReplication() {
        return hosts.nextReplication(lastReplication,
            state.configuration().replicationIntervalMillis() * NANOS_PER_MILLI, secondary().isPresent());
    }

    private Optional<BridgeAgent> secondary() {
        return ready(state.primary().map(Side::other));
    }

    private void keepHosts(final long now) {
        if (hosts.mustSend(mailbox.isEmpty())) {
            ready(state.primary()).ifPresent(agent -> hosts.send(agent, now));
        }
        if (now >= nextReplication()) {
            lastReplication = now;
            hosts.replicate(secondary(), now);
        }
        final long refresh = state.configuration().announcement().refreshIntervalSeconds();
        if (refresh > 0 && now >= lastRefresh + TimeUnit.SECONDS.toNanos(refresh)) {
            lastRefresh = now;
            state.primary().filter(side -> state.forwards(side) && announcer.finished()).ifPresent(side ->
                announcer.start(side, hosts.localHosts(), state.configuration().announcement().once(), now));
        }
    }

    private Optional<BridgeAgent> ready(final Optional<Side> side) {
        return side.filter(which -> state.bridge(which).channel() == Channel.READY).map(agents::get);
    }

    private void step(final Event event) {
        final var before = state;
        final var step = FailoverMachine.step(before, event, System.nanoTime());
        state = step.state();
        nextTick = step.nextTick();
        step.commands().forEach(this::execute);
        // What only informs comes after all that acts.
        step.commands().forEach(this::inform);
        if (StateChange.isVisible(before, state)) {
            nextPublish = System.nanoTime();
        }
    }

    private void execute(final Command command) {
        switch (command) {
            case Command.SendHeartbeat heartbeat -> runner.sendHeartbeat(heartbeat);
            case Command.SendBarrier barrier -> runner.sendBarrier(barrier);
            case Command.ReadFlows read -> runner.readFlows(read);
            case Command.Program program -> {
                final boolean secondary = state.primary().isPresent()
                    && state.primary().orElseThrow() != program.side();
                runner.program(program, state.configuration().learning().puntRate(), !secondary, System.nanoTime());
                hosts.programmed(secondary);
            }
            case Command.OpenGate open -> {
                runner.openGate(open);
                // What waited for the next incremental update follows at once.
                hosts.replicate(Optional.of(agents.get(open.side())), System.nanoTime());
            }
            case Command.CloseGate close -> runner.closeGate(close);
            case Command.Announce announce -> {
                final long now = System.nanoTime();
                announcer.start(announce.side(), hosts.localHosts(), state.configuration().announcement(), now);
                sendAnnouncements(now);
            }
            case Command.StopAnnouncing stop -> announcer.stop(stop.side());
            case Command.SendPathProbe probe -> { }
            case Command.ProbeUpstream probe -> { }
            case Command.Reply reply -> requests.answer(reply.request(), reply.error());
            case Command.Record entry -> { }
        }
    }

    private void inform(final Command command) {
        if (command instanceof Command.Record entry) {
            sink.event(entry.severity(), entry.text());
        }
    }

    private void sendAnnouncements(final long now) {
        final var side = announcer.side().orElseThrow();
        final int sent = announcer.send(agents.get(side), now);
        if (sent > 0) {
            hosts.announced(now);
            mailbox.urgent(() -> step(new Event.AnnouncementBegan(side, hosts.localCount())));
        }
        if (announcer.finished()) {
            announcer.forget();
            mailbox.urgent(() -> step(new Event.AnnouncementEnded(side)));
        }
    }

    private void publish(final long now) {
        nextPublish = now + PUBLISH_INTERVAL;
        sink.state(new GroupSnapshot(state,
            new Pair<>(agents.preferred().counters(), agents.alternate().counters()),
            new Pair<>(agents.preferred().pipeline().map(Pipeline::ports),
                agents.alternate().pipeline().map(Pipeline::ports)),
            hosts.localCount(), hosts.remoteCount()));
    }
}
