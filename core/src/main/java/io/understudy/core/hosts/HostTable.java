/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.bridge.HostUpdate;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.failover.Severity;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Location;
import io.understudy.core.model.MacAddress;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.GroupSink;
import io.understudy.core.report.PendingHosts;
import io.understudy.core.table.ForwardingTable;
import io.understudy.core.table.Relocation;
import io.understudy.core.table.TableChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The forwarding table and its way to the bridges: at once to the one that forwards, by incremental updates to the
 * other one and to the sink.
 */
final class HostTable {
    /** How long after an announcement its reflection may come back through the switches. */
    private static final long REFLECTION = TimeUnit.SECONDS.toNanos(5);
    /** How long after the second gate was closed a frame that passed it may still be on its way to us. */
    private static final long LINGERING = TimeUnit.SECONDS.toNanos(1);
    /** New hosts that a bridge that forwards is told of without a pause. */
    private static final int MOST_AT_ONCE = 1024;

    private final GroupSink sink;
    private final ForwardingTable table;
    private final Pair<FlowBacklog> backlogs = new Pair<>(new FlowBacklog(), new FlowBacklog());
    /** Hosts that were adopted, and not seen since. */
    private final Set<HostKey> unseen = new HashSet<>();
    /** Hosts that came in from the physical network, whose switches may not know it yet. */
    private final Set<HostKey> arrived = new LinkedHashSet<>();
    /** Since when a bridge has not been told all, as far as it was noted, ns. */
    private final Map<Side, Long> pendingSince = new EnumMap<>(Side.class);
    private final UpdatePace pace;
    private boolean changed;
    /** Whether groups of a bridge may have changed since they were brought up to date. */
    private boolean regrouped;
    private final RefusalReports refusals;

    HostTable(final GroupConfiguration configuration, final GroupSink sink, final long now) {
        this.sink = requireNonNull(sink);
        pace = new UpdatePace(now);
        refusals = new RefusalReports(sink);
        table = new ForwardingTable(configuration.learning(), ImmutableSet.<MacAddress>builder()
            .addAll(BridgeAddresses.of(configuration.bridges().preferred().id()).all())
            .addAll(BridgeAddresses.of(configuration.bridges().alternate().id()).all())
            .build());
    }

    /**
     * Learns from a frame that the forwarding bridge copied to us.
     *
     * @param observation what the frame tells
     * @return whether its sender is known to be where it came in
     */
    boolean learn(final Location location, final Observation observation, final long now) {
        unseen.remove(observation.source());
        take(table.learn(observation, location, now));
        return isAt(observation.source(), location);
    }

    /**
     * Takes over the hosts that a bridge holds already. One that forwards knows better than one that stands by, which
     * may be an update behind; but what has been seen since is better still.
     */
    void adopt(final Map<HostKey, Location> found, final boolean forwarding, final long now) {
        found.forEach((key, location) -> {
            if (forwarding && unseen.contains(key) && !isAt(key, location)) {
                take(table.remove(key));
            }
            final var changes = table.adopt(key, location, now);
            if (!changes.isEmpty()) {
                unseen.add(key);
            }
            take(changes);
        });
    }

    private boolean isAt(final HostKey key, final Location location) {
        return table.find(key).filter(host -> host.location().equals(location)).isPresent();
    }

    /**
     * Returns those of the hosts of a bridge that are elsewhere, or not known.
     */
    ImmutableList<HostKey> elsewhere(final FoundHosts found) {
        return Stream.concat(found.hosts().entrySet().stream().filter(entry -> !isAt(entry.getKey(), entry.getValue()))
            .map(Map.Entry::getKey), found.astray().stream()).collect(ImmutableList.toImmutableList());
    }

    void configure(final LearningConfiguration learning, final Relocation relocation) {
        take(relocation.apply(table));
        table.configure(learning);
    }

    int clear(final Optional<HostKey> key) {
        final var changes = key.isPresent() ? table.remove(key.orElseThrow()) : table.clear();
        take(changes);
        return (int) changes.stream().filter(TableChange.HostRemoved.class::isInstance).count();
    }

