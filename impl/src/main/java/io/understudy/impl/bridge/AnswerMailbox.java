/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.bridge.BridgeAnswers;
import java.util.function.Consumer;

/**
 * Brings the answers of one bridge to the group's thread.
 *
 * @param thread runs something on the group's thread, before everything that waits there
 * @param answers takes what the bridge answers; called on the group's thread alone
 */
public record AnswerMailbox(Consumer<Runnable> thread, BridgeAnswers answers) {
    /**
     * Checks that nothing is missing.
     */
    public AnswerMailbox {
        requireNonNull(thread);
        requireNonNull(answers);
    }

    /**
     * Has something done on the group's thread.
     *
     * @param work what is to be done
     */
    void run(final Runnable work) {
        thread.accept(work);
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
        whenEnded(done, success, cause ->
            failure.accept(cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }

    /**
     * The same, for a caller that needs the kind of the failure.
     *
     * @param done the request
     * @param success takes its answer
     * @param failure takes the cause if it failed
     */
    <T> void whenEnded(final ListenableFuture<T> done, final Consumer<T> success,
            final Consumer<Throwable> failure) {
        Futures.addCallback(done, new FutureCallback<T>() {
            @Override
            public void onSuccess(final T result) {
                run(() -> success.accept(result));
            }

            @Override
            public void onFailure(final Throwable cause) {
                run(() -> failure.accept(cause));
            }
        }, MoreExecutors.directExecutor());
    }
}
