/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Moment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The hosts whose flows one bridge must be brought up to date with. What it has not been told stays its own debt when
 * the role moves, and what it refused does, too, until it takes it.
 *
 * <p>The bridge is told of few hosts at a time, and of the next ones when it has confirmed these. So nothing that must
 * not wait, like its gate, ever waits for long behind them; and changes of one host cannot overtake each other: of one
 * that changes meanwhile the bridge is told with a later batch, as it is then.
 *
 * <p>Those come first whose frames it may send to where they are no longer. One that it does not know yet can wait: its
 * frames are flooded, and arrive.
 *
 * <p>If it refuses a flow of a host, both flows of that host are withdrawn: one that was left of an earlier place would
 * send frames to where the host is no longer, while the frames of an unknown host are flooded and arrive. What it
 * refused is offered again with growing pauses; few hosts at first, and more as long as it takes them all.
 *
 * <p>Only bookkeeping: nothing is sent from here.
 */
final class FlowBacklog {
    /** Hosts that a bridge is told of at a time. */
    static final int WINDOW = 64;
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);

    /** Hosts that the bridge may hold where they are no longer. */
    private final UpdateQueue misplaced = new UpdateQueue();
    /** Hosts that it does not hold, as far as it was told. */
    private final UpdateQueue unknown = new UpdateQueue();
    /** Hosts that have changed since {@link #release}. */
    private Set<HostKey> unreleased = new LinkedHashSet<>();
    private final Set<HostKey> withdrawn = new LinkedHashSet<>();
    /** Hosts that were refused, those first that have not been offered for longest. */
    private final Set<HostKey> refused = new LinkedHashSet<>();
    private Optional<String> reason = Optional.empty();
    private long pause = SHORTEST_PAUSE;
    private long retryAt = Moment.NEVER;
    /** Whether it has not been told of all hosts yet since it was programmed. */
    private boolean catchingUp;

    /** What the bridge has been told of and not confirmed yet, with what it was told. */
    private final Map<HostKey, HostUpdate> underWay = new LinkedHashMap<>();
    private Kind kind = Kind.CHANGE;
    private long token;

    private enum Kind {
        CHANGE, WITHDRAWAL, RETRY
    }

    /**
     * What the bridge is to be told.
     *
     * @param token for its answer
     * @param updates the hosts
     */
    record Batch(long token, List<HostUpdate> updates) {
    }

    /**
     * Takes the news of a new host.
     */
    void appeared(final HostKey key) {
        if (!misplaced.contains(key)) {
            unknown.add(key);
        }
        unreleased.add(key);
    }

    /**
     * Takes the news that a host has moved or is gone.
     */
    void changed(final HostKey key) {
        if (!unknown.contains(key)) {
            misplaced.add(key);
        }
        unreleased.add(key);
    }

    /**
     * Takes the news that a host has another address. Its flows stay as they are.
     */
    void readdressed(final HostKey key) {
        unreleased.add(key);
    }

    /**
     * Begins anew, for the bridge is being programmed from scratch: what is under way will be undone. Nothing is told
     * before {@link #release}, which does not hand out these hosts.
     *
     * @param hosts whom it will have to be told of
     * @param stale hosts that it goes on holding where they are not
     */
    void restart(final Collection<Host> hosts, final Collection<HostKey> stale) {
        misplaced.clear();
        unknown.clear();
        stale.forEach(misplaced::add);
        hosts.stream().map(Host::key).filter(key -> !misplaced.contains(key)).forEach(unknown::add);
        unreleased.clear();
        withdrawn.clear();
        refused.clear();
        underWay.clear();
        token++;
        catchingUp = true;
        settled();
    }

    /**
     * Tells, once, that the bridge has been told of all hosts since {@link #restart}.
     */
    boolean takeCaughtUp() {
        if (!catchingUp || waiting() > 0) {
            return false;
        }
        catchingUp = false;
        return true;
    }

    private void settled() {
        reason = Optional.empty();
        pause = SHORTEST_PAUSE;
        retryAt = Moment.NEVER;
    }

    /**
     * Lets the bridge be told of all changes so far.
     *
     * @param newcomers of how many new hosts at most; others that might be told already wait again
     * @return the hosts that have changed or have another address since it was called last
     */
    List<HostKey> release(final int newcomers) {
        misplaced.release(misplaced.size());
        unknown.release(newcomers);
        final var hosts = List.copyOf(unreleased);
        // not cleared: a set that held many hosts keeps the room for as many
        unreleased = new LinkedHashSet<>();
        return hosts;
    }

    /**
     * Counts the hosts that have changed or have another address and are not to be told yet.
     */
    int held() {
        return unreleased.size();
    }

    /**
     * Counts those of which the bridge may hold where they are no longer.
     */
    int heldMisplaced() {
        return misplaced.held();
    }

    /**
     * Counts the new hosts that the bridge has not been told of.
     */
    int newcomers() {
        return unknown.size();
    }

    /**
     * Counts the hosts that were not released: all that have changed or have another address, or all that are new.
     */
    int unreleased() {
        return Math.max(unreleased.size(), unknown.held());
    }

    /**
     * Takes what the bridge is to be told next. Nothing, as long as it has not answered.
     *
     * @param find tells where a host is now; empty if it is gone
     */
    Optional<Batch> next(final Function<HostKey, Optional<Host>> find, final long now) {
        if (!underWay.isEmpty()) {
            return Optional.empty();
        }
        if (!withdrawn.isEmpty()) {
            kind = Kind.WITHDRAWAL;
            ImmutableList.copyOf(Iterables.limit(withdrawn, WINDOW)).forEach(key -> {
                withdrawn.remove(key);
                underWay.put(key, new HostUpdate(key, Optional.empty()));
            });
        } else if (misplaced.released() > 0 || unknown.released() > 0) {
            kind = Kind.CHANGE;
            final var first = misplaced.take(WINDOW);
            Stream.concat(first.stream(), unknown.take(WINDOW - first.size()).stream())
                .forEach(key -> underWay.put(key, new HostUpdate(key, find.apply(key))));
        } else if (now >= retryAt) {
            kind = Kind.RETRY;
            Iterables.limit(refused, WINDOW)
                .forEach(key -> underWay.put(key, new HostUpdate(key, find.apply(key))));
        }
        return underWay.isEmpty() ? Optional.empty()
            : Optional.of(new Batch(++token, List.copyOf(underWay.values())));
    }

    /**
     * Takes the bridge's answer.
     *
     * @return whether it is the one that is waited for
     */
    boolean answered(final HostsAnswer answer, final long now) {
        if (underWay.isEmpty() || answer.token() != token) {
            return false;
        }
        final boolean indebted = !refused.isEmpty();
        boolean allTaken = true;
        boolean room = false;
        for (var update : underWay.values()) {
            if (!answer.answered() || answer.refused().contains(update.key())) {
                allTaken = false;
                refused(update);
            } else if (kind != Kind.WITHDRAWAL) {
                refused.remove(update.key());
                room |= update.now().isEmpty();
            }
        }
        underWay.clear();
        if (!allTaken) {
            reason = answer.failure();
        }
        schedule(indebted, allTaken, room, now);
        return true;
    }

    private void refused(final HostUpdate update) {
        refused.remove(update.key());
        refused.add(update.key());
        if (update.now().isPresent()) {
            withdrawn.add(update.key());
        }
    }

    /**
     * Plans when what was refused is offered again: soon where there is room now, at once where all of it was taken so
     * far, else ever later.
     */
    private void schedule(final boolean indebted, final boolean allTaken, final boolean room, final long now) {
        if (refused.isEmpty()) {
            settled();
        } else if (!indebted || room) {
            pause = SHORTEST_PAUSE;
            retryAt = Math.min(retryAt, now + pause);
        } else if (kind == Kind.RETRY && allTaken) {
            pause = SHORTEST_PAUSE;
            retryAt = now;
        } else if (kind == Kind.RETRY) {
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            retryAt = now + pause;
        }
    }

    /**
     * Says when something that was refused is offered again. What is to be told besides is due with the bridge's
     * answer, and with what the caller releases.
     *
     * @return ns
     */
    long nextDue() {
        return underWay.isEmpty() ? retryAt : Moment.NEVER;
    }

    /**
     * Counts the hosts that the bridge has not been told of, or has not confirmed.
     */
    int waiting() {
        return misplaced.size() + unknown.size() + (kind == Kind.CHANGE ? underWay.size() : 0);
    }

    int refusedCount() {
        return refused.size();
    }

    Optional<String> reason() {
        return reason;
    }
}
