/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import com.google.common.collect.ImmutableList;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.FoundHosts;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.bridge.InstalledState;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.Gate;
import io.understudy.core.failover.GroupState;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.learning.FrameObserver;
import io.understudy.core.learning.Observation;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.GroupSink;
import io.understudy.core.report.PendingHosts;
import io.understudy.core.report.StepObserver;
import io.understudy.core.table.Relocation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a group does for its hosts: learns them, tells the bridges of them, announces them.
 */
public final class HostKeeper implements StepObserver {
    /** From a bridge that stands by so many hosts are removed one by one; more of them with all others. */
    private static final int FEW_STALE = 256;

    private final Pair<BridgeDriver> drivers;
    private final Pair<BridgeStatistics> statistics;
    private final HostTable table;
    private final HostAnnouncing announcing;
    private final HostAging aging;
    private final ServiceTags serviceTags;
    private final Consumer<Event> consequences;

    private AnnouncementMethod method;
    private long lastReplication;

    /**
     * Creates a keeper that knows no hosts.
     *
     * @param consequences takes events for the machine, which come after the step that goes on
     */
    public HostKeeper(final GroupConfiguration configuration, final Pair<BridgeDriver> drivers,
            final Pair<BridgeStatistics> statistics, final GroupSink sink, final Consumer<Event> consequences,
            final long now) {
        this.drivers = drivers;
        this.statistics = statistics;
        this.consequences = consequences;
        table = new HostTable(configuration, sink, now);
        announcing = new HostAnnouncing(drivers, statistics, table, consequences, now);
        aging = new HostAging(configuration.learning(), now);
        serviceTags = new ServiceTags(drivers);
        method = configuration.announcement().method();
        lastReplication = now;
    }

    /**
     * Notes which bridge forwards, and whether both may: until a moment after the other one is known to be closed,
     * frames may come round from it.
     */
    @Override
    public void stepped(final GroupState before, final GroupState after, final long now) {
        if (after.primary().filter(side -> after.bridge(side.other()).gate() != Gate.CLOSED).isPresent()) {
            table.circling(now);
        }
        aging.watch(ready(after, after.primary()).filter(after::forwards), now);
    }

    /**
     * Learns from a frame.
     *
     * @return whether its sender is known to be where it came in
     */
    public boolean learn(final GroupState state, final Side side, final Location location, final byte[] frame,
            final long now) {
        final var observation = observe(side, frame);
        if (observation.isEmpty()) {
            serviceTags.take(state, frame, now);
            return false;
        }
        return table.learn(location, observation.orElseThrow(), now);
    }

    /** A frame that contradicts itself has a sender all the same. */
    private Optional<Observation> observe(final Side side, final byte[] frame) {
        try {
            return FrameObserver.observe(frame);
        } catch (MalformedFrameException e) {
            statistics.get(side).malformed();
            return FrameObserver.observeSender(frame);
        }
    }

    /**
     * Sends on a frame that a bridge has held back: its sender has moved, and the bridge does not know it yet.
     */
    public void sendOn(final GroupState state, final Side side, final Location location, final byte[] frame) {
        Stream.concat(Stream.of(Location.UPLINK), HostAnnouncing.trunks(state, side).stream())
            .filter(way -> !way.equals(location)).forEach(way -> drivers.get(side).transmit(way, frame));
    }

    public void configure(final GroupConfiguration configuration, final Relocation relocation) {
        final var other = configuration.announcement().method();
        if (method != other) {
            method = other;
            final var hosts = table.hosts();
            drivers.preferred().announceBy(method, hosts);
            drivers.alternate().announceBy(method, hosts);
        }
        table.configure(configuration.learning(), relocation);
        aging.configure(configuration.learning());
    }

    public int clear(final Optional<HostKey> key) {
        return table.clear(key);
    }

    public int localCount() {
        return table.localCount();
    }

    public int remoteCount() {
        return table.remoteCount();
    }

    public PendingHosts pendingHosts(final Side side, final long now) {
        return table.pendingHosts(side, now);
    }

    /**
     * Takes a bridge's answer to what it was told of hosts, and tells it more.
     */
    public void updated(final GroupState state, final Side side, final HostsAnswer answer, final long now) {
        if (table.answered(side, state.name(side), answer, now)) {
            consequences.accept(new Event.HostsWritten(side));
        }
        proceed(state, side, now);
    }

    /**
     * A bridge has all flows but those of hosts, which follow now. It does not wait for them to be ready: what it does
     * not know yet it floods, and that serves better than no bridge.
     */
    public void programmed(final GroupState state, final Side side) {
        ready(state, Optional.of(side)).ifPresent(this::release);
        if (table.takeCaughtUp(side)) {
            consequences.accept(new Event.HostsWritten(side));
        }
    }

    public void counted(final Side side, final long token, final Optional<Map<HostKey, Long>> packets, final long now) {
        aging.answered(side, token, packets, now);
    }

    public void announcementGroupsRefused(final String bridge, final String reason, final long now) {
        table.announcementGroupsRefused(bridge, reason, now);
    }

