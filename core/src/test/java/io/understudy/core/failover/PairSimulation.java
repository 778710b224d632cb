/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Two bridges in virtual time that answer the machine's commands as switches do: in the order of the commands, a
 * millisecond later, or never. Every step is checked against what must hold always.
 */
final class PairSimulation {
    private static final long MILLI = 1_000_000;

    private final Replies replies = new Replies();
    private final List<String> moves = new ArrayList<>();
    private final List<Command.Record> log = new ArrayList<>();
    private final Appointments agenda = new Appointments();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final TickWatch ticks = new TickWatch();
    private final Pair<SimulatedBridge> bridges = new Pair<>(new SimulatedBridge(), new SimulatedBridge());
    private final SimulatedExchanges exchanges = new SimulatedExchanges(bridges, network, this::at, this::step);
    private final LongSupplier tickLateness;

    private NegativeClock negative;
    private Observer observer = (event, before, step) -> { };

    private GroupState state;
    private long now = 1_000 * MILLI;
    private long nextTick = now;
    private long requests;
    private long lateness = -1;

    PairSimulation(final GroupConfiguration configuration, final long seed, final LongSupplier tickLateness) {
        this.tickLateness = tickLateness;
        state = GroupState.initial(configuration, seed, now);
        negative = new NegativeClock(configuration, seed, now);
    }

    PairSimulation(final GroupConfiguration configuration) {
        this(configuration, 42, () -> 0);
    }

    /**
     * Returns a pair that has been serving for a while, the preferred bridge with the role, and an empty journal.
     */
    static PairSimulation serving(final GroupConfiguration configuration) {
        final var pair = new PairSimulation(configuration);
        pair.connect(Side.PREFERRED);
        pair.connect(Side.ALTERNATE);
        // until the bridges' round trips are known well
        pair.run(15_000);
        pair.forget();
        return pair;
    }

    /** Sees each step. */
    @FunctionalInterface
    interface Observer {
        void stepped(Event event, GroupState before, Step step);
    }

    void observe(final Observer newObserver) {
        observer = newObserver;
    }

    GroupState state() {
        return state;
    }

    GroupStatus status() {
        return GroupStatus.of(state);
    }

    String reasons() {
        return String.join("; ", status().reasons());
    }

    SimulatedBridge bridge(final Side side) {
        return bridges.get(side);
    }

    /** What was commanded to the gates and announced, in order. */
    List<String> moves() {
        return List.copyOf(moves);
    }

    List<Command.Record> log() {
        return List.copyOf(log);
    }

    void forget() {
        moves.clear();
        log.clear();
    }

    long now() {
        return now;
    }

    /** Milliseconds since a moment. */
    double since(final long moment) {
        return (now - moment) / (double) MILLI;
    }

    void run(final long millis) {
        runMicros(1000 * millis);
    }

    void runMicros(final long micros) {
        final long end = now + 1000 * micros;
        while (advance(end)) { }
    }

    /** Runs until a move was made, and fails if it is not within some time. */
    void runToMove(final String move, final long millis) {
        final long end = now + millis * MILLI;
        while (!moves.contains(move)) {
            if (!advance(end)) {
                fail("no '" + move + "' within " + millis + " ms, but " + moves + " and " + log);
            }
        }
    }

    /** Runs until a bridge has carried out the command to open its gate, but not yet said so. */
    void runToOpenGate(final Side side) {
        final long end = now + 20 * MILLI;
        while (!bridge(side).gateOpen) {
            assertTrue(advance(end), "the gate did not open");
        }
    }

    /** Takes what comes next; evidence that has arrived is heard before time is judged. */
    private boolean advance(final long end) {
        final long appointed = agenda.nextAt();
        if (lateness < 0 && nextTick != Long.MAX_VALUE) {
            lateness = tickLateness.getAsLong();
        }
        final long tick = nextTick == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(now, nextTick + lateness);
        if (Math.min(appointed, tick) > end) {
            now = end;
            return false;
        }
        if (appointed <= tick) {
            now = Math.max(now, appointed);
            agenda.keepNext();
        } else {
            now = tick;
            lateness = -1;
            tick();
        }
        return true;
    }

    private void tick() {
        step(new Event.Tick(nextTick));
        ticks.check(now, nextTick, state);
    }

    void step(final Event event) {
        final var before = state;
        final var step = FailoverMachine.step(before, event, now);
        negative.check(event, now, step);
        state = step.state();
        nextTick = step.nextTick();
        lateness = -1;
        observer.stepped(event, before, step);
        for (var command : step.commands()) {
            if (command instanceof Command.OpenGate open) {
                OpeningRule.check(before, state, open.side());
            }
            carryOut(command);
        }
    }

