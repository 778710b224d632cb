/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import java.util.Arrays;

/**
 * Virtual time: what is to happen, in the order of its time, and of its planning where that is the same.
 */
final class Agenda {
    private static final int FIRST_CAPACITY = 256;

    private long[] times = new long[FIRST_CAPACITY];
    private long[] orders = new long[FIRST_CAPACITY];
    private Runnable[] works = new Runnable[FIRST_CAPACITY];
    private int size;
    private long planned;
    private long now;

    Agenda(final long start) {
        now = start;
    }

    /** The time, ns. */
    long now() {
        return now;
    }

    void after(final long delay, final Runnable work) {
        at(now + delay, work);
    }

    void at(final long time, final Runnable work) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            works = Arrays.copyOf(works, 2 * size);
        }
        int place = size++;
        final long order = planned++;
        while (place > 0) {
            final int parent = (place - 1) / 2;
            if (!isBefore(time, order, times[parent], orders[parent])) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, Math.max(time, now), order, work);
    }

    /**
     * Does what is next, if its time is not after the end.
     *
     * @return false if nothing was left to do until then; it is the end now
     */
    boolean advance(final long end) {
        if (size == 0 || times[0] > end) {
            now = Math.max(now, end);
            return false;
        }
        now = times[0];
        final var work = works[0];
        size--;
        final long time = times[size];
        final long order = orders[size];
        final var last = works[size];
        works[size] = null;
        if (size > 0) {
            sink(time, order, last);
        }
        work.run();
        return true;
    }

    private void sink(final long time, final long order, final Runnable work) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(times[child + 1], orders[child + 1], times[child], orders[child])) {
                child++;
            }
            if (!isBefore(times[child], orders[child], time, order)) {
                break;
            }
            move(child, place);
            place = child;
        }
        put(place, time, order, work);
    }

    private static boolean isBefore(final long time, final long order, final long otherTime, final long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }

    private void move(final int from, final int to) {
        put(to, times[from], orders[from], works[from]);
    }

    private void put(final int place, final long time, final long order, final Runnable work) {
        times[place] = time;
        orders[place] = order;
        works[place] = work;
    }
}
