/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
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

    /**
     * Has something done on the group's thread when a request has an answer.
     *
     * @param done the request
     * @param success takes its answer
     * @param failure takes the reason if it failed
     */
    <T> void whenDone(final ListenableFuture<T> done, final Consumer<T> success,
            final Consumer<String> failure) {
        Futures.addCallback(done, new FutureCallback<T>() {
            @Override
            public void onSuccess(final T result) {
                mailbox.accept(() -> success.accept(result));
            }

            @Override
            public void onFailure(final Throwable cause) {
                final var reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
                mailbox.accept(() -> failure.accept(reason));
            }
        }, MoreExecutors.directExecutor());
    }

    /** Takes the answer to a count of the hosts, see {@link io.understudy.core.group.Group#hostsCounted}. */
    @FunctionalInterface
    interface Counts {
        void accept(long token, Optional<Map<HostKey, Long>> packets);
    }
}
