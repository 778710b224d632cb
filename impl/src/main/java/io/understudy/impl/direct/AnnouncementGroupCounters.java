/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.SettableFuture;
import io.netty.buffer.ByteBuf;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.LinkEndedException;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests for the counters of groups that wait for their answers, which may come in several messages. Used by the
 * connection's thread alone.
 */
final class AnnouncementGroupCounters {
    private static final int TRANSACTION_OFFSET = 4;

    private final Map<Integer, Request> waiting = new HashMap<>();

    private record Request(SettableFuture<ImmutableMap<Integer, ImmutableList<Long>>> done,
            ImmutableMap.Builder<Integer, ImmutableList<Long>> groups) {
    }

    /**
     * Begins a request.
     *
     * @param transaction its transaction id
     * @param done is told the counters
     * @return the transaction id
     */
    int begin(final int transaction, final SettableFuture<ImmutableMap<Integer, ImmutableList<Long>>> done) {
        waiting.put(transaction, new Request(done, ImmutableMap.builder()));
        return transaction;
    }

    /**
     * Takes an answer, or a part of one.
     */
    void take(final ByteBuf reply) {
        final int transaction = reply.getInt(TRANSACTION_OFFSET);
        final var request = waiting.get(transaction);
        if (request == null) {
            return;
        }
        Messages.groupCounters(reply, request.groups()::put);
        if (!Messages.hasMore(reply)) {
            waiting.remove(transaction);
            request.done().set(request.groups().buildKeepingLast());
        }
    }

    /**
     * Takes an error.
     *
     * @return whether it was one of these
     */
    boolean refused(final int transaction, final String reason) {
        final var request = waiting.remove(transaction);
        if (request != null) {
            request.done().setException(new BridgeRefusedException(reason));
        }
        return request != null;
    }

    /**
     * Fails all that waits: no answer will come.
     */
    void end(final String reason) {
        waiting.values().forEach(request -> request.done().setException(new LinkEndedException(reason)));
        waiting.clear();
    }
}
