/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How often a bridge that forwards is told of changes.
 */
final class UpdatePaceTest {
    private static final long START = -TimeUnit.DAYS.toNanos(1);

    private final UpdatePace pace = new UpdatePace(START);

    /** Something changes every millisecond. */
    private int told(final long from, final long millis) {
        int times = 0;
        for (long passed = 0; passed < millis; passed++) {
            final long now = from + TimeUnit.MILLISECONDS.toNanos(passed);
            if (now >= pace.due()) {
                pace.told(now);
                times++;
            }
        }
        return times;
    }

    @Test
    void theFirstChangesGoAtOnceAndWhereTheyDoNotEndTheyAreCollected() {
        assertEquals(UpdatePace.AT_ONCE, told(START, UpdatePace.AT_ONCE));
        final long then = START + TimeUnit.MILLISECONDS.toNanos(UpdatePace.AT_ONCE);
        assertEquals(20, told(then, 2000));
    }

    @Test
    void afterAPauseTheyGoAtOnceAgainAndNotMoreThanAtFirst() {
        told(START, 2000);
        final long later = START + TimeUnit.HOURS.toNanos(1);
        assertEquals(UpdatePace.AT_ONCE, told(later, UpdatePace.AT_ONCE));
    }

    @Test
    void whoRestsIsNotToldForAWhile() {
        pace.rest(START);
        assertEquals(0, told(START, TimeUnit.NANOSECONDS.toMillis(UpdatePace.REST)));
        assertEquals(START + UpdatePace.REST, pace.due());
    }
}
