/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A flood of moving hosts leaves a few lines, and the number of those that were left out.
 */
final class EventBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EventBudget budget = new EventBudget();

    @Test
    void aFloodIsCutAndCounted() {
        for (int event = 0; event < EventBudget.EVENTS; event++) {
            assertEquals(OptionalInt.of(0), budget.admit(-SECOND));
        }
        assertEquals(OptionalInt.empty(), budget.admit(0));
        assertEquals(OptionalInt.empty(), budget.admit(8 * SECOND));
        assertEquals(OptionalInt.of(2), budget.admit(9 * SECOND), "a new window, and what was left out before it");
        assertEquals(OptionalInt.of(0), budget.admit(9 * SECOND), "told once");
    }
}
