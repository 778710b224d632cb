/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Severity;
import io.understudy.core.group.Group;
import io.understudy.core.hosts.Backlog;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupSink;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The controller's process: the real {@link Group}, and around it what the adapters do: a mailbox, a timer that may be
 * late, listeners that bring news by ways of their own ({@link Intake}). It may pause as a whole, and be started anew
 * with nothing but its configuration.
 */
final class Controller implements GroupSink {
    /** How long the ports of a bridge that went are remembered, ns. */
    private static final long PORTS_REMEMBERED = 500 * Chance.MILLI;
    private static final int LONGEST_BUSY = 100;

    private final World world;
    private final Configured configured;
    private final Intake intake;
    private final Operators operators;
    private final Map<Side, ControlChannel> channels = new EnumMap<>(Side.class);
    private final Map<Side, Ports> ports = new EnumMap<>(Side.class);
    private final Set<Side> mastered = EnumSet.noneOf(Side.class);
    private final Queue<Runnable> urgent = new ArrayDeque<>();
    private final Queue<Runnable> routine = new ArrayDeque<>();

    private Oracles oracles;
    private Pair<ChannelDriver> drivers;
    private Group group;
    private Optional<Frame> passedOn = Optional.empty();
    private long wakeAt = Long.MAX_VALUE;
    private int wakes;
    private long busyAt = World.START;
    private int busy;
    private boolean working;

    Controller(final World world, final GroupConfiguration configuration) {
        this.world = world;
        configured = new Configured(configuration);
        intake = new Intake(world, this::isRunning, this::work);
        operators = new Operators(world, intake);
    }

    void wire(final Pair<ControlChannel> ways, final Pair<ChannelDriver> bridges, final Oracles judges) {
        for (var side : Side.values()) {
            channels.put(side, ways.get(side));
        }
        drivers = bridges;
        oracles = judges;
    }

    GroupState state() {
        return group.state();
    }

    boolean isRunning() {
        return group != null;
    }

    boolean isPaused() {
        return intake.isPaused();
    }

    /** Whether it runs and has not paused for a while. */
    boolean isAwakeSince(final long time) {
        return group != null && !intake.isPaused() && intake.pausedAt() <= time;
    }

    // Its life

    void start(final long seed) {
        final var configuration = configured.start();
        drivers.preferred().begin(configuration);
        drivers.alternate().begin(configuration);
        group = new Group(configuration, new Pair<>(drivers.preferred(), drivers.alternate()), this, seed,
            world.now());
        intake.begin();
        oracles.started(group);
        arm();
    }

    /** It ends, and all connections with it. */
    void stop() {
        group = null;
        intake.end();
        urgent.clear();
        routine.clear();
        ports.clear();
        mastered.clear();
        channels.values().forEach(ControlChannel::closeByController);
    }

    void pause() {
        intake.pause();
    }

    void resume() {
        intake.resume();
    }

    void whenAwake(final Runnable work) {
        intake.ifAlive(intake.life(), work);
    }

    // Its configuration

    /** What is configured, whether the group works by it or not. */
    GroupConfiguration configured() {
        return configured.wanted();
    }

    /** Somebody configures the group anew. */
    void configure(final GroupConfiguration now) {
        world.trace(() -> "configured: " + now);
        configured.want(now);
        if (group != null) {
            intake.bring(Side.PREFERRED, Intake.Way.CONFIGURATION, this::takeOver);
        }
    }

    /** Has the group work by what is configured, as far as it can be. */
    private void takeOver() {
        final var known = new EnumMap<Side, Ports>(ports);
        known.keySet().retainAll(mastered);
        configured.take(known.keySet()).ifPresent(now -> urgent.add(() -> workBy(now, known)));
    }

