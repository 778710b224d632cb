/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.Severity;
import io.understudy.core.group.Group;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.table.Relocation;
import io.understudy.impl.bridge.AnswerMailbox;
import io.understudy.impl.bridge.OpenFlowBridge;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import io.understudy.impl.text.Printable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a {@link Group} a thread, a clock and its bridges. The thread owns the group; every public method may be called
 * from any thread and only leaves work for it.
 */
public final class GroupLoop {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
    private static final int REMOVAL_SECONDS = 3;

    private final Mailbox mailbox = new Mailbox();
    private final Pair<OpenFlowBridge> bridges;
    private final Group group;
    private final CurrentSink sink;
    private final Thread thread;
    private final SettableFuture<Void> stopped = SettableFuture.create();
    private String name;
    /** What of the configuration is not in use. */
    private Optional<String> unused = Optional.empty();
    private boolean running = true;

    /**
     * Creates the loop of a group. It does nothing before {@link #start()}.
     *
     * @param configuration the group
     * @param clients the ways to its bridges
     * @param firstTable number of the first of the tables
     * @param seed of the nonces in its heartbeats
     * @param sink takes what is published
     */
    public GroupLoop(final GroupConfiguration configuration, final Pair<BridgeClient> clients, final int firstTable,
            final long seed, final StateSink sink) {
        this.sink = new CurrentSink(sink);
        name = configuration.name();
        bridges = new Pair<>(bridge(configuration, Side.PREFERRED, clients, firstTable),
            bridge(configuration, Side.ALTERNATE, clients, firstTable));
        group = new Group(configuration, new Pair<>(bridges.preferred(), bridges.alternate()), this.sink, seed,
            System.nanoTime());
        thread = Thread.ofPlatform().name("understudy-" + Printable.of(name)).daemon().priority(Thread.MAX_PRIORITY)
            .unstarted(this::run);
    }

    private OpenFlowBridge bridge(final GroupConfiguration configuration, final Side side,
            final Pair<BridgeClient> clients, final int firstTable) {
        return new OpenFlowBridge(configuration, side, clients.get(side), firstTable,
            new AnswerMailbox(mailbox::urgent, new TimedAnswers(side, this::group, this::take)));
    }

    private Group group() {
        return group;
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
        mailbox.urgent(() -> {
            bridges.get(side).connected();
            take(new Event.ChannelUp(side));
        });
    }

    /**
     * Takes the news that the connection to a bridge was lost.
     *
     * @param side which
     */
    public void disconnected(final Side side) {
        mailbox.urgent(() -> take(new Event.ChannelDown(side)));
    }

    /**
     * Takes the second connection to a bridge.
     *
     * @param side which
     * @param link what can be sent by it
     */
    public void linked(final Side side, final DirectLink link) {
        mailbox.urgent(() -> {
            bridges.get(side).linked(Optional.of(link));
            take(new Event.DirectConnectionMade(side));
        });
    }

    /**
     * Takes the news that the direct connection to a bridge is over.
     *
     * @param side which
     * @param byBridge whether the bridge ended it; else it was given up here
     */
    public void directConnectionEnded(final Side side, final boolean byBridge) {
        mailbox.urgent(() -> {
            bridges.get(side).linked(Optional.empty());
            take(byBridge ? new Event.DirectConnectionLost(side) : new Event.DirectConnectionGivenUp(side));
        });
    }

    /**
     * Takes the ports of a bridge.
     *
     * @param side which
     * @param directory its ports
     */
    public void ports(final Side side, final PortDirectory directory) {
        mailbox.urgent(() -> takePorts(side, directory));
    }

