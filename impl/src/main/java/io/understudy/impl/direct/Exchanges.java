/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import com.google.common.util.concurrent.SettableFuture;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.understudy.impl.openflow.BridgeRefusedException;
import io.understudy.impl.openflow.LinkEndedException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages that wait for the answer to the barrier behind them. A switch answers barriers in their order. Used by the
 * connection's thread alone.
 */
final class Exchanges {
    private static final int LENGTH_OFFSET = 2;
    private static final int TRANSACTION_OFFSET = 4;

    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private int transaction;

    private record Exchange(int first, int barrier, SettableFuture<Void> done) {
        boolean contains(final int candidate) {
            return Integer.compareUnsigned(candidate - first, barrier - first) <= 0;
        }
    }

    /**
     * Creates it.
     *
     * @param transaction the last transaction id that was used
     */
    Exchanges(final int transaction) {
        this.transaction = transaction;
    }

    int nextTransaction() {
        return ++transaction;
    }

    /**
     * Begins an exchange.
     *
     * @param messages encoded, without transaction ids
     * @param done is told how it ends
     * @return what is to be sent
     */
    ByteBuf begin(final byte[] messages, final SettableFuture<Void> done) {
        final int first = transaction + 1;
        final var all = Unpooled.buffer(messages.length + Messages.HEADER).writeBytes(messages);
        int at = 0;
        while (at < messages.length) {
            all.setInt(at + TRANSACTION_OFFSET, nextTransaction());
            at += all.getUnsignedShort(at + LENGTH_OFFSET);
        }
        final int barrier = nextTransaction();
        waiting.add(new Exchange(first, barrier, done));
        final var request = Messages.barrierRequest(barrier);
        return all.writeBytes(request);
    }

    /**
     * Takes the answer to a barrier.
     *
     * @return whether it is that to the first one that waits for it; any other one confirms nothing
     */
    boolean confirmed(final int barrier) {
        final var first = waiting.peek();
        if (first == null || first.barrier() != barrier) {
            return false;
        }
        waiting.remove().done().set(null);
        return true;
    }

    /**
     * Takes an error.
     *
     * @param refused the transaction id of the message that was refused
     * @param reason in words
     * @return whether it was one of an exchange
     */
    boolean refused(final int refused, final String reason) {
        for (var exchange : waiting) {
            if (exchange.contains(refused)) {
                exchange.done().setException(new BridgeRefusedException(reason));
                return true;
            }
        }
        return false;
    }

    /**
     * Fails all that waits: no answer will come.
     *
     * @param reason in words
     */
    void end(final String reason) {
        while (!waiting.isEmpty()) {
            waiting.remove().done().setException(new LinkEndedException(reason));
        }
    }
}
