/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.model.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How news reach the controller's process: by several ways, on each of which they keep their order, so that news of one
 * kind may overtake those of another. While the process pauses they wait, and when it ends they are lost.
 */
final class Intake {
    private static final long LONGEST_START = 2 * Chance.MILLI;

    private final World world;
    private final BooleanSupplier running;
    private final Runnable work;
    private final long[] lastAt =
        LongStream.generate(() -> World.START).limit((long) Way.values().length * Side.values().length).toArray();
    private final List<Queue<Runnable>> underWay = Stream.<Queue<Runnable>>generate(ArrayDeque::new)
        .limit(lastAt.length).toList();
    private final List<Runnable> duringPause = new ArrayList<>();
    private int life;
    private int pauses;
    private long pausedAt;

    /** The ways, and how long news may be on them, ns. */
    enum Way {
        MASTERSHIP(500 * Chance.MICRO), PORTS(20 * Chance.MILLI), PACKETS(200 * Chance.MICRO),
        ANSWERS(200 * Chance.MICRO), DIRECT(100 * Chance.MICRO), REQUESTS(Chance.MILLI),
        CONFIGURATION(Chance.MILLI);

        private final long longest;

        Way(final long longest) {
            this.longest = longest;
        }
    }

    /**
     * Makes the ways to a process.
     *
     * @param running whether it runs
     * @param work what its thread does when there is news
     */
    Intake(final World world, final BooleanSupplier running, final Runnable work) {
        this.world = world;
        this.running = running;
        this.work = work;
    }

    boolean isPaused() {
        return pauses > 0;
    }

    /** When it last paused, or began, ns. */
    long pausedAt() {
        return pausedAt;
    }

    /** Counts its lives. */
    int life() {
        return life;
    }

    void begin() {
        life++;
        pausedAt = world.now();
    }

    void end() {
        life++;
        duringPause.clear();
        underWay.forEach(Queue::clear);
    }

    void pause() {
        pauses++;
    }

    void resume() {
        pauses--;
        pausedAt = world.now();
        if (pauses > 0 || !running.getAsBoolean()) {
            return;
        }
        // its threads wake up in any order: the timer may be looked at before the news that came meanwhile
        final var waiting = List.copyOf(duringPause);
        duringPause.clear();
        long at = world.now() + world.chance().between(0, LONGEST_START);
        final int now = life;
        for (var news : waiting) {
            at += world.chance().between(0, 20 * Chance.MICRO);
            world.agenda().at(at, () -> ifAlive(now, news));
        }
        world.agenda().after(world.chance().between(0, LONGEST_START), () -> ifAlive(now, work));
    }

    /** Does something unless the process ended since then; when it pauses, after the pause. */
    void ifAlive(final int then, final Runnable what) {
        if (then != life || !running.getAsBoolean()) {
            return;
        }
        if (pauses > 0) {
            duringPause.add(what);
        } else {
            what.run();
        }
    }

    /** Brings something by one of the ways; it arrives there at a listener, which leaves work in the mailbox. */
    void bring(final Side side, final Way way, final Runnable listener) {
        final int place = way.ordinal() * 2 + side.ordinal();
        final long delay = world.chance().percent(50) ? 0 : world.chance().between(0, way.longest);
        lastAt[place] = Math.max(lastAt[place], world.now() + delay);
        underWay.get(place).add(listener);
        final int now = life;
        // whichever arrives first brings what was sent first
        final Runnable arrival = () -> ifAlive(now, () -> {
            underWay.get(place).remove().run();
            work.run();
        });
        if (lastAt[place] == world.now()) {
            arrival.run();
        } else {
            world.agenda().at(lastAt[place], arrival);
        }
    }
}
