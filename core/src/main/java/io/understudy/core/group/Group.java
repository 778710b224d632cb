/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.evidence.Ports;
import io.understudy.core.failover.Channel;
import io.understudy.core.failover.Event;
import io.understudy.core.failover.FailoverMachine;
import io.understudy.core.failover.GroupState;
import io.understudy.core.hosts.Backlog;
import io.understudy.core.hosts.HostKeeper;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Location;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import io.understudy.core.report.ActivityCounter;
import io.understudy.core.report.BridgeCounters;
import io.understudy.core.report.BridgeStatistics;
import io.understudy.core.report.GroupReport;
import io.understudy.core.report.GroupSink;
import io.understudy.core.report.News;
import io.understudy.core.report.StateChange;
import io.understudy.core.report.StepObserver;
import io.understudy.core.table.Relocation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * One group at work: takes events and frames, lets {@link FailoverMachine} decide, carries out its commands.
 *
 * <p>Used by one thread. Every time is in nanoseconds of one arbitrary origin and never goes back. After any call,
 * {@link #advance} must be called when nothing is more urgent, and at {@link #nextDue()} at the latest.
 */
public final class Group {
    private static final long PUBLISH_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Pair<BridgeDriver> drivers;
    private final Pair<BridgeStatistics> statistics = new Pair<>(new BridgeStatistics(), new BridgeStatistics());
    private final ActivityCounter activity = new ActivityCounter(statistics);
    private final News news;
    private final HostKeeper hosts;
    private final Upkeep upkeep;
    private final Inquirer inquirer;
    private final Requests requests = new Requests();
    private final List<StepObserver> observers;
    private final CommandDispatcher dispatcher;
    /** What carrying out a command led to: told to the machine once the step is done. */
    private final Queue<Event> consequences = new ArrayDeque<>();

    private GroupState state;
    private long nextTick;
    private long nextPublish;

    /**
     * Creates a group whose bridges are not connected yet.
     *
     * @param configuration its configuration
     * @param drivers the ways to its bridges
     * @param sink takes what the world may know
     * @param seed of the nonces in its heartbeats
     * @param now ns
     */
    public Group(final GroupConfiguration configuration, final Pair<BridgeDriver> drivers, final GroupSink sink,
            final long seed, final long now) {
        this.drivers = requireNonNull(drivers);
        news = new News(sink, now);
        hosts = new HostKeeper(configuration, drivers, statistics, sink, consequences::add, now);
        upkeep = new Upkeep(drivers, statistics, sink, now);
        inquirer = new Inquirer(configuration, drivers, statistics, news::event);
        observers = List.of(hosts, news, upkeep, activity);
        dispatcher = new CommandDispatcher(drivers, hosts, inquirer, requests, activity, news);
        state = GroupState.initial(configuration, seed, now);
        nextTick = now;
        nextPublish = now;
    }

    /**
     * Returns what the machine knows.
     *
     * @return its state
     */
    public GroupState state() {
        return state;
    }

    /**
     * Takes an event: of a connection, or an answer to a request to a bridge.
     *
     * @param event what happened
     * @param now ns
     */
    public void take(final Event event, final long now) {
        step(event, now);
        if (event instanceof Event.Programmed programmed) {
            hosts.programmed(state, programmed.side());
        }
        takeConsequences(now);
    }

    /**
     * Takes the ports of a bridge.
     *
     * @param side which
     * @param ports their links
     * @param problem the configured ports that it does not have, in words
     * @param renumbered whether the ports that its flows name are no longer the same
     * @param now ns
     */
    public void ports(final Side side, final Ports ports, final Optional<String> problem, final boolean renumbered,
            final long now) {
        statistics.get(side).ports(ports, now);
        take(new Event.PortsObserved(side, ports, problem), now);
        if (renumbered && state.bridge(side).connected()) {
            // as if it had just connected
            take(new Event.ChannelUp(side), now);
            take(new Event.PortsObserved(side, ports, problem), now);
        }
    }

    /**
     * Takes a frame that was sent to us as the answer to a heartbeat.
     *
     * @param receiver the bridge that sent it to us
     * @param atPeerPort whether it came in at the peer port
     * @param frame the frame
     * @param now ns
     */
    public void heartbeat(final Side receiver, final boolean atPeerPort, final byte[] frame, final long now) {
        inquirer.heartbeat(state, receiver, atPeerPort, frame, now).ifPresent(event -> take(event, now));
    }

    /**
     * Takes a frame that came to a bridge's probe address: a path probe of its own, or an upstream target's answer.
     *
     * @param receiver the bridge
     * @param location where it came in; empty if that is neither the uplink nor a trunk
     * @param frame the frame
     * @param now ns
     */
    public void probe(final Side receiver, final Optional<Location> location, final byte[] frame, final long now) {
        inquirer.probe(state, receiver, location, frame, now).ifPresent(event -> take(event, now));
    }

    /**
     * Takes a barrier reply that nobody asked for.
     *
     * @param side the bridge
     * @param now ns
     */
    public void strayBarrier(final Side side, final long now) {
        inquirer.barrier(state, side, now);
    }

    /**
     * Takes a frame that came in at a bridge, to learn from it.
     *
     * @param side which bridge
     * @param location where it came in; empty if that is neither the uplink nor a trunk
     * @param frame the frame
     * @param held whether the bridge has not flooded it, for it came in at another port than its source is known to
     *     be at and may have come round: if its source has moved, it is sent on
     * @param now ns
     */
    public void copy(final Side side, final Optional<Location> location, final byte[] frame, final boolean held,
            final long now) {
        statistics.get(side).packet();
        location.filter(place -> state.forwards(side)).ifPresent(place -> {
            if (hosts.learn(state, side, place, frame, now) && held) {
                hosts.sendOn(state, side, place, frame);
            }
        });
    }

    /**
     * Takes a bridge's answer to {@link BridgeDriver#update}.
     *
     * @param side which bridge
     * @param answer what it took and what it refused
     * @param now ns
     */
    public void hostsUpdated(final Side side, final HostsAnswer answer, final long now) {
        hosts.updated(state, side, answer, now);
    }

    /**
     * Takes the answer to {@link BridgeDriver#countHosts}.
     *
     * @param side the bridge
     * @param token of the request
     * @param packets of each host of which all flows were found, how many frames from it and to it they have counted;
     *     empty if the bridge does not tell
     * @param now ns
     */
    public void hostsCounted(final Side side, final long token, final Optional<Map<HostKey, Long>> packets,
            final long now) {
        hosts.counted(side, token, packets, now);
    }

    /**
     * Takes what the counters of a bridge's announcement groups tell after {@link BridgeDriver#burst}.
     *
     * @param side the bridge
     * @param missing how many hosts were not announced although they were to be
     * @param now ns
     */
    public void announcementsMissing(final Side side, final int missing, final long now) {
        take(new Event.AnnouncementSeen(side, missing), now);
    }

    /**
     * Takes the news that a bridge refuses announcement groups.
     *
     * @param side the bridge
     * @param reason why, in words
     * @param now ns
     */
    public void announcementGroupsRefused(final Side side, final String reason, final long now) {
        hosts.announcementGroupsRefused(state.name(side), reason, now);
    }

    /**
     * Takes a new configuration. Where ports are other ones, their states follow by {@link #ports}.
     *
     * @param configuration the group, with the same two bridges on the same sides
     * @param relocation where the hosts are now
     * @param now ns
     */
    public void configure(final GroupConfiguration configuration, final Relocation relocation, final long now) {
        final long puntRate = state.configuration().learning().puntRate();
        take(new Event.ConfigurationChanged(configuration), now);
        hosts.configure(configuration, relocation);
        if (configuration.learning().puntRate() != puntRate) {
            Arrays.stream(Side.values()).filter(side -> state.bridge(side).channel() == Channel.READY)
                .forEach(side -> drivers.get(side).bound(configuration.learning().puntRate()));
        }
    }

    /**
     * Moves the role.
     *
     * @param to the bridge that shall have it; empty for the present secondary
     * @param reason in the operator's words
     * @param answer takes nothing once the bridge has it, or the error if it was refused or failed
     * @param now ns
     */
    public void switchover(final Optional<Side> to, final String reason, final Consumer<Optional<String>> answer,
            final long now) {
        request(number -> new Event.SwitchoverRequested(number, to, reason), answer, now);
    }

    /**
     * Takes a bridge out of service, or back into it.
     *
     * @param side which
     * @param enabled true to take it out
     * @param answer takes nothing once it is done, or the error if it was refused or failed
     * @param now ns
     */
    public void maintenance(final Side side, final boolean enabled, final Consumer<Optional<String>> answer,
            final long now) {
        request(number -> new Event.MaintenanceRequested(number, side, enabled), answer, now);
    }

    /**
     * Announces all local hosts.
     *
     * @param answer takes nothing once it began, or the error if it was refused
     * @param now ns
     */
    public void announce(final Consumer<Optional<String>> answer, final long now) {
        request(Event.AnnouncementRequested::new, answer, now);
    }

    private void request(final LongFunction<Event> event, final Consumer<Optional<String>> answer, final long now) {
        take(event.apply(requests.open(answer)), now);
    }

    /**
     * Answers all requests that wait; the group is about to end.
     *
     * @param reason why they are not carried out
     */
    public void refuseRequests(final String reason) {
        requests.answerAll(reason);
    }

    /**
     * Forgets hosts.
     *
     * @param key which; empty for all
     * @return how many
     */
    public int clearHosts(final Optional<HostKey> key) {
        return hosts.clear(key);
    }

    /**
     * Returns the number of local hosts.
     *
     * @return the number
     */
    public int localHosts() {
        return hosts.localCount();
    }

    /**
     * Does what is due.
     *
     * @param now ns; a time before the backlog was looked at, so that what came before it has been heard
     * @param backlog what still waits
     */
    public void advance(final long now, final Backlog backlog) {
        if (backlog != Backlog.EVIDENCE && now >= nextTick) {
            take(new Event.Tick(nextTick), now);
        }
        hosts.advance(state, backlog, now);
        upkeep.advance(state, now);
        takeConsequences(now);
        news.flush(now);
    }

    /**
     * Says when {@link #advance} must be called at the latest.
     *
     * @return ns
     */
    public long nextDue() {
        return Math.min(Math.min(nextTick, Math.min(news.notBefore(nextPublish), news.nextDue())),
            Math.min(hosts.nextDue(state), upkeep.nextDue(state)));
    }

    /**
     * Reports how the group stands, if it is time to: after a change that an operator would see, at once or when the
     * move that it belongs to is over, and once a second for the counters.
     *
     * @param now ns
     * @return the report; empty if it is not time yet
     */
    public Optional<GroupReport> takeReport(final long now) {
        if (now < news.notBefore(nextPublish)) {
            return Optional.empty();
        }
        nextPublish = now + PUBLISH_INTERVAL;
        return Optional.of(new GroupReport(state,
            new Pair<>(counters(Side.PREFERRED, now), counters(Side.ALTERNATE, now)), hosts.localCount(),
            hosts.remoteCount(), activity.activity()));
    }

    private BridgeCounters counters(final Side side, final long now) {
        final var driver = drivers.get(side);
        return statistics.get(side).counters(driver.failures(), driver.announcementGroupCoverage(),
            hosts.pendingHosts(side, now));
    }

    private void takeConsequences(final long now) {
        while (!consequences.isEmpty()) {
            step(consequences.remove(), now);
        }
    }

    private void step(final Event event, final long now) {
        final var before = state;
        final var step = FailoverMachine.step(before, event, now);
        state = step.state();
        nextTick = step.nextTick();
        observers.forEach(observer -> observer.stepped(before, state, now));
        step.commands().forEach(command -> dispatcher.execute(command, state, now));
        if (StateChange.isVisible(before, state)) {
            nextPublish = now;
        }
    }
}
