/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.announcement;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.math.LongMath;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.Moment;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One announcement of some hosts, round after round. Used by one thread. Times are nanoseconds of an arbitrary
 * monotonic origin.
 *
 * <p>The first round is due at once, of many hosts the first {@value #AT_ONCE} frames: it ends the outage. The frames
 * of the later rounds are spread by the rate limit, or without one sent in portions with pauses, for a bridge with one
 * thread for both forwards nothing while it announces. A round that is not through when the next one is due delays it.
 * Frames are made when they are due, so a run costs no memory for them, and nobody is announced who has moved away
 * since it began.
 */
public final class AnnouncementRun {
    /** Frames of the first round before its first pause. */
    static final int AT_ONCE = 1024;
    /** Frames between two pauses. */
    static final int PORTION = 64;
    /** A switch in software sends a portion in a tenth of that. */
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(16);
    /** How long all pauses of a round may take. */
    static final long MOST_PAUSES = TimeUnit.SECONDS.toNanos(2);

    private final ImmutableList<Host> hosts;
    private final AnnouncementMethod method;
    private final List<Long> roundOffsetsMillis;
    private final long start;
    private final long spacing;
    private final long pause;

    private final Function<Host, Optional<Host>> lookUp;

    /** Who is still to be announced in this round. */
    private Iterator<Host> waiting;
    private Function<Host, List<byte[]>> encoder;
    /** The frames of one host. */
    private Iterator<byte[]> frames = Collections.emptyIterator();
    /** How many frames of this round were taken. */
    private int taken;
    private int roundsCompleted;
    private long next;

    /**
     * Starts an announcement.
     *
     * @param hosts whom to announce, in the order of the frames; copied
     * @param first the first round; its hosts are copied
     * @param lookUp returns a host as it is when its frames are made; empty if it is not to be announced any more
     * @param configuration how to announce them
     * @param start when the first round is due
     */
    public AnnouncementRun(final Collection<Host> hosts, final FirstRound first,
            final Function<Host, Optional<Host>> lookUp, final AnnouncementConfiguration configuration,
            final long start) {
        this.start = start;
        this.lookUp = requireNonNull(lookUp);
        method = configuration.method();
        this.hosts = method == AnnouncementMethod.NONE ? ImmutableList.of() : ImmutableList.copyOf(hosts);
        // Nothing to announce is an announcement of no rounds.
        roundOffsetsMillis =
            this.hosts.isEmpty() ? List.of() : AnnouncementSchedule.roundOffsetsMillis(configuration);
        spacing = configuration.rateLimit() == 0 ? 0
            : LongMath.divide(TimeUnit.SECONDS.toNanos(1), configuration.rateLimit(), RoundingMode.CEILING);
        pause = Math.min(PAUSE, MOST_PAUSES / (1 + this.hosts.size() / PORTION));
        next = start;
        waiting = finished() ? Collections.emptyIterator() : ImmutableList.copyOf(first.hosts()).iterator();
        encoder = first.frames();
        if (!finished() && !waiting.hasNext()) {
            // a first round without hosts is over when it begins
            complete(next);
        }
    }

    /**
     * Takes frames whose time has come.
     *
     * @param now the time
     * @param limit how many at most
     * @return the frames in the order in which to send them; they will not be handed out again
     */
    public List<byte[]> due(final long now, final int limit) {
        final var due = new ArrayList<byte[]>();
        while (due.size() < limit && !finished() && next - now <= 0) {
            while (!frames.hasNext() && waiting.hasNext()) {
                frames = lookUp.apply(waiting.next()).map(encoder).orElseGet(List::of).iterator();
            }
            if (frames.hasNext()) {
                due.add(frames.next());
                taken++;
                next = following(now);
            }
            if (!frames.hasNext() && !waiting.hasNext()) {
                complete(next);
            }
        }
        return due;
    }

    private long following(final long now) {
        final boolean first = roundsCompleted == 0;
        if (!first && spacing > 0) {
            return next + spacing;
        }
        return taken % PORTION == 0 && (!first || taken >= AT_ONCE) ? now + pause : next;
    }

    private void complete(final long following) {
        roundsCompleted++;
        taken = 0;
        if (!finished()) {
            waiting = hosts.iterator();
            encoder = host -> AnnouncementFrames.framesFor(host, method);
            final long planned = start + TimeUnit.MILLISECONDS.toNanos(roundOffsetsMillis.get(roundsCompleted));
            next = planned - following > 0 ? planned : following;
        }
    }

    /**
     * When the next frame is due.
     *
     * @return the time, or {@link Moment#NEVER} when all have been taken
     */
    public long nextDue() {
        return finished() ? Moment.NEVER : next;
    }

    /**
     * Whether all frames have been taken.
     *
     * @return true at once if there are no hosts or the method is {@link AnnouncementMethod#NONE}
     */
    public boolean finished() {
        return roundsCompleted == roundOffsetsMillis.size();
    }

    /**
     * The number of hosts that are announced.
     *
     * @return how many; 0 with the method {@link AnnouncementMethod#NONE}
     */
    public int hosts() {
        return hosts.size();
    }

    /**
     * The number of rounds whose frames have all been taken.
     *
     * @return how many
     */
    public int roundsCompleted() {
        return roundsCompleted;
    }
}
