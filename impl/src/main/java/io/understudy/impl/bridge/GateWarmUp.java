/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.DirectLink;
import io.understudy.impl.openflow.Pipeline;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds and removes a flow that changes nothing again and again, so that all code on the way has been compiled before a
 * takeover needs it. One exchange follows the other; nothing waits for it. What is compiled stays so: a bridge that
 * comes back is spared.
 */
final class GateWarmUp {
    private static final int TIMES = 300;

    private boolean done;

    /**
     * Begins by the second connection, if there is one, else by the first.
     *
     * @param mailbox runs something on the group's thread
     */
    void begin(final Pipeline plan, final Optional<DirectLink> link, final BridgeClient client,
            final Consumer<Runnable> mailbox) {
        if (done) {
            return;
        }
        if (link.isPresent()) {
            done = true;
            repeat(link.orElseThrow(), plan.directWarmUp(), 2 * TIMES, mailbox);
        } else {
            client.warmUp(plan.warmUp(), TIMES);
        }
    }

    private void repeat(final DirectLink on, final List<byte[]> messages, final int times,
            final Consumer<Runnable> mailbox) {
        if (times > 0) {
            Futures.addCallback(on.exchange(messages.get(times % messages.size())), new FutureCallback<Void>() {
                @Override
                public void onSuccess(final Void result) {
                    mailbox.accept(() -> repeat(on, messages, times - 1, mailbox));
                }

                @Override
                public void onFailure(final Throwable cause) {
                    // it ended, or takes no such flow: it is only a warm-up
                }
            }, MoreExecutors.directExecutor());
        }
    }
}
