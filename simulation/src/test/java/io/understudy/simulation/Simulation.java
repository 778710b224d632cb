/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.failover.GroupStatus;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run: a world drawn from a seed, a pair that comes up in it, faults at random times and their healing, a quiet
 * time at the end of which all must be well. Everything is checked after every step.
 */
final class Simulation {
    private static final long SETTLED = 3 * Chance.SECOND;
    private static final long LONGEST_CALLS = 6 * Chance.SECOND;
    private static final long LONGEST_FAULT = 6 * Chance.SECOND;
    /** In how many runs what was heard is sent again, percent. */
    private static final int REPLAYED = 30;
    /** In how many runs one bridge dies for long, and nothing else happens, percent. */
    private static final int DEATHS = 10;
    private static final long DEATH = 20 * Chance.SECOND;
    /** In how many runs the configuration changes, percent. */
    private static final int CHANGING = 33;
    private static final int MOST_CHANGES = 4;
    private static final long SHORTEST_FAULT = 3 * Chance.MILLI;

    private final World world;
    private final Network network;
    private final Controller controller;
    private final Oracles oracles = new Oracles();
    private final Truth truth;
    private final Faults faults;
    private final Changes changes;
    private final boolean changing;
    /** When something begins or ends, ns. */
    private final List<Long> moments = new ArrayList<>();
    private long steps;

    private Simulation(final long seed, final boolean traced) {
        final var chance = new Chance(seed);
        changing = chance.percent(CHANGING);
        world = new World(new Agenda(World.START), chance, new Trace(traced), Settings.draw(chance, changing));
        final var configuration = Configurations.draw(chance, world.settings().trunks(), Network.address(1));
        final boolean tagged = chance.percent(30);
        network = new Network(world, configuration, 2 + chance.below(3), tagged ? 2 : 1 + chance.below(2), tagged,
            (station, number) -> oracles.service().heard(number));
        controller = new Controller(world, configuration);
        final var channels = new Pair<>(new ControlChannel(world, network.bridge(Side.PREFERRED), controller),
            new ControlChannel(world, network.bridge(Side.ALTERNATE), controller));
        for (var side : Side.values()) {
            network.bridge(side).setChannel(channels.get(side));
        }
        controller.wire(channels, new Pair<>(driver(channels, Side.PREFERRED), driver(channels, Side.ALTERNATE)),
            oracles);
        truth = new Truth(world, configuration, network, channels, controller);
        channels.preferred().onChange(truth::changed);
        channels.alternate().onChange(truth::changed);
        faults = new Faults(world, truth, oracles);
        changes = new Changes(world, configuration, network, controller);
        world.trace(() -> world.settings().toString());
        world.trace(configuration::toString);
    }

    private ChannelDriver driver(final Pair<ControlChannel> channels, final Side side) {
        return new ChannelDriver(world, network.bridge(side), channels.get(side), controller, oracles);
    }

    /**
     * What a run was like.
     *
     * @param steps things that happened
     * @param trials frames that were tried to be sent through
     * @param announcements frames that announced a host
     * @param comparisons of the tables of both bridges
     * @param aged hosts that went because nobody used them
     * @param returned frames that came back to their senders
     * @param circles runs in which the same frame came back more than once
     */
    record Figures(long steps, long trials, long announcements, long comparisons, long aged, long returned,
            long circles) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

