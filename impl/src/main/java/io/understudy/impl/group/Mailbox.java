/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.hosts.Backlog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a group's thread. Evidence goes before learning, so that a storm of new hosts delays no heartbeat;
 * and learning is bounded, for a frame that is not learned now will be learned later.
 *
 * <p>Time is judged when no evidence waits; but guests can send what looks like evidence faster than it is read, and
 * must not stop the clock by that. So time is judged at least every {@value #LONGEST_MILLIS} ms all the same. It is
 * safe to do so: silence counts only when a barrier was answered, and its answer waits in its turn, too.
 */
final class Mailbox {
    private static final int MAX_ROUTINE = 16_384;
    private static final long LONGEST_MILLIS = 20;
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);

    private final Lock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Runnable> urgent = new ArrayDeque<>();
    private final Queue<Runnable> routine = new ArrayDeque<>();
    private boolean behind;
    private long behindSince;

    void urgent(final Runnable work) {
        put(urgent, work, Integer.MAX_VALUE);
    }

    boolean routine(final Runnable work) {
        return put(routine, work, MAX_ROUTINE);
    }

    private boolean put(final Queue<Runnable> queue, final Runnable work, final int bound) {
        lock.lock();
        try {
            if (queue.size() >= bound) {
                return false;
            }
            queue.add(work);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work.
     *
     * @param deadline until when, on the clock of {@link System#nanoTime()}
     * @return the next work; null when the deadline has passed without any
     */
    Runnable take(final long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                final var next = urgent.isEmpty() ? routine.poll() : urgent.poll();
                if (next != null) {
                    return next;
                }
                final long remaining = deadline - System.nanoTime();
                if (remaining <= 0) {
                    return null;
                }
                if (!arrived.await(remaining, TimeUnit.NANOSECONDS) && urgent.isEmpty() && routine.isEmpty()) {
                    return null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells what waits.
     *
     * @param now on the clock of {@link System#nanoTime()}
     */
    Backlog backlog(final long now) {
        lock.lock();
        try {
            if (urgent.isEmpty()) {
                behind = false;
                return routine.isEmpty() ? Backlog.NONE : Backlog.LEARNING;
            }
            final boolean judged = behind && now - behindSince >= LONGEST;
            behindSince = !behind || judged ? now : behindSince;
            behind = true;
            return judged ? Backlog.LEARNING : Backlog.EVIDENCE;
        } finally {
            lock.unlock();
        }
    }
}
