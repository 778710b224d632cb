/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.emulator;

import io.understudy.lab.testbed.LabException;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A network in memory: nodes whose ports are plugged together, and one thread that carries frames between them, serves
 * the connections to the controllers, and does what is asked from outside. So within the network nothing happens at
 * the same time, and nothing needs a lock.
 */
public final class EmulatedNetwork implements AutoCloseable {
    /** Frames that are on their way at once; a loop must not fill the memory. */
    private static final int MOST_FRAMES = 1 << 18;
    /** So many frames are carried before the connections have their turn again. */
    private static final int FRAMES_AT_ONCE = 500;
    private static final long PATIENCE_SECONDS = 180;
    private static final long LONGEST_WAIT_MILLIS = 1000;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final Selector selector;
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Delivery> frames = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private long alarmsSet;
    private long overflowed;
    private volatile boolean open = true;

    private record Delivery(Port to, byte[] frame) {
    }

    private record Alarm(long at, long order, Runnable action) implements Comparable<Alarm> {
        @Override
        public int compareTo(final Alarm other) {
            final int byTime = Long.compare(at - other.at, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Makes a network without a node. */
    public EmulatedNetwork() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new LabException("No selector for the emulated network", e);
        }
        thread = Thread.ofPlatform().daemon().name("emulated-network")
            .uncaughtExceptionHandler(this::failed).start(this::work);
    }

    /**
     * Does something in the network's thread and waits until it is done.
     *
     * @param <T> what it yields
     * @param action what to do
     * @return what it yields
     * @throws LabException if it fails, or the network has failed before
     */
    public <T> T call(final Callable<T> action) {
        final var task = new FutureTask<>(action);
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            tasks.add(task);
            selector.wakeup();
            if (failure.get() != null) {
                task.cancel(false);
            }
        }
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while the emulated network was asked", e);
        } catch (CancellationException | TimeoutException e) {
            throw new LabException("The emulated network does not work any more",
                failure.get() == null ? e : failure.get());
        } catch (ExecutionException e) {
            throw new LabException("The emulated network cannot do that: " + e.getCause().getMessage(), e);
        }
    }

    /**
     * Does something in the network's thread and waits until it is done.
     *
     * @param action what to do
     * @throws LabException if it fails, or the network has failed before
     */
    public void run(final Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    /**
     * How many frames were dropped as there were too many on their way: a sign of a loop.
     *
     * @return the number
     */
    public long overflowed() {
        return call(() -> overflowed);
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The time, by a clock that only goes forward. */
    long now() {
        return System.nanoTime();
    }

    /** Carries a frame to a port, soon. */
    void deliver(final Port to, final byte[] frame) {
        if (frames.size() < MOST_FRAMES) {
            frames.add(new Delivery(to, frame));
        } else {
            overflowed++;
        }
    }

    /** Does something later, in the network's thread. */
    void after(final long nanos, final Runnable action) {
        alarms.add(new Alarm(now() + nanos, alarmsSet++, action));
    }

    /** Has something done whenever a connection can be used. */
    SelectionKey register(final SelectableChannel channel, final int operations, final Runnable ready)
            throws IOException {
        return channel.register(selector, operations, ready);
    }

    private void work() {
        try (selector) {
            while (open) {
                select(waitMillis());
                doTasks();
                soundAlarms();
                carryFrames();
            }
            selector.keys().forEach(key -> closeQuietly(key.channel()));
        } catch (IOException e) {
            failed(thread, e);
        }
    }

    /** An error in the network itself: whoever waits for it is told. */
    private void failed(final Thread where, final Throwable cause) {
        failure.set(cause);
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.cancel(false);
        }
    }

    private void select(final long waitMillis) throws IOException {
        if (waitMillis > 0) {
            selector.select(EmulatedNetwork::serve, waitMillis);
        } else {
            selector.selectNow(EmulatedNetwork::serve);
        }
    }

    private static void serve(final SelectionKey key) {
        ((Runnable) key.attachment()).run();
    }

    private long waitMillis() {
        if (!frames.isEmpty() || !tasks.isEmpty()) {
            return 0;
        }
        return alarms.isEmpty() ? LONGEST_WAIT_MILLIS
            : Math.clamp((alarms.peek().at - now()) / NANOS_PER_MILLISECOND, 0, LONGEST_WAIT_MILLIS);
    }

    private void doTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void soundAlarms() {
        final long now = now();
        while (!alarms.isEmpty() && alarms.peek().at - now <= 0) {
            alarms.poll().action.run();
        }
    }

    private void carryFrames() {
        for (int count = 0; count < FRAMES_AT_ONCE && !frames.isEmpty(); count++) {
            final var delivery = frames.poll();
            delivery.to.take(delivery.frame);
        }
    }

    private static void closeQuietly(final Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }
}
