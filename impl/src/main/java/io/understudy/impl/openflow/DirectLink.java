/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.ListenableFuture;

/**
 * The second connection to a bridge, for what must not wait: frames, barriers and the gate. What is sent leaves in the
 * order of the calls. Nothing blocks: an answer is a future.
 */
public interface DirectLink {
    /**
     * Sends a frame out of a port. OpenFlow does not acknowledge it.
     *
     * @param port the port number
     * @param frame the frame, without frame check sequence
     */
    void transmit(long port, byte[] frame);

    /**
     * Sends messages and a barrier behind them.
     *
     * @param messages encoded messages of OpenFlow 1.3, one behind the other; none for the barrier alone
     * @return done when the bridge has carried out all that was sent before. Fails with
     *     {@link BridgeRefusedException} if it refused one of the messages, and with {@link LinkEndedException} if it
     *     has not answered and never will
     */
    ListenableFuture<Void> exchange(byte[] messages);

    /**
     * Asks what the buckets of all groups have counted.
     *
     * @return of each group by its number the packets of its buckets, in their order. Fails as {@link #exchange} does
     */
    ListenableFuture<ImmutableMap<Integer, ImmutableList<Long>>> groupCounters();
}
