/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.failover.Command;
import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.Severity;
import io.understudy.core.hosts.HostKeeper;
import io.understudy.core.model.Pair;
import io.understudy.core.report.ActivityCounter;
import io.understudy.core.report.News;

/**
 * Carries out the commands of the failover machine: each is handed to the part of the group that does such things.
 */
final class CommandDispatcher {
    private final Pair<BridgeDriver> drivers;
    private final HostKeeper hosts;
    private final Inquirer inquirer;
    private final Requests requests;
    private final ActivityCounter activity;
    private final News news;

    CommandDispatcher(final Pair<BridgeDriver> drivers, final HostKeeper hosts, final Inquirer inquirer,
            final Requests requests, final ActivityCounter activity, final News news) {
        this.drivers = requireNonNull(drivers);
        this.hosts = requireNonNull(hosts);
        this.inquirer = requireNonNull(inquirer);
        this.requests = requireNonNull(requests);
        this.activity = requireNonNull(activity);
        this.news = requireNonNull(news);
    }

    /**
     * Carries out a command.
     *
     * @param command the command
     * @param state the state after the step that gave it
     * @param now ns
     */
    void execute(final Command command, final GroupState state, final long now) {
        switch (command) {
            case Command.SendHeartbeat heartbeat -> inquirer.ask(heartbeat);
            case Command.SendBarrier barrier -> drivers.get(barrier.side()).barrier(barrier.token());
            case Command.ReadFlows read -> drivers.get(read.side()).readFlows(read.token());
            case Command.Program program -> hosts.program(state, program, now);
            case Command.OpenGate open -> {
                drivers.get(open.side()).openGate(open.token());
                hosts.gateOpened(state, open.side(), now);
            }
            case Command.CloseGate close -> {
                // nobody is announced by a bridge that does not forward
                hosts.stopAnnouncing(close.side());
                drivers.get(close.side()).closeGate(close.token());
            }
            case Command.Announce announce -> {
                activity.announcing();
                hosts.announce(state, announce.side(), now);
            }
            case Command.StopAnnouncing stop -> hosts.stopAnnouncing(stop.side());
            case Command.SendPathProbe probe -> inquirer.ask(state, probe);
            case Command.ProbeUpstream probe -> inquirer.ask(probe);
            case Command.SendEndMarker marker -> inquirer.send(state, marker);
            case Command.Reply reply -> requests.answer(reply.request(), reply.error());
            case Command.Record entry -> news.event(entry, now);
            case Command.ReportViolation violation -> {
                activity.violated();
                news.event(new Command.Record(Severity.CRITICAL, violation.text()), now);
            }
        }
    }
}
