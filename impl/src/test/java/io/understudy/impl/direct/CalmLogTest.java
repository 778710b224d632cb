/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * How much of a log strangers can fill.
 */
final class CalmLogTest {
    private static final int OFFERED = 1000;

    private final CalmLog log = new CalmLog(LoggerFactory.getLogger(CalmLogTest.class), Runnable::run, 0);

    @Test
    void writesTheFirstLinesAndCountsTheRest() {
        final long written = IntStream.range(0, OFFERED).filter(line -> log.admit(line) >= 0).count();
        assertTrue(written > 0 && written < 100, "written: " + written);
        assertEquals(OFFERED - written, log.admit(TimeUnit.MINUTES.toNanos(1)));
        assertEquals(0, log.admit(TimeUnit.MINUTES.toNanos(1)), "they are told of once");
    }
}
