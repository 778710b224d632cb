/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.testbed.LabException;
import io.understudy.lab.testbed.Topology;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hosts that nobody has seen before, one after the other: each asks once for an address behind the uplink, as when a
 * worm scans, or somebody floods the switches' tables on purpose.
 */
public final class Storm implements AutoCloseable {
    /** New hosts a second. */
    public static final int LOWEST_RATE = 50;
    /** New hosts a second. */
    public static final int HIGHEST_RATE = 50_000;

    private static final int SLICES_PER_SECOND = 50;
    private static final int MOST_HOSTS = 60_000;
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1) / SLICES_PER_SECOND;

    private final Voice voice;
    private final Runnable end;
    private final int last;
    private final int rate;
    private final Thread blowing;
    private int next;
    private volatile boolean over;
    private volatile Throwable failure;

    /**
     * By which hosts are heard.
     */
    @FunctionalInterface
    public interface Voice {
        /**
         * Lets hosts speak, all at once.
         *
         * @param first the first of them
         * @param last the last of them
         */
        void speak(int first, int last);
    }

    private Storm(final Voice voice, final Runnable end, final int first, final int last, final int rate) {
        this.voice = requireNonNull(voice);
        this.end = requireNonNull(end);
        this.last = last;
        this.rate = rate;
        next = first;
        blowing = Thread.ofPlatform().name("storm")
            .uncaughtExceptionHandler((thread, cause) -> failure = cause).unstarted(this::blow);
    }

    /**
     * Starts a storm behind the last local host's port; it goes on until it is closed, or there are no addresses left.
     *
     * @param lab the hosts that are there already
     * @param rate new hosts a second, 50 to 50,000
     * @return the storm
     */
    public static Storm start(final Topology lab, final int rate) {
        check(rate);
        final var injector = FrameInjector.start(lab.localHost(lab.hosts()).namespace());
        final var strangers = Topology.of(MOST_HOSTS);
        final var target = lab.outsideHost(1).address();
        return begun(new Storm((first, last) -> injector.ask(strangers, first, last, target), injector::close,
            lab.hosts() + 1, MOST_HOSTS, rate));
    }

    /**
     * Starts a storm of hosts that have a voice already; it goes on until it is closed, or all have spoken.
     *
     * @param voice lets them speak
     * @param first the first of them
     * @param last the last of them
     * @param rate new hosts a second, 50 to 50,000
     * @return the storm
     */
    public static Storm start(final Voice voice, final int first, final int last, final int rate) {
        check(rate);
        return begun(new Storm(voice, () -> { }, first, last, rate));
    }

    private static void check(final int rate) {
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new IllegalArgumentException("A storm is of 50 to 50,000 new hosts a second, not " + rate);
        }
    }

    private static Storm begun(final Storm storm) {
        storm.blowing.start();
        return storm;
    }

    /**
     * Ends the storm.
     *
     * @throws LabException if it had ended before, for the hosts could not speak: what was seen since then was seen
     *     without a storm
     */
    @Override
    public void close() {
        over = true;
        try {
            blowing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.run();
        if (failure != null) {
            throw new LabException("The storm ended before host " + next + ": " + failure.getMessage(), failure);
        }
    }

    private void blow() {
        final int slice = rate / SLICES_PER_SECOND;
        long due = System.nanoTime();
        while (!over && next + slice - 1 <= last) {
            voice.speak(next, next + slice - 1);
            next += slice;
            due += SLICE_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}
