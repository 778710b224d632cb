/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A second connection whose other end is the test.
 */
public final class RecordedLink implements DirectLink {
    /** What was exchanged. */
    public final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    /** Requests for the counters of groups that wait for their answer. */
    public final BlockingQueue<SettableFuture<ImmutableMap<Integer, ImmutableList<Long>>>> counterRequests =
        new LinkedBlockingQueue<>();
    /** Where frames were sent. */
    public final BlockingQueue<Long> transmitted = new LinkedBlockingQueue<>();

    /**
     * Messages that wait for their answer.
     *
     * @param messages what was sent
     * @param answer is completed by the test
     */
    public record Exchange(byte[] messages, SettableFuture<Void> answer) {
    }

    @Override
    public void transmit(final long port, final byte[] frame) {
        transmitted.add(port);
    }

    @Override
    public ListenableFuture<ImmutableMap<Integer, ImmutableList<Long>>> groupCounters() {
        final var answer = SettableFuture.<ImmutableMap<Integer, ImmutableList<Long>>>create();
        counterRequests.add(answer);
        return answer;
    }

    @Override
    public ListenableFuture<Void> exchange(final byte[] messages) {
        final var exchange = new Exchange(messages, SettableFuture.create());
        exchanges.add(exchange);
        return exchange.answer();
    }
}
