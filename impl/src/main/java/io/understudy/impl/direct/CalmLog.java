/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static java.util.Objects.requireNonNull;

import io.understudy.impl.text.Printable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * A log that strangers cannot flood: some lines a minute, and then how many were left out. Those are still written
 * for whoever debugs. Lines are written by another thread: when a connection ends, the one that serves them has a
 * takeover to carry out, and a line in the log takes it up to some milliseconds.
 */
final class CalmLog {
    private static final int LINES = 20;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final Executor writer;
    private long windowEnd;
    private int lines;
    private int leftOut;

    CalmLog(final Logger log, final Executor writer, final long now) {
        this.log = requireNonNull(log);
        this.writer = requireNonNull(writer);
        windowEnd = now + WINDOW;
    }

    void warn(final String line) {
        final int before = admit(System.nanoTime());
        if (before < 0) {
            log.debug("direct port: {}", Printable.of(line));
        } else {
            writer.execute(() -> log.warn("direct port: {}{}", Printable.of(line), note(before)));
        }
    }

    void info(final String line) {
        final int before = admit(System.nanoTime());
        if (before < 0) {
            log.debug("direct port: {}", Printable.of(line));
        } else {
            writer.execute(() -> log.info("direct port: {}{}", Printable.of(line), note(before)));
        }
    }

    private static String note(final int before) {
        return before == 0 ? "" : "; before that, " + before + " lines like it were left out";
    }

    /**
     * Decides about a line.
     *
     * @param now the time, ns
     * @return negative if it is left out; else how many were left out before it
     */
    synchronized int admit(final long now) {
        if (now - windowEnd >= 0) {
            windowEnd = now + WINDOW;
            lines = 0;
        }
        if (lines >= LINES) {
            leftOut++;
            return -1;
        }
        lines++;
        final int before = leftOut;
        leftOut = 0;
        return before;
    }
}
