/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import java.util.PriorityQueue;

/**
 * What is to happen in virtual time, in the order of its time, and of its making where that is the same.
 */
final class Appointments {
    private final PriorityQueue<Appointment> agenda = new PriorityQueue<>();
    private long made;

    private record Appointment(long at, long order, Runnable work) implements Comparable<Appointment> {
        @Override
        public int compareTo(final Appointment other) {
            final int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    void make(final long at, final Runnable work) {
        agenda.add(new Appointment(at, made++, work));
    }

    /** When the next one is, ns; {@link Long#MAX_VALUE} if there is none. */
    long nextAt() {
        return agenda.isEmpty() ? Long.MAX_VALUE : agenda.element().at();
    }

    void keepNext() {
        agenda.remove().work().run();
    }
}
