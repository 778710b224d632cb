/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.emulator.datapath.Datapath;
import io.understudy.lab.emulator.datapath.FlowEntry;
import io.understudy.lab.emulator.datapath.Limits;
import io.understudy.lab.emulator.datapath.Outlet;
import io.understudy.lab.emulator.datapath.Punt;
import io.understudy.lab.emulator.datapath.Refusal;
import io.understudy.lab.emulator.datapath.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.projectfloodlight.openflow.protocol.OFControllerRole;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortConfig;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortMod;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFType;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * An emulated OpenFlow 1.3 switch that connects to real controllers, as Open vSwitch would, and does what a test wants.
 */
public final class EmulatedBridge implements Node, Outlet {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    /** What waits at the ports of a switch process that is stopped. */
    private static final int MOST_WAITING = 1000;
    private static final int MAC_SUFFIX = 0xff;

    private final EmulatedNetwork network;
    private final long datapathId;
    private final Map<Integer, Port> ports = new TreeMap<>();
    private final Set<Port> shutDown = new HashSet<>();
    private final List<ControllerConnection> connections;
    private final Datapath datapath;
    private final Refusals refusals = new Refusals();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<OFType, Long> messages = new EnumMap<>(OFType.class);
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private final long created;
    private Limits limits = Limits.none();
    private State state = State.DEAD;
    private long barrierDelay;
    private long generation;
    private boolean generationKnown;

    private enum State {
        RUNNING, PAUSED, DEAD
    }

    private record Waiting(Port port, byte[] frame) {
    }

    EmulatedBridge(final EmulatedNetwork network, final long datapathId, final List<InetSocketAddress> controllers) {
        this.network = requireNonNull(network);
        this.datapathId = datapathId;
        datapath = new Datapath(limits, this);
        created = network.now();
        connections = controllers.stream().map(controller -> new ControllerConnection(network, this, controller))
            .toList();
    }

    /**
     * Starts it: without a flow, and connects to its controllers.
     */
    public void start() {
        network.run(() -> {
            datapath.clear();
            waiting.clear();
            state = State.RUNNING;
            generationKnown = false;
            connections.forEach(connection -> {
                connection.setSilent(false);
                connection.start();
            });
            tick();
        });
    }

    /**
     * Kills the switch process: its flows are gone, its connections end, its links stay up.
     */
    public void kill() {
        network.run(() -> {
            state = State.DEAD;
            datapath.clear();
            connections.forEach(ControllerConnection::stop);
        });
    }

    /**
     * Has the whole host die: it does nothing any more, and no connection is ended. Its links are another matter.
     */
    public void die() {
        network.run(() -> {
            state = State.DEAD;
            connections.forEach(connection -> connection.setSilent(true));
        });
    }

    /**
     * Brings a dead host back: its old connections end, and it starts without a flow.
     */
    public void reboot() {
        network.run(() -> connections.forEach(ControllerConnection::stop));
        start();
    }

    /**
     * Stops the switch process where it is, as if it hung. Its connections stay, and what comes in waits.
     */
    public void pause() {
        network.run(() -> {
            state = State.PAUSED;
            connections.forEach(connection -> connection.setSilent(true));
        });
    }

    /**
     * Lets a stopped process go on.
     */
    public void resume() {
        network.run(() -> {
            state = State.RUNNING;
            while (!waiting.isEmpty()) {
                final var next = waiting.poll();
                datapath.receive(next.port.number(), next.frame, network.now());
            }
            connections.forEach(connection -> connection.setSilent(false));
            tick();
        });
    }

    /**
     * Cuts the way to the controllers, without the end of any connection; or mends it.
     *
     * @param silent true to cut it
     */
    public void silenceControllers(final boolean silent) {
        network.run(() -> connections.forEach(connection -> connection.setSilent(silent)));
    }

