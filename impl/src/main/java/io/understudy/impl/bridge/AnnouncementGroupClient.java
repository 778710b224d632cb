/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.ListenableFuture;
import io.understudy.core.announcement.AnnouncementBuckets;
import io.understudy.core.announcement.AnnouncementGroups;
import io.understudy.core.bridge.AnnouncementGroupCoverage;
import io.understudy.core.bridge.Burst;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.impl.openflow.AnnouncementGroupMods;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.LinkEndedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Keeps the announcement groups of one bridge, and has them announce. All of it goes by the direct connection, one
 * group after the other; without that connection, and where the bridge refuses groups, there are none. Used by the
 * group's thread alone.
 */
final class AnnouncementGroupClient {
    /** While the bridge announces one group, the next one is on its way. */
    private static final int GROUPS_UNDER_WAY = 2;

    private final AnnouncementGroups groups = new AnnouncementGroups();
    private final AnnouncementBuckets buckets;
    private final AnswerMailbox mailbox;
    private Optional<DirectLink> link = Optional.empty();
    private long uplink = -1;
    private boolean programmed;
    private boolean writing;
    private int due;
    private Optional<BurstRun> latest = Optional.empty();
    private Optional<String> refusal = Optional.empty();

    /** A burst, of which some groups still wait for their turn. */
    private static final class BurstRun {
        private final DirectLink on;
        private final Queue<Map.Entry<Integer, Integer>> waiting;
        private final List<Integer> sent = new ArrayList<>();
        private int underWay;
        private int leftOut;
        private boolean stopped;

        BurstRun(final DirectLink on, final ImmutableMap<Integer, Integer> used) {
            this.on = on;
            waiting = new ArrayDeque<>(used.entrySet());
        }

        /** Takes the next group. One that has changed meanwhile is left out: a host of it may have moved away. */
        Optional<Integer> next(final AnnouncementGroups groups) {
            while (!waiting.isEmpty()) {
                final var next = waiting.remove();
                if (groups.use(next.getKey())) {
                    sent.add(next.getKey());
                    underWay++;
                    return Optional.of(next.getKey());
                }
                leftOut += next.getValue();
            }
            return Optional.empty();
        }
    }

    AnnouncementGroupClient(final AnnouncementMethod method, final AnswerMailbox mailbox) {
        buckets = new AnnouncementBuckets(groups, method);
        this.mailbox = requireNonNull(mailbox);
    }

    /**
     * Takes the direct connection, or its end. Whether what was under way by the one before has arrived is not known.
     */
    void linked(final Optional<DirectLink> now) {
        link = now;
        writing = false;
        refusal = Optional.empty();
        groups.invalidate();
        begin();
    }

    /**
     * Takes all hosts, for the bridge is being programmed from scratch.
     */
    void program(final long uplinkPort, final Collection<Host> hosts) {
        uplink = uplinkPort;
        programmed = true;
        buckets.restart(hosts);
        refusal = Optional.empty();
        begin();
    }

    /**
     * Takes another method. What the buckets say by the one before must not be announced any more.
     */
    void announceBy(final AnnouncementMethod method, final Collection<Host> hosts) {
        if (buckets.announceBy(method)) {
            buckets.restart(hosts);
            refusal = Optional.empty();
            begin();
        }
    }

    /** What an earlier life left behind goes first. */
    private void begin() {
        if (programmed && link.isPresent()) {
            writing = true;
            due = groups.changed();
            whenDone(link.orElseThrow(), link.orElseThrow().exchange(AnnouncementGroupMods.removeAll()),
                done -> next());
        }
    }

    /**
     * Takes what has become of some hosts. Groups that are no longer right are not used until they are written anew.
     */
    void update(final List<HostUpdate> updates) {
        updates.forEach(update -> buckets.update(update.key(), update.now()));
    }

