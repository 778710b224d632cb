/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.group.Backlog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a group's thread. Evidence goes before learning, so that a storm of new hosts delays no heartbeat;
 * and learning is bounded, for a frame that is not learned now will be learned later.
 */
final class Mailbox {
    private static final int MAX_ROUTINE = 16_384;

    private final Lock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Runnable> urgent = new ArrayDeque<>();
    private final Queue<Runnable> routine = new ArrayDeque<>();

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

    Backlog backlog() {
        lock.lock();
        try {
            if (urgent.isEmpty()) {
                return routine.isEmpty() ? Backlog.NONE : Backlog.LEARNING;
            }
            return Backlog.EVIDENCE;
        } finally {
            lock.unlock();
        }
    }
}