    /**
     * Programs a bridge that has connected. What it holds already as it should be is not written again.
     */
    public void program(final GroupState state, final Command.Program command, final long now) {
        announcing.forgetAhead();
        final var driver = drivers.get(command.side());
        final var found = driver.takeFoundHosts();
        final boolean secondary = state.primary().isPresent() && state.primary().orElseThrow() != command.side();
        if (!secondary) {
            // What a bridge holds that stands by is only as new as its connection was.
            table.adopt(found.hosts(), command.forwarding(), now);
        }
        final var stale = table.elsewhere(found);
        final boolean keeps = !found.hosts().isEmpty() && (command.forwarding() || stale.size() <= FEW_STALE);
        final var hosts = table.hosts();
        driver.program(command.token(),
            new InstalledState(command.forwarding(), keeps ? Optional.of(stale) : Optional.empty()),
            state.configuration().learning().puntRate(), hosts);
        table.program(command.side(), hosts, keeps ? found : FoundHosts.NONE,
            command.forwarding() ? stale : ImmutableList.of());
        aging.programmed(command.side(), now);
    }

    /**
     * A bridge has just been told to open its gate: it announces, and is told what it has wrong of hosts, for the next
     * incremental update would come too late. If it is still being programmed it is told of all hosts afterwards.
     */
    public void gateOpened(final GroupState state, final Side side, final long now) {
        announcing.forgetAhead();
        // what the other one let through before it was closed may still wait at this one
        table.circling(now);
        ready(state, Optional.of(side)).ifPresent(listening -> {
            table.sendUrgent(listening, drivers.get(listening), now);
            announcing.beginBehindGate(state, listening);
            tell(listening, now);
        });
    }

    private void release(final Side side) {
        table.release(side, drivers.get(side));
    }

    private void tell(final Side side, final long now) {
        aging.written(side, table.proceed(side, drivers.get(side), now));
    }

    private void proceed(final GroupState state, final Side side, final long now) {
        if (mayBeTold(state, side)) {
            tell(side, now);
        }
    }

    /**
     * Tells whether a bridge may be told of hosts. Where the role is about to move, is moving, or a change of the gate
     * is under way, whatever is sent now could delay it.
     */
    private static boolean mayBeTold(final GroupState state, final Side side) {
        final var bridge = state.bridge(side);
        return bridge.channel() == Channel.READY && !state.isUrgent() && bridge.gate() != Gate.OPENING
            && bridge.gate() != Gate.CLOSING;
    }

    /**
     * Announces all local hosts.
     */
    public void announce(final GroupState state, final Side side, final long now) {
        if (state.configuration().announcement().method() == AnnouncementMethod.GARP) {
            // no group is to announce an address that its host has lost
            table.sendUrgent(side, drivers.get(side), now);
        }
        announcing.begin(state, side, now);
    }

    public void stopAnnouncing(final Side side) {
        announcing.stop(side);
    }

    /**
     * Does what is due.
     */
    public void advance(final GroupState state, final Backlog backlog, final long now) {
        announcing.advance(state, now);
        if (backlog == Backlog.NONE && !state.isUrgent()) {
            age(now);
        }
        ready(state, state.primary()).filter(side -> table.mustSend(side, backlog == Backlog.NONE, now))
            .ifPresent(side -> {
                table.send(side, drivers.get(side), now);
                announcing.announceArrived(state, side, now);
            });
        if (now >= nextReplication(state)) {
            lastReplication = now;
            secondary(state).ifPresent(this::release);
            drivers.preferred().updateGroups();
            drivers.alternate().updateGroups();
            table.publish();
        }
        for (var side : Side.values()) {
            proceed(state, side, now);
        }
        table.notePending(now);
        announcing.refresh(state, now);
    }

    /** What is said and done here is never worth waiting for. */
    private void age(final long now) {
        aging.ask(now).ifPresent(token -> drivers.get(aging.measured()).countHosts(token));
        final var unused = aging.takeUnused(now);
        if (!unused.isEmpty()) {
            table.age(unused, now);
        }
    }

    /**
     * Says when something is due.
     */
    public long nextDue(final GroupState state) {
        final long aged = state.isUrgent() ? Moment.NEVER : aging.nextDue();
        return Math.min(Math.min(announcing.nextDue(state), nextSend(state)),
            Math.min(Math.min(aged, nextRetry(state)), nextReplication(state)));
    }

    private long nextSend(final GroupState state) {
        return ready(state, state.primary()).map(table::nextSend).orElse(Moment.NEVER);
    }

    private long nextRetry(final GroupState state) {
        return Math.min(nextRetry(state, Side.PREFERRED), nextRetry(state, Side.ALTERNATE));
    }

    private long nextRetry(final GroupState state, final Side side) {
        return mayBeTold(state, side) ? table.nextRetry(side) : Moment.NEVER;
    }

    private long nextReplication(final GroupState state) {
        return table.nextReplication(lastReplication,
            TimeUnit.MILLISECONDS.toNanos(state.configuration().replicationIntervalMillis()),
            secondary(state));
    }

    private Optional<Side> secondary(final GroupState state) {
        return ready(state, state.primary().map(Side::other));
    }

    private Optional<Side> ready(final GroupState state, final Optional<Side> side) {
        return side.filter(which -> state.bridge(which).channel() == Channel.READY);
    }
}