    /**
     * Writes the groups that have changed: not at every change, for each makes the bridge take a group of hosts. While
     * earlier ones are under way, those that have changed meanwhile follow.
     */
    void write() {
        if (programmed) {
            due = groups.changed();
        }
        if (programmed && !writing) {
            next();
        }
    }

    private void next() {
        writing = false;
        if (due > 0 && link.isPresent() && refusal.isEmpty()) {
            due--;
            groups.takeChanged().ifPresent(contents -> {
                writing = true;
                final var messages = AnnouncementGroupMods.write(contents, buckets::address, uplink);
                whenDone(link.orElseThrow(), link.orElseThrow().exchange(messages), done -> {
                    groups.confirmed(contents);
                    next();
                });
            });
        }
    }

    /**
     * Announces the hosts of all groups that can be used, and later tells how many were not seen to leave. Few groups
     * are on their way at a time: a bridge with one thread for both forwards nothing while it announces a group.
     *
     * @return what they announce; empty if there is no group to use
     */
    Optional<Burst> burst() {
        final var used = link.isPresent() && refusal.isEmpty() ? groups.usable() : ImmutableMap.<Integer, Integer>of();
        if (used.isEmpty()) {
            return Optional.empty();
        }
        final var begun = new BurstRun(link.orElseThrow(), used);
        latest = Optional.of(begun);
        for (int group = 0; group < GROUPS_UNDER_WAY; group++) {
            proceed(begun);
        }
        return Optional.of(new Burst(used.values().stream().mapToInt(Integer::intValue).sum(),
            ImmutableSet.copyOf(groups.uncovered())));
    }

    /**
     * Leaves out those groups of a burst that have not had their turn.
     */
    void stop() {
        latest.ifPresent(burst -> burst.stopped = true);
    }

    private boolean isLatest(final BurstRun burst) {
        return latest.filter(last -> last == burst).isPresent();
    }

    private void proceed(final BurstRun burst) {
        if (burst.stopped || !isLatest(burst)) {
            return;
        }
        final var next = burst.next(groups);
        if (next.isPresent()) {
            whenDone(burst.on, burst.on.exchange(AnnouncementGroupMods.burst(next.orElseThrow(), buckets.template())),
                done -> {
                    burst.underWay--;
                    proceed(burst);
                });
        } else if (burst.underWay == 0) {
            whenDone(burst.on, burst.on.groupCounters(), counters -> count(burst, counters));
        }
    }

    /**
     * Tells how many hosts the groups would announce now.
     */
    AnnouncementGroupCoverage coverage() {
        return new AnnouncementGroupCoverage(link.isPresent() && refusal.isEmpty() ? groups.covered() : 0,
            link.isEmpty() ? Optional.of("there is no direct connection") : refusal);
    }

    /** The counters go on from burst to burst, so where another one has begun only its count can tell. */
    private void count(final BurstRun burst, final ImmutableMap<Integer, ImmutableList<Long>> counters) {
        if (!isLatest(burst)) {
            return;
        }
        mailbox.answers().announcementsMissing(burst.leftOut + burst.sent.stream()
            .mapToInt(group -> groups.shortfall(group,
                counters.getOrDefault(AnnouncementGroupMods.FIRST + group, ImmutableList.of())).size())
            .sum());
    }

    private <T> void whenDone(final DirectLink on, final ListenableFuture<T> answer, final Consumer<T> then) {
        mailbox.whenEnded(answer, result -> ifStill(on, () -> then.accept(result)),
            cause -> ifStill(on, () -> failed(cause)));
    }

    private void ifStill(final DirectLink on, final Runnable work) {
        if (link.filter(now -> now == on).isPresent()) {
            work.run();
        }
    }

    private void failed(final Throwable cause) {
        writing = false;
        if (!(cause instanceof LinkEndedException) && refusal.isEmpty()) {
            refusal = Optional.of(String.valueOf(cause.getMessage()));
            mailbox.answers().announcementGroupsRefused(refusal.orElseThrow());
        }
    }
}
