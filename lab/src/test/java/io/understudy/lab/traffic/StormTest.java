/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StormTest {
    private static final int RATE = 1000;
    private static final int FIRST = 11;
    private static final int LAST = 110;
    private static final int PATIENCE_SECONDS = 120;

    @Test
    void everyHostSpeaksOnceInItsTurn() throws InterruptedException {
        final var heard = new CopyOnWriteArrayList<Integer>();
        final var all = new CountDownLatch(LAST - FIRST + 1);
        final var storm = Storm.start((first, last) -> IntStream.rangeClosed(first, last).forEach(host -> {
            heard.add(host);
            all.countDown();
        }), FIRST, LAST, RATE);
        assertTrue(all.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "heard: " + heard);
        storm.close();
        assertEquals(IntStream.rangeClosed(FIRST, LAST).boxed().toList(), List.copyOf(heard));
    }

    @Test
    void aStormThatDiesDownIsNotTakenForOne() throws InterruptedException {
        final var spoken = new CountDownLatch(1);
        final var storm = Storm.start((first, last) -> {
            spoken.countDown();
            throw new IllegalStateException("the port is gone");
        }, FIRST, LAST, RATE);
        assertTrue(spoken.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        final var message = assertThrows(RuntimeException.class, storm::close).getMessage();
        assertTrue(message.contains("host 11") && message.contains("the port is gone"), message);
    }
}