        Figures plus(final Figures other) {
            return new Figures(steps + other.steps, trials + other.trials, announcements + other.announcements,
                comparisons + other.comparisons, aged + other.aged,
                returned + other.returned, circles + other.circles);
        }
    }

    /**
     * Runs a seed.
     *
     * @return what it was like
     * @throws Violation if something happened that must not
     */
    static Figures run(final long seed) {
        final var simulation = new Simulation(seed, false);
        simulation.live();
        return new Figures(simulation.steps, simulation.oracles.service().trials(),
            simulation.oracles.announcements(), simulation.oracles.comparisons(), simulation.oracles.aged(),
            simulation.network.homecomings().frames(), simulation.network.homecomings().most() > 1 ? 1 : 0);
    }

    /**
     * Runs a seed again and tells everything that happens.
     *
     * @return the trace, with the failure at its end if there is one
     */
    @SuppressWarnings("checkstyle:illegalCatch")
    static String replay(final long seed) {
        final var simulation = new Simulation(seed, true);
        try {
            simulation.live();
        } catch (Violation | RuntimeException e) {
            simulation.world.trace(() -> "FAILED: " + e);
        }
        return simulation.world.trace().toString();
    }

    private void live() {
        oracles.watch(truth);
        begin();
        if (world.chance().percent(REPLAYED)) {
            planReplays();
        }
        // it takes longer than other faults last until the oracle demands that a dead bridge was replaced
        final long healed = world.chance().percent(DEATHS) ? plan(faults.death(), world.now() + SETTLED
            + world.chance().between(0, 8 * Chance.SECOND), DEATH) : planFaults();
        runUntil(changing ? Math.max(healed, planChanges()) : healed);
        world.trace(() -> "all is healed");
        settle();
    }

    private void begin() {
        final var chance = world.chance();
        for (var side : Side.values()) {
            if (chance.percent(10)) {
                // what an earlier controller left behind
                network.bridge(side).leave(chance.percent(60),
                    TrunkPorts.of(truth.configuration().bridges().get(side)));
            }
            truth.channel(side).reconnect();
        }
        controller.start(chance.seed());
        Stream.concat(network.locals().stream(), network.remotes().stream()).forEach(this::speak);
    }

    /** Everybody asks for somebody after a while; some go on and speak from time to time. */
    private void speak(final Station station) {
        final var chance = world.chance();
        final var other = network.locals().contains(station) ? network.partnerOf(station) : network.locals().getFirst();
        world.agenda().after(SETTLED / 2 + chance.between(0, SETTLED / 2), () -> station.askFor(other.address()));
        if (chance.percent(40)) {
            final long interval = chance.between(700 * Chance.MILLI, 2 * Chance.SECOND);
            world.agenda().after(SETTLED, () -> chat(station, other, interval));
        }
        if (chance.percent(10)) {
            // for what happens within milliseconds
            final long interval = chance.spread(5 * Chance.MILLI, 50 * Chance.MILLI);
            world.agenda().after(SETTLED, () -> call(station, other, LONGEST_CALLS, interval));
        }
    }

    /** Asks again and again, by broadcasts. */
    private void call(final Station station, final Station other, final long remaining, final long interval) {
        if (remaining > 0) {
            world.agenda().after(interval, () -> {
                station.askFor(other.address());
                call(station, other, remaining - interval, interval);
            });
        }
    }

    private void chat(final Station station, final Station other, final long interval) {
        station.sendData(other, 0);
        world.agenda().after(interval, () -> chat(station, other, interval));
    }

    /**
     * Somebody repeats what it heard. Not two at once: what one hands to the other has come through nobody, and yet is
     * fresh.
     */
    private void planReplays() {
        final var chance = world.chance();
        final var replayer = network.replayers().get(chance.below(network.replayers().size()));
        for (int count = 1 + chance.below(3); count > 0; count--) {
            world.agenda().after(SETTLED + chance.between(0, 8 * Chance.SECOND), replayer::replay);
        }
    }

    private long planFaults() {
        final var chance = world.chance();
        final int count = 1 + chance.below(chance.percent(30) ? 6 : 3);
        final long first = world.now() + (chance.percent(10) ? 0 : SETTLED);
        final long window = chance.spread(Chance.SECOND / 2, 8 * Chance.SECOND);
        long healed = first;
        long last = first;
        for (int index = 0; index < count; index++) {
            final var fault = faults.draw();
            // many hit shortly after another one
            final long at = index > 0 && chance.percent(40) ? last + chance.spread(Chance.MILLI / 10, Chance.SECOND)
                : first + chance.between(0, window);
            final long duration = chance.spread(SHORTEST_FAULT, LONGEST_FAULT);
            last = at;
            healed = Math.max(healed, plan(fault, at, duration));
        }
        return healed;
    }

    /** Half of them hit when something else just has. */
    private long planChanges() {
        final var chance = world.chance();
        final var others = List.copyOf(moments);
        long ended = world.now();
        for (int count = 1 + chance.below(MOST_CHANGES); count > 0; count--) {
            final long at = chance.percent(50) ? others.get(chance.below(others.size()))
                + chance.spread(Chance.MILLI / 10, Chance.SECOND) : world.now() + chance.between(0, 12 * Chance.SECOND);
            ended = Math.max(ended, plan(changes.draw(), at, chance.spread(SHORTEST_FAULT, LONGEST_FAULT)));
        }
        return ended;
    }

    /** Returns when it is healed, ns. */
    private long plan(final Fault fault, final long at, final long duration) {
        moments.add(at);
        moments.add(at + duration);
        world.agenda().at(at, () -> {
            world.trace(() -> "FAULT: " + fault.name());
            fault.begin().run();
        });
        world.agenda().at(at + duration, () -> {
            world.trace(() -> "HEALED: " + fault.name());
            fault.end().run();
        });
        return at + duration;
    }

    private void settle() {
        final long longest = 4 * world.settings().reconnectDelay() + world.settings().idleTimeout()
            + world.settings().inactivity();
        final long quiet = truth.bounds().silence() + truth.bounds().move() + truth.bounds().programming();
        runUntil(world.now() + longest + quiet);
        for (var side : Side.values()) {
            if (truth.state().bridge(side).maintenance()) {
                // it was asked to end while the role was moving
                faults.maintenance(side, false);
            }
        }
        if (!isProtected()) {
            runUntil(world.now() + quiet + 10 * Chance.SECOND);
        }
        if (reasons().contains("then try a switchover to it")) {
            truth.requested();
            controller.request("switchover", (group, answer, now) ->
                group.switchover(Optional.empty(), "mended", answer, now));
            runUntil(world.now() + quiet);
        }
        if (!isProtected()) {
            throw new Violation("all is healed for long, but the status is " + GroupStatus.of(truth.state()));
        }
        runUntil(world.now() + quiet);
    }

    private boolean isProtected() {
        return GroupStatus.of(truth.state()).code() == GroupStatus.Code.PROTECTED;
    }

    private List<String> reasonList() {
        return GroupStatus.of(truth.state()).reasons();
    }

    private String reasons() {
        return String.join("; ", reasonList());
    }

    private void runUntil(final long end) {
        while (world.agenda().advance(end)) {
            steps++;
            oracles.check();
        }
    }
}
