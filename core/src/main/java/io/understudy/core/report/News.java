/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Command;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Holds news back while the role moves or a suspicion is being confirmed, and a moment longer. To write them down takes
 * more of the processor than the move itself, and everything that a move waits for may run on the same one.
 */
public final class News implements StepObserver {
    /** How long after the last step of a move. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(20);
    /** Operators are not left in the dark for longer, even if a move does not end. */
    private static final long LONGEST_QUIET = TimeUnit.MILLISECONDS.toNanos(250);

    private final GroupSink sink;
    private final Deque<Entry> held = new ArrayDeque<>();
    private long quietSince;
    private long quietUntil;

    private record Entry(Command.Record event, long at) {
    }

    /**
     * Creates it.
     *
     * @param sink takes the events
     * @param now ns
     */
    public News(final GroupSink sink, final long now) {
        this.sink = requireNonNull(sink);
        quietSince = now;
        quietUntil = now;
    }

    /** Holds back while the role moves or a suspicion is confirmed. */
    @Override
    public void stepped(final GroupState before, final GroupState after, final long now) {
        if (before.isUrgent() || after.isUrgent()) {
            holdBack(now);
        }
    }

    /**
     * Takes the news that something urgent goes on.
     */
    void holdBack(final long now) {
        if (now >= quietUntil) {
            if (quietUntil - quietSince >= LONGEST_QUIET && now < quietUntil + QUIET) {
                // a pause, in which all is told that was held
                return;
            }
            quietSince = now;
        }
        quietUntil = Math.min(now + QUIET, quietSince + LONGEST_QUIET);
    }

    /**
     * Takes an event, to be told once it is quiet no longer.
     *
     * @param event what happened
     * @param now ns
     */
    public void event(final Command.Record event, final long now) {
        held.add(new Entry(event, now));
    }

    boolean isQuiet(final long now) {
        return now < quietUntil;
    }

    /**
     * Says when something that is to be told at a time may be told.
     */
    public long notBefore(final long time) {
        return Math.max(time, quietUntil);
    }

    /**
     * Says when {@link #flush} has something to do, ns.
     */
    public long nextDue() {
        return held.isEmpty() ? Moment.NEVER : quietUntil;
    }

    /**
     * Tells what is held, if it may be told.
     */
    public void flush(final long now) {
        while (!isQuiet(now) && !held.isEmpty()) {
            final var entry = held.remove();
            sink.event(entry.event().severity(), entry.event().text(), entry.at());
        }
    }
}
