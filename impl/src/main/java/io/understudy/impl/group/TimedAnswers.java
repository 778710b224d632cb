/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.bridge.BridgeAnswers;
import io.understudy.core.bridge.HostsAnswer;
import io.understudy.core.failover.Event;
import io.understudy.core.group.Group;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.Side;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hands the answers of one bridge to the group, with the time at which they are handed over.
 */
final class TimedAnswers implements BridgeAnswers {
    private final Side side;
    private final Supplier<Group> group;
    private final Consumer<Event> events;

    /**
     * Creates the answers of a bridge.
     *
     * @param side which bridge
     * @param group the group, which is made after the ways to its bridges
     * @param events takes an event, and adds the time itself
     */
    TimedAnswers(final Side side, final Supplier<Group> group, final Consumer<Event> events) {
        this.side = requireNonNull(side);
        this.group = requireNonNull(group);
        this.events = requireNonNull(events);
    }

    @Override
    public void event(final Event event) {
        events.accept(event);
    }

    @Override
    public void hostsUpdated(final HostsAnswer answer) {
        group.get().hostsUpdated(side, answer, System.nanoTime());
    }

    @Override
    public void hostsCounted(final long token, final Optional<Map<HostKey, Long>> packets) {
        group.get().hostsCounted(side, token, packets, System.nanoTime());
    }

    @Override
    public void announcementGroupsRefused(final String reason) {
        group.get().announcementGroupsRefused(side, reason, System.nanoTime());
    }

    @Override
    public void announcementsMissing(final int missing) {
        group.get().announcementsMissing(side, missing, System.nanoTime());
    }
}
