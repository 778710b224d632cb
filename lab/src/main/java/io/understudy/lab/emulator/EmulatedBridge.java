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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortMod;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFType;

/**
 * An emulated OpenFlow 1.3 switch that connects to real controllers, as Open vSwitch would, and does what a test wants.
 */
public final class EmulatedBridge implements Node, Outlet {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    /** What waits at the ports of a switch process that is stopped. */
    private static final int MOST_WAITING = 1000;

    private final EmulatedNetwork network;
    private final long datapathId;
    private final BridgePorts ports;
    private final Controllers controllers;
    private final Datapath datapath;
    private final Refusals refusals = new Refusals();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final MessageCounts counts = new MessageCounts();
    private final long created;
    private Limits limits = Limits.none();
    private State state = State.DEAD;
    private long barrierDelay;
    private boolean ticking;

    private enum State {
        RUNNING, PAUSED, DEAD
    }

    private record Waiting(Port port, byte[] frame) {
    }

    EmulatedBridge(final EmulatedNetwork network, final long datapathId, final List<InetSocketAddress> controllers) {
        this.network = requireNonNull(network);
        this.datapathId = datapathId;
        ports = new BridgePorts(datapathId);
        datapath = new Datapath(limits, this);
        created = network.now();
        this.controllers = new Controllers(network, this, controllers);
    }

    /**
     * Starts it: without a flow, and connects to its controllers.
     */
    public void start() {
        network.run(() -> {
            datapath.clear();
            waiting.clear();
            state = State.RUNNING;
            controllers.start();
            startTicking();
        });
    }

    /**
     * Kills the switch process: its flows are gone, its connections end, its links stay up.
     */
    public void kill() {
        network.run(() -> {
            state = State.DEAD;
            datapath.clear();
            controllers.stop();
        });
    }

    /**
     * Has the whole host die: it does nothing any more, and no connection is ended. Its links are another matter.
     */
    public void die() {
        network.run(() -> {
            state = State.DEAD;
            controllers.setSilent(true);
        });
    }

    /**
     * Brings a dead host back: its old connections end, and it starts without a flow.
     */
    public void reboot() {
        network.run(controllers::stop);
        start();
    }

    /**
     * Stops the switch process where it is, as if it hung. Its connections stay, and what comes in waits.
     */
    public void pause() {
        network.run(() -> {
            state = State.PAUSED;
            controllers.setSilent(true);
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
            controllers.setSilent(false);
            startTicking();
        });
    }

    /**
     * Cuts the way to the controllers, without the end of any connection; or mends it.
     *
     * @param silent true to cut it
     */
    public void silenceControllers(final boolean silent) {
        network.run(() -> controllers.setSilent(silent));
    }

    /**
     * Ends a connection. The bridge connects again a second later.
     *
     * @param controller which one, counted from 0
     */
    public void dropConnection(final int controller) {
        network.run(() -> controllers.drop(controller));
    }

    /**
     * Lets others connect to the bridge, as the management programs of Open vSwitch do. They are not told of what
     * happens unasked.
     *
     * @return number of the port, on loopback
     */
    public int listen() {
        return network.call(controllers::listen);
    }

    /**
     * How many controllers are connected.
     *
     * @return the number of them
     */
    public long connected() {
        return network.call(controllers::connected);
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
     * How old the flows of a table are.
     *
     * @param table its number
     * @return the age of each, in no order
     */
    public List<Duration> flowAges(final int table) {
        return network.call(() -> {
            final long now = network.now();
            return datapath.flows().flows().stream().filter(flow -> flow.table() == table)
                .map(flow -> Duration.ofNanos(flow.age(now))).toList();
        });
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
        return network.call(() -> counts.ofType(type));
    }

    /**
     * How many messages were refused.
     *
     * @return the numbers, by the reason
     */
    public Map<Refusal, Long> refused() {
        return network.call(counts::refusals);
    }

    @Override
    public List<Integer> ports() {
        return ports.numbers();
    }

    @Override
    public boolean live(final int port) {
        return ports.live(port);
    }

    @Override
    public void send(final int number, final byte[] frame) {
        final var port = ports.find(number);
        if (port != null && ports.enabled(port)) {
            port.send(frame);
        }
    }

    @Override
    public void punt(final Punt punt) {
        controllers.each(conversation -> conversation.punt(punt));
    }

    @Override
    public void removed(final FlowEntry flow, final OFFlowRemovedReason reason) {
        controllers.each(conversation -> conversation.removed(flow, reason));
    }

    @Override
    public void receive(final Port port, final byte[] frame) {
        if (state == State.RUNNING && ports.enabled(port)) {
            datapath.receive(port.number(), frame, network.now());
        } else if (state == State.PAUSED && waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(port, frame));
        }
    }

    @Override
    public void carrierChanged(final Port port) {
        if (state != State.DEAD) {
            controllers.each(conversation -> conversation.portChanged(OFPortReason.MODIFY, ports.describe(port)));
        }
    }

    Port addPort(final int number, final String name) {
        final var port = new Port(network, this, number, name);
        ports.add(port);
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
        return ports.find(number);
    }

    Collection<Port> allPorts() {
        return ports.all();
    }

    MessageCounts counts() {
        return counts;
    }

    List<OFPortDesc> describePorts() {
        return ports.describe();
    }

    void configure(final OFPortMod change) throws RefusedException {
        carrierChanged(ports.configure(change));
    }

    Controllers controllers() {
        return controllers;
    }

    private void startTicking() {
        if (!ticking) {
            ticking = true;
            tick();
        }
    }

    private void tick() {
        ticking = state == State.RUNNING;
        if (ticking) {
            datapath.expire(network.now());
            controllers.watch();
            network.after(TICK, this::tick);
        }
    }

    @Override
    public String toString() {
        return "openflow:" + datapathId;
    }
}
