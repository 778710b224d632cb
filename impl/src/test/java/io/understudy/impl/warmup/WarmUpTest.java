/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * The rehearsal must reach its end, or it has rehearsed something else than takeovers.
 */
final class WarmUpTest {
    @Test
    void everyTakeoverIsPlayed() throws Exception {
        assertEquals(400, WarmUp.play());
    }
}
