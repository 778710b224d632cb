/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What operators asked for and wait for. Used by the group's thread alone, but for the answers themselves.
 */
final class Requests {
    private final Map<Long, Request> open = new HashMap<>();
    private long last;

    /**
     * One of them.
     */
    static final class Request {
        private final SettableFuture<Optional<String>> answer = SettableFuture.create();

        /**
         * Returns its answer.
         *
         * @return done when it was carried out; the error if it was refused or failed
         */
        ListenableFuture<Optional<String>> done() {
            return answer;
        }
    }

    long open(final Request request) {
        last++;
        open.put(last, request);
        return last;
    }

    void answer(final long number, final Optional<String> error) {
        final var request = open.remove(number);
        if (request != null) {
            request.answer.set(error);
        }
    }

    void answerAll(final String error) {
        open.values().forEach(request -> request.answer.set(Optional.of(error)));
        open.clear();
    }
}
