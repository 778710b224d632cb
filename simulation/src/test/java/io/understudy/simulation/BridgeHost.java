/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.frame.IcmpEcho;
import io.understudy.core.frame.PathProbe;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Side;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * A bridge host: a datapath and its process. The process may die, hang and be started anew; a datapath in the kernel
 * goes on without it with what it has cached of late.
 */
final class BridgeHost implements Node {
    private static final int QUEUE_LENGTH = 16;

    private final World world;
    private final Side side;
    private final Port[] ports;
    private final FlowTable flows;
    private final KernelCache cache = new KernelCache();
    private final Queue<Runnable> inbox = new ArrayDeque<>();
    private final Queue<Arrival> arrivals = new ArrayDeque<>();

    private ControlChannel channel;
    private Watcher watcher = (frame, outputs) -> { };
    private boolean running = true;
    private boolean hung;
    private boolean waking;
    private int lifetime;
    private boolean portsChanged;
    private long diedAt;
    private long filledAt = Long.MIN_VALUE / 2;
    private boolean refusesGate;
    private boolean refusesClosing;
    private boolean refusesFlows;

    private record Arrival(int port, Frame frame) {
    }

    /** Sees the frames that flows forward, and to which ports, as bits. */
    @FunctionalInterface
    interface Watcher {
        void forwarded(Frame frame, int outputs);
    }

    BridgeHost(final World world, final Side side, final BridgeId id, final BridgeId other) {
        this.world = world;
        this.side = side;
        final int trunks = world.settings().trunks();
        ports = new Port[trunks + 2];
        flows = new FlowTable(BridgeAddresses.of(id), BridgeAddresses.of(other), trunks);
    }

    void connect(final int number, final Port port) {
        port.link().connect(port.end(), this, number);
        ports[number] = port;
    }

    void setChannel(final ControlChannel newChannel) {
        channel = newChannel;
    }

    void onForward(final Watcher newWatcher) {
        watcher = newWatcher;
    }

    FlowTable flows() {
        return flows;
    }

    Port port(final int number) {
        return ports[number];
    }

    int peerPort() {
        return ports.length - 1;
    }

    // What it does with frames

    @Override
    public void receive(final int port, final Frame frame) {
        if (running && !hung) {
            process(port, frame);
        } else if (forwardByCache(port, frame)) {
            return;
        } else if (running && arrivals.size() < QUEUE_LENGTH) {
            arrivals.add(new Arrival(port, frame));
        }
    }

    private boolean forwardByCache(final int port, final Frame frame) {
        final int outputs = cache.outputs(port, frame, diedAt);
        if (outputs == KernelCache.NOTHING) {
            return false;
        }
        world.trace(() -> "frame: " + side + " port " + port + ": " + frame + ": by the kernel");
        output(outputs, frame);
        return true;
    }

    private void process(final int port, final Frame frame) {
        final var fate = flows.fateOf(port, frame);
        world.trace(() -> "frame: " + side + " port " + port + ": " + frame + ": " + fate);
        switch (fate) {
            case ECHOED -> IcmpEcho.parse(frame.bytes()).ifPresent(echo -> ports[port].send(new Frame(new IcmpEcho(true,
                echo.destination(), echo.source(), echo.destinationAddress(), echo.sourceAddress(), echo.identifier(),
                echo.sequence(), echo.nonce()).encode())));
            case HEARTBEAT -> channel.packetIn(PacketKind.HEARTBEAT, port, frame);
            case PROBE -> channel.packetIn(PacketKind.PROBE, port, frame);
            case FORWARDED -> forward(port, frame);
            case FORWARDED_AND_COPIED, HELD -> {
                forward(port, frame);
                channel.packetIn(fate == FlowTable.Fate.HELD ? PacketKind.HELD : PacketKind.COPY, port, frame);
            }
            default -> { }
        }
    }

    private void forward(final int port, final Frame frame) {
        final int outputs = flows.outputs(port, frame);
        if (world.settings().kernelDatapath()) {
            cache.put(port, frame, outputs, world.now());
        }
        watcher.forwarded(frame, outputs);
        output(outputs, frame);
    }

    private void output(final int outputs, final Frame frame) {
        flows.count(frame, world.now());
        if (frame.hops() >= Frame.MAX_HOPS) {
            return;
        }
        final var further = frame.behind(side);
        for (int port = 0; port < ports.length; port++) {
            if ((outputs & 1 << port) != 0) {
                ports[port].send(further);
            }
        }
    }

    /** The flows changed: what the kernel has cached is made to agree with them. */
    private void revalidate() {
        cache.revalidate(flows);
    }

    /** Whether a path probe would pass through it now, if its links do their part. */
    boolean passesProbes() {
        return isWell() ? isForwarding() : cache.holds(PathProbe.ETHER_TYPE, diedAt);
    }

    /** Whether frames from the uplink can go through to the hypervisor now. */
    boolean forwardsInward() {
        return isForwarding() && ports[0].carriesIn() && anyTrunk(Port::carriesOut);
    }

