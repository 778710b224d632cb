/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import io.understudy.core.announcement.AnnouncementFrames;
import io.understudy.core.announcement.FirstRound;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.Burst;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.GroupState;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Host;
import io.understudy.core.model.Location;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.BridgeStatistics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Has the bridges announce hosts: local ones to the physical network and, where that is configured, remote ones to the
 * hypervisor's switch.
 */
final class HostAnnouncing {
    private final Pair<BridgeDriver> drivers;
    private final Pair<BridgeStatistics> statistics;
    private final HostTable table;
    private final Announcer announcer;
    /** Announces remote hosts to a hypervisor switch that learns. */
    private final Announcer inwardAnnouncer;
    private final Consumer<Event> consequences;

    private long lastRefresh;
    private Optional<Ahead> ahead = Optional.empty();

    /** An announcement that began when a bridge was told to open its gate. */
    private record Ahead(Side side, Burst burst) {
    }

    /**
     * Creates one that announces nobody.
     *
     * @param consequences takes events for the machine, which come after the step that goes on
     */
    HostAnnouncing(final Pair<BridgeDriver> drivers, final Pair<BridgeStatistics> statistics, final HostTable table,
            final Consumer<Event> consequences, final long now) {
        this.drivers = drivers;
        this.statistics = statistics;
        this.table = table;
        this.consequences = consequences;
        announcer = new Announcer(host -> table.find(host.key()).filter(Host::isLocal));
        inwardAnnouncer = new Announcer(host -> table.find(host.key()).filter(found -> !found.isLocal()));
        lastRefresh = now;
    }

    /**
     * Has a bridge that was just told to open its gate announce by its groups right behind that, without our waiting
     * for its answer: nobody else forwards, so an announcement by one that refuses misleads no frame that could have
     * arrived.
     */
    void beginBehindGate(final GroupState state, final Side side) {
        ahead = state.configuration().announcement().announcesByGroups()
            ? drivers.get(side).burstBehindGate().map(burst -> new Ahead(side, burst)) : Optional.empty();
    }

    /** What a bridge began when it was told to open its gate counts for nothing. */
    void forgetAhead() {
        ahead = Optional.empty();
    }

    /**
     * Announces all local hosts: at once by the bridge's groups, if there are any, and then by frames. What the groups
     * leave out, or cannot say of a host, is made good by the later rounds, so where there are none it is done by
     * frames alone.
     */
    void begin(final GroupState state, final Side side, final long now) {
        final var configuration = state.configuration().announcement();
        final var hosts = table.localHosts();
        final var begunAhead = ahead.filter(begun -> begun.side() == side).map(Ahead::burst);
        ahead = Optional.empty();
        final var burst = begunAhead.isPresent() || !configuration.announcesByGroups() ? begunAhead
            : drivers.get(side).burst();
        announcer.start(side, hosts, firstRound(hosts, configuration.method(), burst), configuration, now);
        burst.ifPresent(begun -> {
            statistics.get(side).announcements(begun.hosts());
            began(side, now);
        });
        send(now);
        beginInward(state, side, configuration, now);
    }

    private FirstRound firstRound(final Collection<Host> hosts, final AnnouncementMethod by,
            final Optional<Burst> burst) {
        if (burst.isEmpty() || by == AnnouncementMethod.BOTH) {
            return FirstRound.of(hosts, by);
        }
        final var others = burst.orElseThrow().others();
        return by == AnnouncementMethod.RARP ? FirstRound.of(table.find(others), by)
            : FirstRound.besidesGroups(hosts, others);
    }

    private void beginInward(final GroupState state, final Side side, final AnnouncementConfiguration configuration,
            final long now) {
        if (configuration.remoteHosts()) {
            final var remotes = table.remoteHosts();
            inwardAnnouncer.start(side, remotes, FirstRound.of(remotes, configuration.method()), configuration, now);
            sendInward(state, now);
        }
    }

    /** Announces hosts that came in from the physical network. */
    void announceArrived(final GroupState state, final Side side, final long now) {
        for (var host : table.takeArrived(now)) {
            final var frames = AnnouncementFrames.framesFor(host, state.configuration().announcement().method());
            drivers.get(side).announce(Location.UPLINK, frames);
            statistics.get(side).announcements(frames.size());
        }
    }

    void stop(final Side side) {
        announcer.stop(side);
        inwardAnnouncer.stop(side);
        drivers.get(side).stopAnnouncing();
    }

    /**
     * Sends what is due.
     */
    void advance(final GroupState state, final long now) {
        if (now >= announcer.nextDue(drivers)) {
            send(now);
        }
        if (now >= inwardAnnouncer.nextDue(drivers)) {
            sendInward(state, now);
        }
    }

    /**
     * Announces anew if it is time to.
     */
    void refresh(final GroupState state, final long now) {
        if (now >= nextRefresh(state)) {
            lastRefresh = now;
            state.primary().filter(side -> state.forwards(side) && announcer.finished()).ifPresent(side -> {
                final var once = state.configuration().announcement().once();
                final var hosts = table.localHosts();
                announcer.start(side, hosts, FirstRound.of(hosts, once.method()), once, now);
                beginInward(state, side, once, now);
            });
        }
    }

    /**
     * Says when something is due.
     */
    long nextDue(final GroupState state) {
        return Math.min(Math.min(announcer.nextDue(drivers), inwardAnnouncer.nextDue(drivers)), nextRefresh(state));
    }

    private long nextRefresh(final GroupState state) {
        final long interval = state.configuration().announcement().refreshIntervalSeconds();
        return interval > 0 ? lastRefresh + TimeUnit.SECONDS.toNanos(interval) : Moment.NEVER;
    }

    private void sendInward(final GroupState state, final long now) {
        inwardAnnouncer.side().ifPresent(side -> statistics.get(side).announcements(
            inwardAnnouncer.send(drivers.get(side), trunks(state, side), now)));
        if (inwardAnnouncer.finished()) {
            inwardAnnouncer.forget();
        }
    }

    /** Returns the trunks of a bridge. */
    static List<Location> trunks(final GroupState state, final Side side) {
        return IntStream.rangeClosed(1, state.configuration().bridges().get(side).trunkPorts().size())
            .mapToObj(Location::trunk).toList();
    }

    private void began(final Side side, final long now) {
        table.announced(now);
        consequences.accept(new Event.AnnouncementBegan(side, table.localCount()));
    }

    private void send(final long now) {
        final var side = announcer.side().orElseThrow();
        final int sent = announcer.send(drivers.get(side), List.of(Location.UPLINK), now);
        if (sent > 0) {
            statistics.get(side).announcements(sent);
            began(side, now);
        }
        if (announcer.finished()) {
            announcer.forget();
            consequences.accept(new Event.AnnouncementEnded(side));
        }
    }
}
