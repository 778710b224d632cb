/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Location;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Frames that announce hosts and wait for their turn at one bridge. Few of them are on their way at a time, so that
 * what must not wait, like the end of its gate, finds few before it. Used by the group's thread alone.
 */
final class AnnouncementQueue {
    /** Frames between two barriers. A switch sends some forty in a millisecond. */
    static final int PORTION = 64;
    /** While one portion is carried out the next one is on its way. */
    static final int PORTIONS_UNDER_WAY = 2;

    /** How many may wait: enough for the next portions, and however many hosts there are, not more. */
    static final int WAITING = 8 * PORTION;

    private final BiConsumer<Location, byte[]> send;
    private final Consumer<Runnable> barrier;
    private final Queue<Departure> waiting = new ArrayDeque<>();
    private int underWay;
    private int way;

    private record Departure(Location location, byte[] frame) {
    }

    /**
     * Creates an empty queue.
     *
     * @param send sends a frame out of a port
     * @param barrier asks the bridge for a barrier, and later runs something on the group's thread: when it has been
     *     answered, or when it never will be
     */
    AnnouncementQueue(final BiConsumer<Location, byte[]> send, final Consumer<Runnable> barrier) {
        this.send = requireNonNull(send);
        this.barrier = requireNonNull(barrier);
    }

    void add(final Location location, final List<byte[]> frames) {
        frames.forEach(frame -> waiting.add(new Departure(location, frame)));
        proceed();
    }

    /**
     * Tells how many frames may be added. Where it is none the barrier's answer makes room.
     */
    int room() {
        return Math.max(0, WAITING - waiting.size());
    }

    void clear() {
        waiting.clear();
    }

    /**
     * The way to the bridge is another one now. What was to be answered by the one before may never be, so it is not
     * waited for; what waits leaves by the new one.
     */
    void restart() {
        way++;
        underWay = 0;
        proceed();
    }

    private void proceed() {
        while (underWay < PORTIONS_UNDER_WAY && !waiting.isEmpty()) {
            for (int frame = 0; frame < PORTION && !waiting.isEmpty(); frame++) {
                final var next = waiting.remove();
                send.accept(next.location(), next.frame());
            }
            underWay++;
            final int taken = way;
            barrier.accept(() -> {
                if (taken == way) {
                    underWay--;
                    proceed();
                }
            });
        }
    }
}