    /** Whether frames from the hypervisor can go through to the uplink now. */
    boolean forwardsOutward() {
        return isForwarding() && ports[0].carriesOut() && anyTrunk(Port::carriesIn);
    }

    private boolean anyTrunk(final Predicate<Port> test) {
        boolean any = false;
        for (int number = 1; number < peerPort(); number++) {
            any |= flows.admits(number) && test.test(ports[number]);
        }
        return any;
    }

    private boolean isForwarding() {
        return flows.gate() && (isWell() ? flows.forwards() : !cache.isEmpty());
    }

    // What it does with messages

    /** Takes a message, in order with all others. */
    void message(final Runnable work) {
        if (hung) {
            inbox.add(work);
        } else if (running) {
            work.run();
        }
    }

    /** Sends a frame that the controller handed over. */
    void transmit(final int port, final Frame frame) {
        ports[port].send(frame);
    }

    /** Adds the flow of the gate; false if it is refused. */
    boolean addGate() {
        if (refusesGate) {
            return false;
        }
        flows.addGate();
        return true;
    }

    boolean removeGate() {
        if (refusesClosing) {
            return false;
        }
        flows.removeGate();
        revalidate();
        return true;
    }

    void standBy(final boolean drop) {
        flows.setStandby(drop);
        revalidate();
    }

    void addGuard() {
        flows.addGuard();
    }

    void removeAllButGate(final Optional<List<Long>> stale) {
        flows.removeAllButGate(stale);
        revalidate();
    }

    void removeMeter() {
        flows.removeMeter();
    }

    boolean addBase(final TrunkPorts trunks) {
        if (refusesFlows) {
            return false;
        }
        if (!flows.forwards()) {
            filledAt = world.now();
        }
        flows.addBase(trunks);
        return true;
    }

    boolean removeFormer(final TrunkPorts trunks) {
        flows.removeFormer(trunks);
        revalidate();
        return true;
    }

    boolean putHost(final long key, final int port, final int place) {
        if (refusesFlows || !flows.knows(key) && flows.destinations().size() >= world.settings().maxHostFlows()) {
            return false;
        }
        flows.putHost(key, port, place);
        revalidate();
        return true;
    }

    boolean removeHost(final long key) {
        flows.removeHost(key);
        revalidate();
        return true;
    }

    boolean refusesAnything() {
        return refusesGate || refusesClosing || refusesFlows;
    }

    void refuse(final boolean gate, final boolean closing, final boolean hosts) {
        refusesGate = gate;
        refusesClosing = closing;
        refusesFlows = hosts;
    }

    @Override
    public void carrierChanged(final int port, final boolean up) {
        if (running && !hung) {
            channel.portStatus();
        } else {
            portsChanged = true;
        }
    }

    // What happens to it

    boolean isRunning() {
        return running;
    }

    /** When its empty tables were last filled, ns. */
    long filledAt() {
        return filledAt;
    }

    /** Whether its process runs and answers. */
    boolean isWell() {
        return running && !hung;
    }

    /** Whether it works off what came while it hung. */
    boolean isWaking() {
        return waking;
    }

    /** The process ends. */
    void die() {
        if (!running) {
            return;
        }
        running = false;
        hung = false;
        waking = false;
        lifetime++;
        diedAt = world.now();
        inbox.clear();
        arrivals.clear();
        if (!world.settings().kernelDatapath()) {
            flows.clear();
        }
    }

    /** The whole host ends, and with it a datapath in the kernel. */
    void dieWithDatapath() {
        die();
        cache.clear();
        flows.clear();
    }

    void start() {
        if (running) {
            return;
        }
        running = true;
        portsChanged = false;
        cache.clear();
        flows.clear();
    }

    /** Lets it begin with what an earlier controller left in it. */
    void leave(final boolean gateOpen, final TrunkPorts trunks) {
        flows.addBase(trunks);
        if (gateOpen) {
            flows.addGate();
        }
    }

    void hang() {
        if (running && !hung) {
            hung = true;
            diedAt = world.now();
            channel.responsivenessChanged();
        }
    }

    /** It works off what came meanwhile: frames and messages in an order that nobody can foresee. */
    void wake() {
        if (!hung || waking) {
            return;
        }
        waking = true;
        final int framesFirst = world.chance().pick(0, 50, 100);
        final int life = lifetime;
        world.agenda().after(0, () -> workOff(life, framesFirst));
    }

    private void workOff(final int life, final int framesFirst) {
        if (life != lifetime) {
            return;
        }
        final boolean frame = !arrivals.isEmpty() && (inbox.isEmpty() || world.chance().percent(framesFirst));
        if (frame) {
            final var arrival = arrivals.remove();
            process(arrival.port(), arrival.frame());
        } else if (!inbox.isEmpty()) {
            inbox.remove().run();
        } else {
            hung = false;
            waking = false;
            channel.responsivenessChanged();
            if (portsChanged) {
                portsChanged = false;
                channel.portStatus();
            }
            return;
        }
        world.agenda().after(world.chance().between(1, 20) * Chance.MICRO, () -> workOff(life, framesFirst));
    }

    Side side() {
        return side;
    }

    @Override
    public String toString() {
        return side.toString();
    }
}
