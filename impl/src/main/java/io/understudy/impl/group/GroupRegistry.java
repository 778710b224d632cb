/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.GroupValidation;
import io.understudy.core.model.Side;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.FlowKind;
import io.understudy.impl.openflow.PortDirectory;
import io.understudy.impl.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which groups are configured and which of them run. A group runs if it is valid and its bridges are in no other
 * group that runs; so one wrong group never disturbs another.
 */
public final class GroupRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(GroupRegistry.class);

    private final LoopFactory factory;
    /** What is configured. Of groups that wait for the same bridge the first by name gets it when it becomes free. */
    private final Map<String, GroupConfiguration> configured = new TreeMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final Set<String> stopping = new HashSet<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Set<BridgeId> connected = new HashSet<>();
    private final PortSources ports = new PortSources();
    /** Both for the many frames: read without a lock. */
    private final Map<BridgeId, DirectLink> links = new ConcurrentHashMap<>();
    private final Map<BridgeId, BridgeMembership> members = new ConcurrentHashMap<>();
    private boolean closed;

    private record Running(GroupConfiguration configuration, GroupLoop loop) {
    }

    /**
     * Creates an empty registry.
     *
     * @param factory makes the loops
     */
    public GroupRegistry(final LoopFactory factory) {
        this.factory = requireNonNull(factory);
    }

    /**
     * Takes a group's configuration.
     *
     * @param group the group
     */
    public synchronized void configure(final GroupConfiguration group) {
        configured.put(group.name(), group);
        settle();
    }

    /**
     * Takes away a group's configuration: it was deleted, disabled, or cannot be understood.
     *
     * @param name the group
     * @param reason why it cannot run; empty if it is simply gone
     */
    public synchronized void remove(final String name, final Optional<String> reason) {
        configured.remove(name);
        settle();
        if (reason.isPresent()) {
            refuse(name, reason.orElseThrow());
        } else if (refusals.remove(name) != null) {
            factory.forgotten(name);
        }
    }

    /**
     * Takes the news that a bridge connected and we are its master.
     *
     * @param bridge the bridge
     */
    public synchronized void connected(final BridgeId bridge) {
        connected.add(bridge);
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
            ports.current(bridge).ifPresent(directory -> member.loop().ports(member.side(), directory));
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
        return Optional.ofNullable(running.get(name)).map(Running::loop);
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
        return refusals.getOrDefault(name, stopping.contains(name) ? "group '" + name + "' is being reconfigured"
            : "there is no group '" + name + "' that is enabled; configured are " + configured.keySet());
    }

    /**
     * Stops all groups; their bridges go on as they do.
     */
    public synchronized void close() {
        closed = true;
        members.clear();
        running.values().forEach(group -> group.loop().stop(false));
        running.clear();
    }

    /**
     * Makes what runs agree with what is configured: stops first, for a bridge may pass from one group to another.
     */
    private void settle() {
        if (closed) {
            return;
        }
        for (var name : List.copyOf(running.keySet())) {
            final var wanted = configured.get(name);
            final var now = running.get(name);
            if (wanted == null || !wanted.sameBridges(now.configuration())) {
                stop(name, now, wanted == null);
            } else if (!wanted.equals(now.configuration())) {
                running.put(name, new Running(wanted, now.loop()));
                now.loop().configure(wanted);
            }
        }
        configured.forEach((name, group) -> {
            if (!running.containsKey(name) && !stopping.contains(name)) {
                tryStart(group);
            }
        });
    }

    private void stop(final String name, final Running group, final boolean gone) {
        running.remove(name);
        members.values().removeIf(member -> member.loop() == group.loop());
        stopping.add(name);
        LOG.info("group {}: {}", Printable.of(name), gone ? "removed" : "being reconfigured");
        group.loop().stop(true).addListener(() -> stopped(name), MoreExecutors.directExecutor());
    }

    private synchronized void stopped(final String name) {
        stopping.remove(name);
        final var again = configured.get(name);
        if (again != null && !closed && !running.containsKey(name)) {
            tryStart(again);
        }
        settle();
    }

    private void tryStart(final GroupConfiguration group) {
        final var problems = new ArrayList<>(GroupValidation.problems(group));
        for (var side : Side.values()) {
            owner(group.bridges().get(side).id()).ifPresent(owner -> problems.add(
                group.bridges().get(side).id() + " is already in group '" + owner
                + "'; a bridge can be in one group only: take it out of one of them"));
        }
        if (!problems.isEmpty()) {
            refuse(group.name(), String.join("; ", problems));
            return;
        }
        refusals.remove(group.name());
        final var loop = factory.loop(group);
        running.put(group.name(), new Running(group, loop));
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

    /**
     * A group that is being reconfigured keeps its bridges, lest another one that waits for them slips in between.
     */
    private Optional<String> owner(final BridgeId bridge) {
        return Stream.concat(running.values().stream().map(Running::configuration),
                stopping.stream().map(configured::get).filter(Objects::nonNull))
            .filter(group -> contains(group.bridges().preferred(), bridge)
                || contains(group.bridges().alternate(), bridge))
            .map(GroupConfiguration::name).findFirst();
    }

    private static boolean contains(final BridgeConfiguration configuration, final BridgeId bridge) {
        return configuration.id().equals(bridge);
    }

    private void refuse(final String name, final String reason) {
        if (!reason.equals(refusals.put(name, reason))) {
            LOG.warn("group {} cannot run: {}", Printable.of(name), Printable.of(reason));
        }
        factory.refused(name, reason);
    }
}