    private void carryOut(final Command command) {
        switch (command) {
            case Command.SendHeartbeat heartbeat -> exchanges.send(heartbeat);
            case Command.SendBarrier barrier -> exchanges.ask(barrier.side(), barrier.token(), () -> true,
                token -> new Event.BarrierAnswered(barrier.side(), token));
            case Command.ReadFlows read -> exchanges.ask(read.side(), read.token(), () -> true,
                token -> new Event.FlowsRead(read.side(), token, bridge(read.side()).gateOpen));
            case Command.Program program -> exchanges.ask(program.side(), program.token(),
                () -> !bridge(program.side()).refusesProgram,
                token -> new Event.Programmed(program.side(), token));
            case Command.OpenGate open -> {
                moves.add("open " + name(open.side()));
                exchanges.changeGate(open.side(), open.token(), true);
            }
            case Command.CloseGate close -> {
                moves.add("close " + name(close.side()));
                exchanges.changeGate(close.side(), close.token(), false);
            }
            case Command.Announce announce -> {
                moves.add("announce " + name(announce.side()));
                at(0, () -> step(new Event.AnnouncementBegan(announce.side(), 3)));
                at(800 * MILLI, () -> step(new Event.AnnouncementEnded(announce.side())));
            }
            case Command.Reply reply -> replies.take(reply);
            case Command.Record entry -> log.add(entry);
            case Command.ReportViolation violation -> throw new AssertionError(violation.text());
            case Command.StopAnnouncing stop -> { }
            case Command.SendPathProbe probe -> exchanges.send(probe);
            case Command.SendEndMarker marker -> exchanges.send(marker);
            case Command.ProbeUpstream probe -> exchanges.send(probe);
        }
    }

    private void at(final long delay, final Runnable work) {
        agenda.make(now + delay, work);
    }

    // What happens to the pair

    void connect(final Side side) {
        final var bridge = bridge(side);
        if (bridge.connected || !bridge.awake) {
            return;
        }
        bridge.connected = true;
        bridge.connection++;
        final int connection = bridge.connection;
        step(new Event.ChannelUp(side));
        at(MILLI, () -> {
            if (bridge.connected && bridge.connection == connection) {
                reportPorts(side);
            }
        });
    }

    /** The controller ends and starts again: it knows nothing, and the bridges have yet to connect. */
    void restart() {
        final var configuration = state.configuration();
        final long seed = state.life().seed() + 1;
        for (var side : Side.values()) {
            bridge(side).forgetController();
        }
        state = GroupState.initial(configuration, seed, now);
        negative = new NegativeClock(configuration, seed, now);
        nextTick = now;
        lateness = -1;
    }

    /** Somebody sends the latest answer of a bridge to a heartbeat once more. */
    void replayHeartbeat(final Side side) {
        step(exchanges.latestAnswer(side));
    }

    void disconnect(final Side side) {
        final var bridge = bridge(side);
        if (!bridge.connected) {
            return;
        }
        bridge.connected = false;
        bridge.dropInbox();
        final var failed = List.copyOf(bridge.unanswered);
        bridge.unanswered.clear();
        step(new Event.ChannelDown(side));
        // the news comes twice, and then the requests that were under way fail
        step(new Event.ChannelDown(side));
        failed.forEach(token -> at(SimulatedExchanges.HALF_WAY,
            () -> step(new Event.CommandFailed(side, token, "connection lost"))));
    }

    void setUplink(final Side side, final boolean up) {
        bridge(side).uplink = up;
        reportPorts(side);
    }

    void setTrunk(final Side side, final boolean up) {
        bridge(side).trunk = up;
        reportPorts(side);
    }

    /** Cuts the peer link on its way; the ports keep their carrier. */
    void setPeerLink(final boolean up) {
        network.peerLink = up;
    }

    /** Cuts the peer link so that both ports lose their carrier. */
    void setPeerCarrier(final boolean up) {
        for (var side : Side.values()) {
            bridge(side).peer = up;
            reportPorts(side);
        }
    }

    void setPath(final boolean passes) {
        network.path = passes;
    }

    void setTarget(final InetAddress target, final boolean answers) {
        network.setTarget(target, answers);
    }

    /** Cuts the switch behind an uplink from the network; the link keeps its carrier. */
    void setUpstream(final Side side, final boolean works) {
        bridge(side).upstream = works;
    }

    /** Its ports are told again, from elsewhere, although the bridge says nothing. */
    void directConnectionLost(final Side side) {
        step(new Event.DirectConnectionLost(side));
        step(new Event.PortsObserved(side, state.bridge(side).ports(), Optional.empty()));
    }

    void setPortProblem(final Side side, final Optional<String> problem) {
        bridge(side).portProblem = problem;
        reportPorts(side);
    }

    void reportPorts(final Side side) {
        final var bridge = bridge(side);
        if (bridge.connected && bridge.awake) {
            step(new Event.PortsObserved(side, bridge.ports(), bridge.portProblem));
        }
    }

    long switchover() {
        return request(number -> new Event.SwitchoverRequested(number, Optional.empty(), "test"));
    }

    long maintenance(final Side side, final boolean enabled) {
        return request(number -> new Event.MaintenanceRequested(number, side, enabled));
    }

    long request(final LongFunction<Event> event) {
        final long number = ++requests;
        step(event.apply(number));
        return number;
    }

    /** The answer to a request: empty if there is none yet, else the error, which is empty if it was done. */
    Optional<Optional<String>> reply(final long request) {
        return replies.to(request);
    }

    void checkAllAnswered() {
        replies.checkAllAnswered(requests);
    }

    private static String name(final Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
