/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * A warm-up that does not reach its end has warmed up something else than takeovers.
 */
final class WarmUpTest {
    @Test
    void everyTakeoverIsPlayed() throws Exception {
        assertEquals(400, WarmUp.play());
    }
}
