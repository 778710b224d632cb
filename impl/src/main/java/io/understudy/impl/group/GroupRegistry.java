/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.GroupValidation;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import io.understudy.impl.text.Printable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which groups are configured and which of them run. A group runs if it is valid and its bridges are in no other
 * group that runs; so one wrong group never disturbs another.
 */
public final class GroupRegistry {
    /** So long a group goes on that was deleted. */
    static final int RENAMING_SECONDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(GroupRegistry.class);

    private final LoopFactory factory;
    private final ConfiguredGroups configured = new ConfiguredGroups();
    private final Map<String, RunningGroup> running = new HashMap<>();
    private final Set<String> stopping = new HashSet<>();
    private final Refusals refusals;
    private final Set<BridgeId> connected = new HashSet<>();
    private final PortSources ports = new PortSources();
    /** Both for the many frames: read without a lock. */
    private final Map<BridgeId, DirectLink> links = new ConcurrentHashMap<>();
    private final Map<BridgeId, BridgeMembership> members = new ConcurrentHashMap<>();
    private final Executor later = CompletableFuture.delayedExecutor(RENAMING_SECONDS, TimeUnit.SECONDS);
    private boolean closed;

    /**
     * Creates an empty registry.
     *
     * @param factory makes the loops
     */
    public GroupRegistry(final LoopFactory factory) {
        this.factory = requireNonNull(factory);
        refusals = new Refusals(factory);
    }

    /**
     * Takes changes of the configuration.
     *
     * @param changes all that were made together: a group that is renamed is deleted and configured
     */
    public synchronized void take(final List<GroupChange> changes) {
        for (var change : changes) {
            final boolean runs = running.containsKey(change.name());
            configured.note(change, runs);
            if (change instanceof GroupChange.Deleted deletion && runs) {
                later.execute(() -> expire(deletion));
            }
        }
        settle();
        changes.forEach(change -> refusals.note(change, running.containsKey(change.name())));
    }

    private synchronized void expire(final GroupChange.Deleted deletion) {
        if (configured.expire(deletion)) {
            settle();
        }
    }

    /**
     * Takes the news that a bridge connected and we are its master.
     *
     * @param bridge the bridge
     */
    public synchronized void connected(final BridgeId bridge) {
        connected.add(bridge);
        catchUp();
        final var member = members.get(bridge);
        if (member != null) {
            member.loop().connected(member.side());
            deliverPorts(bridge);
        }
    }

    /**
     * Takes the news that the connection to a bridge was lost.
     *
     * @param bridge the bridge
     */
    public synchronized void disconnected(final BridgeId bridge) {
        connected.remove(bridge);
        ports.disconnected(bridge);
        final var member = members.get(bridge);
        if (member != null) {
            member.loop().disconnected(member.side());
        }
    }

    /**
     * Takes the news that the ports of a bridge are no longer in the inventory; they come anew when it returns.
     *
     * @param bridge the bridge
     */
    public synchronized void portsForgotten(final BridgeId bridge) {
        ports.inventoryGone(bridge);
    }

    /**
     * Takes the ports of a bridge from the inventory. They count while it is not observed.
     *
     * @param bridge the bridge
     * @param directory its ports
     */
    public synchronized void ports(final BridgeId bridge, final PortDirectory directory) {
        if (ports.inventory(bridge, directory)) {
            catchUp();
            deliverPorts(bridge);
        }
    }

    /**
     * Takes the ports of a bridge from the connection that observes it.
     *
     * @param bridge the bridge
     * @param directory its ports
     * @param link what can be sent by that connection
     */
    public synchronized void observed(final BridgeId bridge, final PortDirectory directory, final DirectLink link) {
        if (links.put(bridge, link) != link) {
            deliverLink(bridge);
        }
        if (ports.observed(bridge, directory)) {
            catchUp();
            deliverPorts(bridge);
        }
    }