    /**
     * Forgets those of some hosts that have been silent for the ageing time.
     *
     * @param unused hosts that were not used for the ageing time either
     */
    void age(final Set<HostKey> unused, final long now) {
        take(table.age(now, key -> !unused.contains(key)));
    }

    private void take(final List<TableChange> changes) {
        for (var change : changes) {
            changed = true;
            switch (change) {
                case TableChange.HostAdded added -> appeared(added.host().key());
                case TableChange.HostMoved moved -> {
                    touched(moved.after().key());
                    if (moved.after().isLocal() && !moved.before().isLocal()) {
                        arrived.add(moved.after().key());
                    }
                    sink.tableChange(moved);
                }
                case TableChange.HostRemoved removed -> {
                    unseen.remove(removed.host().key());
                    touched(removed.host().key());
                }
                case TableChange.HostUpdated updated -> {
                    if (updated.after().isLocal()
                        && !updated.before().firstInet4().equals(updated.after().firstInet4())) {
                        readdressed(updated.after().key());
                    }
                }
                case TableChange.DuplicateAddress duplicate -> sink.tableChange(duplicate);
                case TableChange.CapacityReached reached -> sink.tableChange(reached);
            }
        }
    }

    private void appeared(final HostKey key) {
        backlogs.preferred().appeared(key);
        backlogs.alternate().appeared(key);
    }

    private void touched(final HostKey key) {
        backlogs.preferred().changed(key);
        backlogs.alternate().changed(key);
    }

    /** What a group announces of it may be another address now. */
    private void readdressed(final HostKey key) {
        backlogs.preferred().readdressed(key);
        backlogs.alternate().readdressed(key);
    }

    /**
     * Tells whether something waits for a bridge that forwards, and should go now.
     */
    boolean mustSend(final Side side, final boolean idle, final long now) {
        final var backlog = backlogs.get(side);
        final int held = now >= pace.due() ? backlog.unreleased() : backlog.heldMisplaced();
        return held > 0 && (idle || held >= FlowBacklog.WINDOW);
    }

    /**
     * Says when a bridge that forwards may be told of what waits for it.
     */
    long nextSend(final Side side) {
        return backlogs.get(side).unreleased() > 0 ? pace.due() : Moment.NEVER;
    }

    /**
     * Lets a bridge that forwards be told of what waits, by {@link #proceed}: of many new hosts by and by.
     */
    void send(final Side side, final BridgeDriver driver, final long now) {
        if (now >= pace.due()) {
            pace.told(now);
            release(side, driver, MOST_AT_ONCE);
        } else {
            release(side, driver, 0);
        }
    }

    /**
     * Lets a bridge whose gate opens be told, by {@link #proceed}, of hosts that are no longer where it knows them, and
     * of new ones if they are few: it has the frames of all others to forward.
     */
    void sendUrgent(final Side side, final BridgeDriver driver, final long now) {
        final boolean few = backlogs.get(side).newcomers() <= FlowBacklog.WINDOW;
        if (!few) {
            pace.rest(now);
        }
        release(side, driver, few ? FlowBacklog.WINDOW : 0);
    }

    /**
     * Notes since when a bridge has not been told all.
     */
    void notePending(final long now) {
        for (var side : Side.values()) {
            if (backlogs.get(side).waiting() == 0) {
                pendingSince.remove(side);
            } else {
                pendingSince.putIfAbsent(side, now);
            }
        }
    }

    PendingHosts pendingHosts(final Side side, final long now) {
        final var backlog = backlogs.get(side);
        return new PendingHosts(backlog.waiting(),
            backlog.waiting() == 0 ? 0 : now - pendingSince.getOrDefault(side, now), backlog.refusedCount(),
            backlog.reason());
    }

    /**
     * Lets a bridge be brought up to date with all changes so far, by {@link #proceed}.
     */
    void release(final Side side, final BridgeDriver driver) {
        release(side, driver, Integer.MAX_VALUE);
    }

    private void release(final Side side, final BridgeDriver driver, final int newcomers) {
        final var released = backlogs.get(side).release(newcomers);
        if (!released.isEmpty()) {
            // at once, for it may be about to announce: nobody who has moved away
            regrouped = true;
            driver.regroup(released.stream().map(key -> new HostUpdate(key, table.find(key))).toList());
        }
    }

