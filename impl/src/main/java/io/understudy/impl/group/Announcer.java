/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.announcement.AnnouncementRun;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.Side;
import java.util.Collection;
import java.util.Optional;

/**
 * Sends the rounds of one announcement after the other. Used by the group's thread alone.
 */
final class Announcer {
    private Optional<Running> running = Optional.empty();

    private record Running(Side side, AnnouncementRun run) {
    }

    void start(final Side side, final Collection<Host> hosts, final AnnouncementConfiguration configuration,
            final long now) {
        running = Optional.of(new Running(side, new AnnouncementRun(hosts, configuration, now)));
    }

    void stop(final Side side) {
        running = running.filter(current -> current.side() != side);
    }

    Optional<Side> side() {
        return running.map(Running::side);
    }

    long nextDue() {
        return running.map(current -> current.run().nextDue()).orElse(Long.MAX_VALUE);
    }

    boolean finished() {
        return running.map(current -> current.run().finished()).orElse(true);
    }

    /**
     * Sends the frames whose time has come.
     *
     * @return how many
     */
    int send(final BridgeAgent agent, final long now) {
        if (running.isEmpty() || agent.pipeline().isEmpty()) {
            return 0;
        }
        final var frames = running.orElseThrow().run().due(now);
        final long uplink = agent.pipeline().orElseThrow().ports().uplink();
        for (var frame : frames) {
            agent.client().transmit(uplink, frame);
        }
        agent.countAnnouncements(frames.size());
        return frames.size();
    }

    void forget() {
        running = Optional.empty();
    }
}