    /**
     * Ends a connection. The bridge connects again a second later.
     *
     * @param controller which one, counted from 0
     */
    public void dropConnection(final int controller) {
        network.run(() -> connections.get(controller).drop());
    }

    /**
     * Lets others connect to the bridge, as the management programs of Open vSwitch do. They are not told of what
     * happens unasked.
     *
     * @return number of the port, on loopback
     */
    public int listen() {
        return network.call(() -> {
            final var listener = ServerSocketChannel.open().bind(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            network.register(listener, SelectionKey.OP_ACCEPT, () -> accept(listener));
            return ((InetSocketAddress) listener.getLocalAddress()).getPort();
        });
    }

    /**
     * How many controllers are connected.
     *
     * @return the number of them
     */
    public long connected() {
        return network.call(() -> connections.stream().filter(ControllerConnection::connected).count());
    }

    /**
     * Has every barrier answered late, and everything behind it wait.
     *
     * @param delay how late; zero for at once
     */
    public void delayBarriers(final Duration delay) {
        network.run(() -> barrierDelay = delay.toNanos());
    }

    /**
     * Has messages refused.
     *
     * @param which which messages
     * @param refusal with which error
     * @param pass how many of them are let pass first
     * @param count how many are refused then; {@link Long#MAX_VALUE} for all
     */
    public void refuse(final Predicate<OFMessage> which, final Refusal refusal, final long pass, final long count) {
        network.run(() -> refusals.add(which, refusal, pass, count));
    }

    /**
     * Has no more messages refused but those that cannot be done.
     */
    public void refuseNothing() {
        network.run(refusals::clear);
    }

    /**
     * Sets how much it can hold. What it holds stays.
     *
     * @param most the limits
     */
    public void setLimits(final Limits most) {
        network.run(() -> {
            limits = most;
            datapath.setLimits(most);
        });
    }

    /**
     * All flows.
     *
     * @return the flows; their counters go on
     */
    public List<FlowEntry> flows() {
        return network.call(() -> datapath.flows().flows());
    }

    /**
     * How many flows a table has.
     *
     * @param table its number
     * @return the number of flows
     */
    public int flowCount(final int table) {
        return network.call(() -> datapath.flows().size(table));
    }

    /**
     * How many buckets all groups have together.
     *
     * @return the number of buckets
     */
    public int bucketCount() {
        return network.call(() -> datapath.groups().groups().stream()
            .mapToInt(group -> group.wireBuckets().size()).sum());
    }

    /**
     * How many messages of a type came from the controllers.
     *
     * @param type the type
     * @return the number of messages
     */
    public long messages(final OFType type) {
        return network.call(() -> messages.getOrDefault(type, 0L));
    }

    /**
     * How many messages were refused.
     *
     * @return the numbers, by the reason
     */
    public Map<Refusal, Long> refused() {
        return network.call(() -> Map.copyOf(refused));
    }

    @Override
    public List<Integer> ports() {
        return List.copyOf(ports.keySet());
    }

    @Override
    public boolean live(final int port) {
        return ports.containsKey(port) && ports.get(port).up() && !shutDown.contains(ports.get(port));
    }

    @Override
    public void send(final int number, final byte[] frame) {
        final var port = ports.get(number);
        if (port != null && !shutDown.contains(port)) {
            port.send(frame);
        }
    }

    @Override
    public void punt(final Punt punt) {
        eachConversation(conversation -> conversation.punt(punt));
    }

    @Override
    public void removed(final FlowEntry flow, final OFFlowRemovedReason reason) {
        eachConversation(conversation -> conversation.removed(flow, reason));
    }

    @Override
    public void receive(final Port port, final byte[] frame) {
        if (state == State.RUNNING && !shutDown.contains(port)) {
            datapath.receive(port.number(), frame, network.now());
        } else if (state == State.PAUSED && waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(port, frame));
        }
    }

