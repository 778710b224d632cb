/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What operators asked for and wait for.
 */
final class Requests {
    private final Map<Long, Consumer<Optional<String>>> open = new HashMap<>();
    private long last;

    /**
     * Takes a request.
     *
     * @param answer takes the error, or nothing if the request was carried out
     * @return its number
     */
    long open(final Consumer<Optional<String>> answer) {
        last++;
        open.put(last, answer);
        return last;
    }

    void answer(final long number, final Optional<String> error) {
        final var request = open.remove(number);
        if (request != null) {
            request.accept(error);
        }
    }

    void answerAll(final String error) {
        open.values().forEach(request -> request.accept(Optional.of(error)));
        open.clear();
    }
}
