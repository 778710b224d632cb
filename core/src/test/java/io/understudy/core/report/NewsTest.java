/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.failover.Command;
import io.understudy.core.failover.Severity;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When news are told.
 */
final class NewsTest {
    private static final long MILLI = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private final News news = new News(new Sink(), 0);

    private final class Sink implements GroupSink {
        @Override
        public void hosts(final Replication replication) {
            throw new AssertionError("not news");
        }

        @Override
        public void tableChange(final TableChange change) {
            throw new AssertionError("not news");
        }

        @Override
        public void event(final Severity severity, final String text, final long at) {
            told.add(text + " at " + at / MILLI);
        }
    }

    private void event(final String text, final long millis) {
        news.event(new Command.Record(Severity.INFO, text), millis * MILLI);
    }

    @Test
    void withoutAMoveNewsAreToldAtOnce() {
        event("a", 1);
        assertTrue(news.nextDue() <= MILLI);
        news.flush(MILLI);
        assertEquals(List.of("a at 1"), told);
        assertEquals(Long.MAX_VALUE, news.nextDue());
        assertEquals(5 * MILLI, news.notBefore(5 * MILLI));
    }

    @Test
    void duringAMoveTheyWaitUntilItIsOverAndKeepTheirTimesAndTheirOrder() {
        news.holdBack(10 * MILLI);
        event("a", 10);
        news.holdBack(15 * MILLI);
        event("b", 15);
        news.flush(34 * MILLI);
        assertEquals(List.of(), told);
        assertEquals(35 * MILLI, news.nextDue());
        assertEquals(35 * MILLI, news.notBefore(20 * MILLI));
        news.flush(35 * MILLI);
        assertEquals(List.of("a at 10", "b at 15"), told);
    }

    @Test
    void aMoveThatDoesNotEndHoldsThemForAQuarterOfASecond() {
        event("a", 0);
        for (long millis = 0; millis <= 250; millis++) {
            assertEquals(List.of(), told);
            news.holdBack(millis * MILLI);
            news.flush(millis * MILLI);
        }
        assertEquals(List.of("a at 0"), told);
        news.holdBack(270 * MILLI);
        assertTrue(news.isQuiet(270 * MILLI), "and then again");
    }
}
