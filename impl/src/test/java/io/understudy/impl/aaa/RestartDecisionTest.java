/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.aaa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartDecisionTest {
    private final RestartDecision decision = new RestartDecision(2, 6);

    @Test
    void whatRunsIsNeverRestarted() {
        assertEquals(List.of(), restarts(100, false));
    }

    @Test
    void whatIdlesIsRestartedAfterLongerAndLongerTimesUpToTheLongest() {
        assertEquals(List.of(2, 6, 12, 18), restarts(20, true));
    }

    @Test
    void whatRanInBetweenIsRestartedAfterTheFirstTimeAgain() {
        restarts(7, true);
        restarts(1, false);
        assertEquals(List.of(2, 6), restarts(7, true));
    }

    @Test
    void looksThatDoNotFollowEachOtherDoNotCountTogether() {
        restarts(1, true);
        restarts(1, false);
        assertEquals(List.of(), restarts(1, true));
    }

    /** Looks many times; returns at which of them a restart was due, counted from 1. */
    private List<Integer> restarts(final int looks, final boolean idle) {
        return IntStream.rangeClosed(1, looks).filter(look -> decision.isDue(idle)).boxed().toList();
    }
}