    @Override
    public void carrierChanged(final Port port) {
        if (state != State.DEAD) {
            eachConversation(conversation -> conversation.portChanged(OFPortReason.MODIFY, describe(port)));
        }
    }

    Port addPort(final int number, final String name) {
        final var port = new Port(network, this, number, name);
        ports.put(number, port);
        return port;
    }

    EmulatedNetwork network() {
        return network;
    }

    long datapathId() {
        return datapathId;
    }

    Datapath datapath() {
        return datapath;
    }

    Limits limits() {
        return limits;
    }

    Refusals refusals() {
        return refusals;
    }

    long barrierDelay() {
        return barrierDelay;
    }

    long age() {
        return network.now() - created;
    }

    Port port(final int number) {
        return ports.get(number);
    }

    Collection<Port> allPorts() {
        return ports.values();
    }

    void noticed(final OFMessage message) {
        messages.merge(message.getType(), 1L, Long::sum);
    }

    void refused(final Refusal refusal) {
        refused.merge(refusal, 1L, Long::sum);
    }

    /** As Open vSwitch, with the bridge's own port, which is shut down. */
    List<OFPortDesc> describePorts() {
        final var all = new ArrayList<OFPortDesc>();
        all.add(Conversation.OPENFLOW.buildPortDesc().setPortNo(OFPort.LOCAL).setName("br0").setHwAddr(mac(0))
            .setConfig(Set.of(OFPortConfig.PORT_DOWN)).setState(Set.of(OFPortState.LINK_DOWN)).build());
        ports.values().forEach(port -> all.add(describe(port)));
        return all;
    }

    void configure(final OFPortMod change) throws RefusedException {
        final var port = ports.get(change.getPortNo().getPortNumber());
        if (port == null) {
            throw new RefusedException(Refusal.BAD_PORT);
        }
        if (change.getMask().contains(OFPortConfig.PORT_DOWN)) {
            if (change.getConfig().contains(OFPortConfig.PORT_DOWN)) {
                shutDown.add(port);
            } else {
                shutDown.remove(port);
            }
            carrierChanged(port);
        }
    }

    long generation() {
        return generation;
    }

    void acceptGeneration(final long number) throws RefusedException {
        if (generationKnown && number - generation < 0) {
            throw new RefusedException(Refusal.STALE_ROLE);
        }
        generationKnown = true;
        generation = number;
    }

    void demoteMaster() {
        eachConversation(conversation -> {
            if (conversation.role() == OFControllerRole.ROLE_MASTER) {
                conversation.demote();
            }
        });
    }

    private OFPortDesc describe(final Port port) {
        return Conversation.OPENFLOW.buildPortDesc().setPortNo(OFPort.of(port.number())).setName(port.name())
            .setHwAddr(mac(port.number()))
            .setConfig(shutDown.contains(port) ? Set.of(OFPortConfig.PORT_DOWN) : Set.of())
            .setState(Set.of(port.up() ? OFPortState.LIVE : OFPortState.LINK_DOWN)).build();
    }

    private MacAddress mac(final int port) {
        return MacAddress.of(0x0200_00fe_0000L | (datapathId & MAC_SUFFIX) << Byte.SIZE | port);
    }

    private void eachConversation(final Consumer<Conversation> action) {
        for (var connection : connections) {
            if (connection.connected()) {
                action.accept(connection.conversation());
            }
        }
    }

    private void accept(final ServerSocketChannel listener) {
        try {
            final var channel = listener.accept();
            if (channel != null) {
                new ControllerConnection(network, this, (InetSocketAddress) channel.getRemoteAddress()).serve(channel);
            }
        } catch (IOException e) {
            // He has gone again.
            return;
        }
    }

    private void tick() {
        if (state == State.RUNNING) {
            datapath.expire(network.now());
            connections.forEach(ControllerConnection::watch);
            network.after(TICK, this::tick);
        }
    }

    @Override
    public String toString() {
        return "openflow:" + datapathId;
    }
}
