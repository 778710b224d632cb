/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An operator who asks again for a move of the role that was refused because a busy bridge did not confirm in time that
 * its gate is closed.
 */
public final class PersistentOperator {
    private static final String NOT_FENCED = "did not confirm that its gate is closed";
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private PersistentOperator() {
        // only a function
    }

    /**
     * Makes a request until it is not refused for that reason.
     *
     * @param <T> an outcome
     * @param request makes it
     * @param text what an outcome says
     * @return the last outcome
     * @throws ConditionTimeoutException if it is refused for that reason for three minutes
     */
    public static <T> T ask(final Supplier<T> request, final Function<T, String> text) {
        return Awaitility.await("a gate that is confirmed in time").pollDelay(Duration.ZERO)
            .pollInterval(ASK_AGAIN_AFTER).atMost(PATIENCE)
            .until(request::get, outcome -> !text.apply(outcome).contains(NOT_FENCED));
    }
}