    private void workBy(final GroupConfiguration now, final Map<Side, Ports> known) {
        world.trace(() -> "works by: " + now);
        final var side = group.state().primary().orElse(Side.PREFERRED);
        final var after = TrunkPorts.of(now.bridges().get(side));
        final var before = drivers.get(side).trunks().filter(trunks -> known.containsKey(side))
            .orElseGet(() -> TrunkPorts.of(group.state().configuration().bridges().get(side)));
        drivers.preferred().configure(now);
        drivers.alternate().configure(now);
        oracles.configured(now);
        group.configure(now, before.relocation(after), world.now());
        known.forEach(this::takePorts);
    }

    // News

    private void take(final Side side, final Intake.Way way, final Supplier<Event> event) {
        intake.bring(side, way, () -> post(event));
    }

    private void post(final Supplier<Event> event) {
        urgent.add(() -> {
            final var news = event.get();
            world.trace(() -> "event: " + news);
            group.take(news, world.now());
        });
    }

    /** Only a bridge that is mastered has ports: what was heard of them before is told when it is. */
    void connected(final Side side) {
        if (group == null) {
            return;
        }
        intake.bring(side, Intake.Way.MASTERSHIP, () -> {
            mastered.add(side);
            takeOver();
            post(() -> new Event.ChannelUp(side));
            if (ports.containsKey(side)) {
                postPorts(side);
            }
        });
        // The bridge makes both connections at about the same time.
        take(side, Intake.Way.DIRECT, () -> new Event.DirectConnectionMade(side));
    }

    void lost(final Side side, final Set<Long> failed) {
        if (group == null) {
            return;
        }
        world.trace(() -> side + ": its connection is lost");
        for (int time = 0; time < 2; time++) {
            // it is told twice
            intake.bring(side, Intake.Way.MASTERSHIP, () -> {
                mastered.remove(side);
                post(() -> new Event.ChannelDown(side));
            });
        }
        final int then = intake.life();
        final var remembered = ports.get(side);
        world.agenda().after(PORTS_REMEMBERED, () -> intake.ifAlive(then, () -> {
            // those of a later connection are kept
            if (!mastered.contains(side) && ports.get(side) == remembered) {
                ports.remove(side);
            }
        }));
        for (var token : failed.stream().sorted().toList()) {
            if (world.chance().percent(90)) {
                failed(side, token, "connection lost");
            }
        }
    }

    /** The connection that only observes a bridge ended. */
    void directConnectionLost(final Side side) {
        if (group != null) {
            take(side, Intake.Way.DIRECT, () -> new Event.DirectConnectionLost(side));
        }
    }

    /** The connection that only observes a bridge was silent for too long. */
    void directConnectionGivenUp(final Side side) {
        if (group != null) {
            take(side, Intake.Way.DIRECT, () -> new Event.DirectConnectionGivenUp(side));
        }
    }

    void ports(final Side side, final Ports now) {
        intake.bring(side, Intake.Way.PORTS, () -> {
            ports.put(side, now);
            if (mastered.contains(side)) {
                takeOver();
                postPorts(side);
            }
        });
    }

    private void postPorts(final Side side) {
        final var now = ports.get(side);
        configured.prove(side);
        urgent.add(() -> takePorts(side, now));
    }

    private void takePorts(final Side side, final Ports all) {
        final var before = drivers.get(side).trunks();
        final var now = drivers.get(side).resolve(all);
        final boolean renumbered = before.isPresent() && !before.equals(drivers.get(side).trunks());
        world.trace(() -> "event: ports of " + side + " " + now + (renumbered ? ", other ones" : ""));
        group.ports(side, now, Optional.empty(), renumbered, world.now());
    }

    /** The frame that was held back, and is passed on just now, if any is sent. */
    Optional<Frame> passedOn() {
        return passedOn;
    }

    void packet(final Side side, final PacketKind kind, final int port, final Frame frame) {
        intake.bring(side, Intake.Way.PACKETS, () -> {
            switch (kind) {
                case HEARTBEAT -> urgent.add(() -> group.heartbeat(side, true, frame.bytes(), world.now()));
                case PROBE -> urgent.add(() -> group.probe(side, location(side, port), frame.bytes(), world.now()));
                default -> routine.add(() -> {
                    final boolean held = kind == PacketKind.HELD;
                    final var location = location(side, port);
                    location.ifPresent(known -> oracles.copied(group, side, port, frame));
                    passedOn = Optional.of(frame).filter(sentOn -> held);
                    group.copy(side, location, frame.bytes(), held, world.now());
                    passedOn = Optional.empty();
                });
            }
        });
    }

