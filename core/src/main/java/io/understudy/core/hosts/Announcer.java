/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import io.understudy.core.announcement.AnnouncementRun;
import io.understudy.core.announcement.FirstRound;
import io.understudy.core.bridge.BridgeDriver;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.Location;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Pair;
import io.understudy.core.model.Side;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends the rounds of one announcement after the other.
 */
final class Announcer {
    private final Function<Host, Optional<Host>> lookUp;
    private Optional<Running> running = Optional.empty();

    private record Running(Side side, AnnouncementRun run) {
    }

    /**
     * Creates one that announces nobody.
     *
     * @param lookUp returns a host as it is now; empty if it is not to be announced any more
     */
    Announcer(final Function<Host, Optional<Host>> lookUp) {
        this.lookUp = lookUp;
    }

    /**
     * Starts an announcement.
     *
     * @param first the first round
     */
    void start(final Side side, final Collection<Host> hosts, final FirstRound first,
            final AnnouncementConfiguration configuration, final long now) {
        running = Optional.of(new Running(side, new AnnouncementRun(hosts, first, lookUp, configuration, now)));
    }

    void stop(final Side side) {
        running = running.filter(current -> current.side() != side);
    }

    Optional<Side> side() {
        return running.map(Running::side);
    }

    /** When frames are due. What there is no room for waits until others have left; then the group is called anyway. */
    long nextDue(final Pair<BridgeDriver> drivers) {
        return running.filter(current -> drivers.get(current.side()).announcementRoom() > 0)
            .map(current -> current.run().nextDue()).orElse(Moment.NEVER);
    }

    boolean finished() {
        return running.map(current -> current.run().finished()).orElse(true);
    }

    /**
     * Sends the frames whose time has come, as many as there is room for.
     *
     * @param ways where each of them goes out
     * @return how many
     */
    int send(final BridgeDriver driver, final List<Location> ways, final long now) {
        if (running.isEmpty()) {
            return 0;
        }
        final var frames = running.orElseThrow().run().due(now,
            Math.ceilDiv(driver.announcementRoom(), ways.size()));
        ways.forEach(way -> driver.announce(way, frames));
        return frames.size() * ways.size();
    }

    void forget() {
        running = Optional.empty();
    }
}
