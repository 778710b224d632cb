/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Event;
import io.understudy.core.group.HostsAnswer;
import io.understudy.core.model.HostKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the answers of one bridge go.
 *
 * @param mailbox runs something on the group's thread, before everything that waits there
 * @param events takes an event, on the group's thread
 * @param hosts takes what was taken of the flows of hosts, on the group's thread
 * @param counts takes what the flows of hosts have counted, on the group's thread
 * @param announcements takes what is told of the announcement groups, on the group's thread
 */
record BridgeAnswers(Consumer<Runnable> mailbox, Consumer<Event> events, Consumer<HostsAnswer> hosts, Counts counts,
        GroupAnnouncer.Reports announcements) {
    BridgeAnswers {
        requireNonNull(mailbox);
        requireNonNull(events);
        requireNonNull(hosts);
        requireNonNull(counts);
        requireNonNull(announcements);
    }

    /** Takes the answer to a count of the hosts, see {@link io.understudy.core.group.Group#hostsCounted}. */
    @FunctionalInterface
    interface Counts {
        void accept(long token, Optional<Map<HostKey, Long>> packets);
    }
}