    /**
     * Takes the news that the connection that observed a bridge is over. From now on the inventory counts.
     *
     * @param bridge the bridge
     * @param byBridge whether the bridge ended it; else it was given up here
     */
    public synchronized void unobserved(final BridgeId bridge, final boolean byBridge) {
        final var member = members.get(bridge);
        links.remove(bridge);
        if (ports.unobserved(bridge) && member != null) {
            member.loop().directConnectionEnded(member.side(), byBridge);
            deliverPorts(bridge);
        }
    }

    /**
     * Only a bridge that we master has ports: a direct connection alone makes none.
     */
    private void deliverPorts(final BridgeId bridge) {
        final var member = members.get(bridge);
        if (member != null && connected.contains(bridge)) {
            ports.current(bridge).ifPresent(directory -> {
                running.values().forEach(group -> group.prove(bridge, directory));
                member.loop().ports(member.side(), directory);
            });
        }
    }

    private Optional<PortDirectory> portsOf(final BridgeId bridge) {
        return connected.contains(bridge) ? ports.current(bridge) : Optional.empty();
    }

    /** What could not be taken over before may be possible now; before a group hears that former ports are gone. */
    private void catchUp() {
        if (running.values().stream().anyMatch(RunningGroup::isBehind)) {
            settle();
        }
    }

    private void deliverLink(final BridgeId bridge) {
        final var member = members.get(bridge);
        final var link = links.get(bridge);
        if (member != null && link != null) {
            member.loop().linked(member.side(), link);
        }
    }

    /**
     * Takes a frame that a bridge sent to the controller by its first connection. Heartbeats and probes come by the
     * second one, too, if there is one.
     *
     * @param bridge the bridge
     * @param kind of the flow that sent it
     * @param port where it came in
     * @param frame the frame
     */
    public void packet(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
        if (kind == FlowKind.COPY || kind == FlowKind.HELD || !links.containsKey(bridge)) {
            received(bridge, kind, port, frame);
        }
    }

    /**
     * Takes a frame that a bridge sent to the controller by its second connection.
     *
     * @param bridge the bridge
     * @param kind of the flow that sent it
     * @param port where it came in
     * @param frame the frame
     */
    public void received(final BridgeId bridge, final FlowKind kind, final long port, final byte[] frame) {
        final var member = members.get(bridge);
        if (member != null) {
            member.loop().packet(member.side(), kind, port, frame);
        }
    }

    /**
     * Takes a barrier reply of a bridge's second connection that it was not asked for.
     *
     * @param bridge the bridge
     */
    public void strayBarrier(final BridgeId bridge) {
        final var member = members.get(bridge);
        if (member != null) {
            member.loop().strayBarrier(member.side());
        }
    }

    /**
     * Finds a running group.
     *
     * @param name its name
     * @return its loop; empty if it does not run
     */
    public synchronized Optional<GroupLoop> find(final String name) {
        return Optional.ofNullable(configured.isLeaving(name) ? null : running.get(name)).map(RunningGroup::loop);
    }

    /**
     * Finds which of a group's bridges is meant.
     *
     * @param name the group
     * @param bridge the bridge
     * @return the side; empty if it is in no such group
     */
    public synchronized Optional<Side> sideOf(final String name, final BridgeId bridge) {
        final var group = running.get(name);
        final var member = members.get(bridge);
        return group != null && member != null && member.loop() == group.loop() ? Optional.of(member.side())
            : Optional.empty();
    }

    /**
     * Explains why a group does not run.
     *
     * @param name the group
     * @return in words
     */
    public synchronized String whyNot(final String name) {
        return refusals.find(name).orElse(stopping.contains(name) ? "group '" + name + "' is being reconfigured"
            : "there is no group '" + name + "' that is enabled; configured are " + configured.names());
    }

    /**
     * Stops all groups; their bridges go on as they do.
     */
    public synchronized void close() {
        closed = true;
        members.clear();
        configured.leaving().forEach(name -> running.remove(name).loop().stop(EnumSet.allOf(Side.class)));
        running.values().forEach(group -> group.loop().abandon());
        running.clear();
    }