    private Optional<Location> location(final Side side, final int port) {
        return drivers.get(side).trunks().flatMap(trunks -> trunks.locationOf(port));
    }

    void answer(final Side side, final Supplier<Event> event) {
        take(side, Intake.Way.ANSWERS, event);
    }

    void failed(final Side side, final long token, final String reason) {
        if (group != null) {
            take(side, Intake.Way.ANSWERS, () -> new Event.CommandFailed(side, token, reason));
        }
    }

    void hostsUpdated(final Side side, final HostsAnswer answer) {
        intake.bring(side, Intake.Way.ANSWERS, () -> urgent.add(() -> group.hostsUpdated(side, answer, world.now())));
    }

    void counted(final Side side, final long token, final Map<HostKey, Long> packets,
            final AgingOracle.Reading reading) {
        intake.bring(side, Intake.Way.ANSWERS, () -> urgent.add(() -> {
            oracles.counted(reading);
            group.hostsCounted(side, token, Optional.of(packets), world.now());
        }));
    }

    /** An operator wants something; the answer is taken note of. */
    void request(final String what, final Operators.Operation operation) {
        if (group != null) {
            operators.request(what, operation, work -> intake.bring(Side.PREFERRED, Intake.Way.REQUESTS, () ->
                urgent.add(() -> work.accept(group))));
        }
    }

    // Its thread

    private void work() {
        if (working) {
            // what is being done led to news at once; they are taken behind it
            return;
        }
        working = true;
        final boolean news = !urgent.isEmpty() || !routine.isEmpty();
        var next = urgent.isEmpty() ? routine.poll() : urgent.poll();
        while (next != null) {
            next.run();
            advance();
            next = urgent.isEmpty() ? routine.poll() : urgent.poll();
        }
        if (world.now() >= group.nextDue()) {
            advance();
        }
        checkBusy(news);
        working = false;
        arm();
    }

    private void advance() {
        final var backlog = urgent.isEmpty() ? routine.isEmpty() ? Backlog.NONE : Backlog.LEARNING : Backlog.EVIDENCE;
        group.advance(world.now(), backlog);
        group.takeReport(world.now()).ifPresent(oracles::reported);
    }

    private void checkBusy(final boolean news) {
        if (news || busyAt != world.now()) {
            busyAt = world.now();
            busy = 0;
        } else if (++busy > LONGEST_BUSY) {
            throw new Violation("busy loop: it is never done with this moment, although there is no news");
        }
    }

    private void arm() {
        if (group == null || intake.isPaused()) {
            return;
        }
        final long due = group.nextDue();
        if (due == Long.MAX_VALUE || wakeAt <= due && wakeAt > world.now()) {
            return;
        }
        final long lateness = world.chance().percent(90) ? 0
            : world.chance().between(0, world.settings().timerLateness());
        wakeAt = Math.max(due, world.now()) + lateness;
        final int wake = ++wakes;
        world.agenda().at(wakeAt, () -> {
            if (wake == wakes) {
                wakeAt = Long.MAX_VALUE;
                if (!intake.isPaused() && group != null) {
                    work();
                }
            }
        });
    }

    // Its sink

    @Override
    public void hosts(final Replication replication) {
        // what is there is read from the bridges
        oracles.removed(replication.removed());
    }

    @Override
    public void tableChange(final TableChange change) {
        world.trace(() -> "table: " + (change instanceof TableChange.HostMoved moved ? moved.after().key() + " from "
            + moved.before().location() + " to " + moved.after().location() : change));
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        world.trace(() -> "log: " + severity + " " + text);
    }
}
