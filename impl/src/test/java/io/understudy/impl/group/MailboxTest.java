/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.core.hosts.Backlog;
import org.junit.jupiter.api.Test;

/**
 * What is read first, and when time is judged.
 */
final class MailboxTest {
    private static final long MILLI = 1_000_000;
    private static final long START = -3 * MILLI;

    private final Mailbox mailbox = new Mailbox();

    @Test
    void evidenceGoesBeforeLearningAndBeforeTime() throws InterruptedException {
        assertEquals(Backlog.NONE, mailbox.backlog(START));
        mailbox.routine(() -> { });
        assertEquals(Backlog.LEARNING, mailbox.backlog(START));
        final Runnable evidence = () -> { };
        mailbox.urgent(evidence);
        assertEquals(Backlog.EVIDENCE, mailbox.backlog(START));
        assertEquals(evidence, mailbox.take(START));
        assertEquals(Backlog.LEARNING, mailbox.backlog(START));
    }

    @Test
    void whatIsSentFasterThanItIsReadDoesNotStopTheClock() {
        mailbox.urgent(() -> { });
        int judged = 0;
        for (int millis = 0; millis < 1_000; millis++) {
            judged += mailbox.backlog(START + millis * MILLI) == Backlog.EVIDENCE ? 0 : 1;
        }
        assertEquals(49, judged, "every 20 ms");
    }

    @Test
    void whoCatchesUpInBetweenIsNotBehind() throws InterruptedException {
        for (int millis = 0; millis < 1_000; millis += 10) {
            mailbox.urgent(() -> { });
            assertEquals(Backlog.EVIDENCE, mailbox.backlog(START + millis * MILLI));
            mailbox.take(START);
            assertEquals(Backlog.NONE, mailbox.backlog(START + millis * MILLI + MILLI));
        }
    }
}