    /** Makes what runs agree with what is configured; stops first, for a bridge may pass to another group. */
    private void settle() {
        if (closed) {
            return;
        }
        configured.leaving().forEach(this::leave);
        for (var name : List.copyOf(running.keySet())) {
            final var wanted = configured.find(name);
            final var group = running.get(name);
            if (configured.misunderstanding(name).isPresent()) {
                group.keep(configured.misunderstanding(name).orElseThrow());
            } else if (wanted.isPresent()) {
                change(name, group, wanted.orElseThrow());
            } else if (!configured.isLeaving(name)) {
                stop(name, group, Optional.empty());
            }
        }
        configured.all().stream().filter(this::isIdle).forEach(this::tryStart);
    }

    private boolean isIdle(final GroupConfiguration group) {
        return !running.containsKey(group.name()) && !stopping.contains(group.name());
    }

    /** A group that was deleted goes on under another name, or gives way to one that needs a bridge of it. */
    private void leave(final String name) {
        final var group = running.get(name);
        configured.all().stream().filter(this::isIdle)
            .filter(heir -> group.sidesWithout(Optional.of(heir)).size() < 2).findFirst().ifPresent(heir -> {
                configured.expire(name);
                if (heir.samePair(group.configuration()) && GroupValidation.problems(heir).isEmpty()) {
                    running.remove(name);
                    running.put(heir.name(), group);
                    refusals.takeBack(heir.name());
                    LOG.info("group {}: renamed to {}", Printable.of(name), Printable.of(heir.name()));
                }
            });
    }

    private void change(final String name, final RunningGroup group, final GroupConfiguration wanted) {
        final var problems = problems(wanted, Optional.of(group.configuration()));
        if (!problems.isEmpty()) {
            group.keep(String.join("; ", problems));
        } else if (!group.take(wanted, this::portsOf)) {
            stop(name, group, Optional.of(wanted));
        }
    }

    private void stop(final String name, final RunningGroup group, final Optional<GroupConfiguration> next) {
        running.remove(name);
        members.values().removeIf(member -> member.loop() == group.loop());
        stopping.add(name);
        LOG.info("group {}: {}", Printable.of(name), next.isEmpty() ? "removed" : "gets other bridges");
        group.loop().stop(group.sidesWithout(next)).addListener(() -> stopped(name), MoreExecutors.directExecutor());
    }

    private synchronized void stopped(final String name) {
        stopping.remove(name);
        if (!closed) {
            configured.find(name).filter(this::isIdle).ifPresent(this::tryStart);
        }
        settle();
    }

    private void tryStart(final GroupConfiguration group) {
        final var problems = problems(group, Optional.empty());
        if (!problems.isEmpty()) {
            refusals.add(group.name(), String.join("; ", problems));
            return;
        }
        refusals.end(group.name());
        final var loop = factory.loop(group);
        running.put(group.name(), new RunningGroup(group, loop));
        loop.start();
        for (var side : Side.values()) {
            final var bridge = group.bridges().get(side).id();
            members.put(bridge, new BridgeMembership(loop, side));
            deliverLink(bridge);
            if (connected.contains(bridge)) {
                connected(bridge);
            }
        }
        LOG.info("group {}: started with {} and {}", Printable.of(group.name()),
            group.bridges().preferred().id(), group.bridges().alternate().id());
    }

    /** Says what is wrong with a group; the bridges that it works with already are its own. */
    private List<String> problems(final GroupConfiguration group, final Optional<GroupConfiguration> now) {
        final var problems = new ArrayList<>(GroupValidation.problems(group));
        for (var side : Side.values()) {
            final var bridge = group.bridges().get(side).id();
            if (now.filter(before -> before.hasBridge(bridge)).isEmpty()) {
                owner(bridge).ifPresent(owner -> problems.add(bridge + " is already in group '" + owner
                    + "'; a bridge can be in one group only: take it out of one of them"));
            }
        }
        return problems;
    }

    /**
     * A group that is being reconfigured keeps its bridges, lest another one that waits for them slips in between.
     */
    private Optional<String> owner(final BridgeId bridge) {
        return Stream.concat(running.values().stream().map(RunningGroup::configuration),
                stopping.stream().flatMap(name -> configured.find(name).stream()))
            .filter(group -> group.hasBridge(bridge)).map(GroupConfiguration::name).findFirst();
    }
}