    /**
     * Tells a bridge what it is to be told next, if it has answered what it was told before.
     *
     * @return the hosts whose flows are being written now
     */
    List<HostKey> proceed(final Side side, final BridgeDriver driver, final long now) {
        final var batch = backlogs.get(side).next(table::find, now);
        batch.ifPresent(some -> driver.update(some.token(), some.updates()));
        return batch.map(some -> some.updates().stream().map(HostUpdate::key).toList()).orElseGet(List::of);
    }

    /**
     * Takes a bridge's answer.
     *
     * @param name of the bridge
     * @return whether it has now been told of all hosts, for the first time since it was programmed
     */
    boolean answered(final Side side, final String name, final HostsAnswer answer, final long now) {
        final var backlog = backlogs.get(side);
        if (!backlog.answered(answer, now)) {
            return false;
        }
        refusals.report(side, name, answer, backlog.refusedCount(), now);
        return backlog.takeCaughtUp();
    }

    /**
     * Says when a bridge is offered again what it refused.
     */
    long nextRetry(final Side side) {
        return backlogs.get(side).nextDue();
    }

    /**
     * Brings the sink up to date, after the groups of both bridges.
     */
    void publish() {
        changed = false;
        regrouped = false;
        final var replication = table.drainReplication();
        if (!replication.isEmpty()) {
            sink.hosts(replication);
        }
    }

    /**
     * Has a bridge be told of hosts once its other flows are there, for it is being programmed from scratch.
     *
     * @param hosts all hosts
     * @param kept those that it has already
     * @param stale hosts that are elsewhere, and of which it goes on having flows meanwhile
     */
    void program(final Side side, final List<Host> hosts, final FoundHosts kept, final List<HostKey> stale) {
        backlogs.get(side).restart(hosts.stream().filter(host -> !kept.holds(host)).toList(), stale);
    }

    /**
     * Tells, once, that a bridge has been told of all hosts since it was programmed.
     */
    boolean takeCaughtUp(final Side side) {
        return backlogs.get(side).takeCaughtUp();
    }

    /**
     * Reports that a bridge refuses announcement groups.
     */
    void announcementGroupsRefused(final String bridge, final String reason, final long now) {
        sink.event(Severity.WARNING, bridge + " takes no announcement groups: " + reason
            + "; its hosts are announced one by one, which takes longer where there are many", now);
    }

    /**
     * Tells that announcements go out, so that their reflections are not taken for moves.
     */
    void announced(final long now) {
        table.suppressReflections(now + REFLECTION);
    }

    /**
     * Hands out the hosts that came in from the physical network since the last call. They are announced, so that
     * the switches there learn where they are even if the hosts say nothing by themselves.
     */
    List<Host> takeArrived(final long now) {
        if (arrived.isEmpty()) {
            return List.of();
        }
        final var hosts = find(arrived).stream().filter(Host::isLocal).toList();
        arrived.clear();
        hosts.forEach(host -> table.suppressReflections(host.key(), now + REFLECTION));
        return hosts;
    }

    /**
     * Tells that frames may be going round through both bridges, so that their senders are not taken for moved.
     */
    void circling(final long now) {
        table.suppressCircling(now + LINGERING);
    }

    Optional<Host> find(final HostKey key) {
        return table.find(key);
    }

    List<Host> find(final Collection<HostKey> keys) {
        return keys.stream().flatMap(key -> table.find(key).stream()).toList();
    }

    Collection<Host> remoteHosts() {
        return table.remoteHosts();
    }

    Collection<Host> localHosts() {
        return table.localHosts();
    }

    List<Host> hosts() {
        final var hosts = new ArrayList<Host>(table.localCount() + table.remoteCount());
        hosts.addAll(table.localHosts());
        hosts.addAll(table.remoteHosts());
        return hosts;
    }

    int localCount() {
        return table.localCount();
    }

    int remoteCount() {
        return table.remoteCount();
    }

    /**
     * Says when the next incremental update is due. What waits for a secondary that does not listen waits until it
     * does.
     */
    long nextReplication(final long last, final long interval, final Optional<Side> listening) {
        return changed || regrouped || listening.filter(side -> backlogs.get(side).held() > 0).isPresent()
            ? last + interval : Moment.NEVER;
    }
}