    private void takePorts(final Side side, final PortDirectory directory) {
        final var before = bridges.get(side).ports();
        final var resolution = bridges.get(side).resolve(directory);
        group.ports(side, resolution.links(), resolution.problem(),
            before.isPresent() && !before.equals(bridges.get(side).ports()), System.nanoTime());
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
            mailbox.urgent(() -> group.heartbeat(side, isPeerPort(side, port), frame,
                System.nanoTime()));
        } else if (kind == FlowKind.PROBE) {
            mailbox.urgent(() -> group.probe(side, bridges.get(side).locationOf(port), frame, System.nanoTime()));
        } else if (kind == FlowKind.COPY || kind == FlowKind.HELD) {
            mailbox.routine(() -> group.copy(side, bridges.get(side).locationOf(port), frame, kind == FlowKind.HELD,
                System.nanoTime()));
        }
    }

    private boolean isPeerPort(final Side side, final long port) {
        return bridges.get(side).ports().filter(ports -> ports.peer() == port).isPresent();
    }

    /**
     * Takes a barrier reply that a bridge was not asked for.
     *
     * @param side which bridge
     */
    public void strayBarrier(final Side side) {
        mailbox.urgent(() -> group.strayBarrier(side, System.nanoTime()));
    }

    /**
     * Takes a new configuration, while gates and flows stay. A bridge whose ports are other ones now is read and
     * programmed as if it had just connected: until it is, a few round trips later, the role cannot go to it.
     *
     * @param configuration the group, with the same two bridges on the same sides
     * @param directories the ports of each bridge that is connected
     */
    public void configure(final GroupConfiguration configuration, final Pair<Optional<PortDirectory>> directories) {
        mailbox.urgent(() -> {
            if (!name.equals(configuration.name())) {
                rename(configuration.name());
            }
            final var relocation = relocation(configuration, directories);
            for (var side : Side.values()) {
                bridges.get(side).configure(configuration);
            }
            group.configure(configuration, relocation, System.nanoTime());
            for (var side : Side.values()) {
                directories.get(side).ifPresent(directory -> takePorts(side, directory));
            }
        });
    }

    private void rename(final String other) {
        sink.renamed(other);
        sink.event(Severity.INFO, "the group was renamed, before it was " + name, System.nanoTime());
        name = other;
        thread.setName("understudy-" + Printable.of(other));
    }

    /** Compares the trunks of the bridge that forwards, for hosts are where it has them. */
    private Relocation relocation(final GroupConfiguration configuration,
            final Pair<Optional<PortDirectory>> directories) {
        final var side = group.state().primary().orElse(Side.PREFERRED);
        final var after = configuration.bridges().get(side);
        return TrunkPlaces.between(group.state().configuration().bridges().get(side), bridges.get(side).ports(), after,
            directories.get(side).flatMap(directory -> directory.resolve(after).numbers()));
    }

    /**
     * Takes note of what of the configuration is not in use, for operators.
     *
     * @param reason what, why, and what to do; empty if all is in use
     */
    public void explain(final Optional<String> reason) {
        mailbox.urgent(() -> {
            unused = reason;
            sink.event(reason.isPresent() ? Severity.WARNING : Severity.INFO,
                reason.orElse("the whole configuration is in use"), System.nanoTime());
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
        return ask(answer -> group.switchover(to, reason, answer::set, System.nanoTime()));
    }

    /**
     * Takes a bridge out of service, or back into it.
     *
     * @param side which
     * @param enabled true to take it out
     * @return done when it is; the error if it was refused or failed
     */
    public ListenableFuture<Optional<String>> maintenance(final Side side, final boolean enabled) {
        return ask(answer -> group.maintenance(side, enabled, answer::set, System.nanoTime()));
    }

    /**
     * Announces all local hosts.
     *
     * @return done when it began; the error if it was refused
     */
    public ListenableFuture<Optional<String>> announce() {
        return ask(answer -> group.announce(answer::set, System.nanoTime()));
    }

    /**
     * Forgets hosts.
     *
     * @param key which; empty for all
     * @return how many
     */
    public ListenableFuture<Integer> clearHosts(final Optional<HostKey> key) {
        return ask(answer -> answer.set(group.clearHosts(key)));
    }

    /**
     * Tells how many local hosts there are.
     *
     * @return their number
     */
    public ListenableFuture<Integer> countHosts() {
        return ask(answer -> answer.set(group.localHosts()));
    }

    private <T> ListenableFuture<T> ask(final Consumer<SettableFuture<T>> question) {
        final var answer = SettableFuture.<T>create();
        mailbox.urgent(() -> question.accept(answer));
        return answer;
    }

    /**
     * Stops the group, and leaves its bridges and what was published as they are: the bridges go on forwarding.
     */
    public void abandon() {
        stop(() -> { });
    }

    /**
     * Stops the group, and takes back what was published.
     *
     * @param cleared the bridges whose flows are removed; others go on forwarding as they do
     * @return done when it has stopped
     */
    public ListenableFuture<Void> stop(final Set<Side> cleared) {
        stop(() -> {
            removeOurs(cleared);
            sink.removeAll();
        });
        return Futures.nonCancellationPropagating(stopped);
    }

    private void stop(final Runnable lastAct) {
        mailbox.urgent(() -> {
            running = false;
            group.refuseRequests("the group was removed or reconfigured");
            lastAct.run();
            stopped.set(null);
        });
    }

    /**
     * Removes all that is ours from the bridges. It is a group's last act, so its thread may wait; but not for ever,
     * for a bridge whose host died answers nothing.
     */
    private void removeOurs(final Set<Side> cleared) {
        try {
            Futures.allAsList(cleared.stream().filter(side -> group.state().bridge(side).connected())
                .map(side -> bridges.get(side).removeOurs()).toList()).get(REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("group {}: not every bridge confirmed within {} s that its flows are removed",
                Printable.of(name), REMOVAL_SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("group {}: its flows could not all be removed", Printable.of(name), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(final Event event) {
        group.take(event, System.nanoTime());
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
                LOG.error("group {}: an event could not be handled", Printable.of(name), e);
                sink.event(Severity.CRITICAL, "an event could not be handled: " + e, System.nanoTime());
            }
        }
    }

    private void runOnce() throws InterruptedException {
        final var work = mailbox.take(group.nextDue());
        if (work != null) {
            work.run();
        }
        if (!running) {
            return;
        }
        // The time is read first: all that came before it has been heard, or waits.
        final long now = System.nanoTime();
        group.advance(now, mailbox.backlog(now));
        group.takeReport(now).ifPresent(report -> sink.state(new GroupSnapshot(report,
            new Pair<>(bridges.preferred().ports(), bridges.alternate().ports()),
            new Pair<>(bridges.preferred().pipelineVersion(), bridges.alternate().pipelineVersion()), unused)));
    }
}
