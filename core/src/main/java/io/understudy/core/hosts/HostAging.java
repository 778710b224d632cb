/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * When hosts are looked at for whether they are used, and which of them are not: neither a frame from it nor one to it
 * has passed the bridge that forwards for the ageing time. Only that bridge counts, and only what it has counted since
 * it forwards and since its flows were written.
 */
final class HostAging {
    private static final int READINGS = 4;
    private static final long SHORTEST_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_INTERVAL = TimeUnit.MINUTES.toNanos(5);
    /** A reading that was not answered after this is asked for again. */
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
    /** So many hosts are forgotten in one go: each costs messages to both bridges. */
    private static final int BATCH = 256;
    private static final long BATCH_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final HostUse use = new HostUse();
    private long agingTime;
    private Optional<Side> measured = Optional.empty();
    /** When it was last asked, or when measuring began. */
    private long lastAsked;
    private long latestToken;
    private boolean waiting;
    private long nextBatch;

    HostAging(final LearningConfiguration configuration, final long now) {
        lastAsked = now;
        nextBatch = now;
        configure(configuration);
    }

    void configure(final LearningConfiguration configuration) {
        agingTime = TimeUnit.SECONDS.toNanos(configuration.agingTimeSeconds());
        if (agingTime == 0) {
            use.clear();
            waiting = false;
        }
    }

    /**
     * Takes which bridge forwards, and can be asked. What another one counted does not count.
     */
    void watch(final Optional<Side> forwarding, final long now) {
        if (!measured.equals(forwarding)) {
            measured = forwarding;
            restart(now);
        }
    }

    /** A bridge is being programmed from scratch. */
    void programmed(final Side side, final long now) {
        if (isMeasured(side)) {
            restart(now);
        }
    }

    private void restart(final long now) {
        use.clear();
        waiting = false;
        lastAsked = now;
    }

    /** The flows of some hosts are being written or removed. */
    void written(final Side side, final Iterable<HostKey> hosts) {
        if (isMeasured(side)) {
            use.written(hosts);
        }
    }

    private boolean isMeasured(final Side side) {
        return agingTime > 0 && measured.filter(which -> which == side).isPresent();
    }

    /**
     * Tells whether the bridge that forwards is to be asked now.
     *
     * @return the token for the answer; empty if it is not
     */
    OptionalLong ask(final long now) {
        if (now < nextQuestion()) {
            return OptionalLong.empty();
        }
        lastAsked = now;
        waiting = true;
        use.ask(now);
        return OptionalLong.of(++latestToken);
    }

    Side measured() {
        return measured.orElseThrow();
    }

    /**
     * Takes the answer; empty if there is none.
     */
    void answered(final Side side, final long token, final Optional<Map<HostKey, Long>> packets, final long now) {
        if (!waiting || token != latestToken || !isMeasured(side)) {
            return;
        }
        waiting = false;
        packets.ifPresentOrElse(counted -> use.take(counted, now), use::drop);
    }

    /**
     * Goes on with what there is to compare, and hands out what is not used: not too many at once.
     */
    Set<HostKey> takeUnused(final long now) {
        if (use.isComparing()) {
            use.compare(agingTime);
        }
        if (!use.hasUnused() || now < nextBatch) {
            return Set.of();
        }
        nextBatch = now + BATCH_INTERVAL;
        return use.takeUnused(BATCH);
    }

    /** Says when something is due, ns. */
    long nextDue() {
        if (agingTime == 0 || measured.isEmpty()) {
            return Moment.NEVER;
        }
        if (use.isComparing()) {
            return lastAsked;
        }
        return use.hasUnused() ? Math.min(nextQuestion(), nextBatch) : nextQuestion();
    }

    private long nextQuestion() {
        if (agingTime == 0 || measured.isEmpty() || use.isComparing()) {
            return Moment.NEVER;
        }
        final long interval = Math.clamp(agingTime / READINGS, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        return lastAsked + (waiting ? Math.max(interval, PATIENCE) : interval);
    }
}
