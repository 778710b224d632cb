/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What readings of counters tell.
 */
final class HostUseTest {
    private static final long AGING = 100;
    private static final HostKey ONE = host(1);
    private static final HostKey TWO = host(2);

    private final HostUse use = new HostUse();

    private static HostKey host(final int number) {
        return new HostKey(0, new MacAddress(0x0200_0000_0000L + number));
    }

    private Set<HostKey> read(final long asked, final long answered, final Map<HostKey, Long> packets) {
        use.ask(asked);
        use.take(packets, answered);
        while (use.isComparing()) {
            use.compare(AGING);
        }
        return use.takeUnused(Integer.MAX_VALUE);
    }

    @Test
    void unusedIsWhoseCountStoodForTheAgeingTime() {
        assertEquals(Set.of(), read(0, 0, Map.of(ONE, 5L, TWO, 5L)));
        assertEquals(Set.of(), read(50, 50, Map.of(ONE, 5L, TWO, 6L)));
        assertEquals(Set.of(ONE), read(100, 100, Map.of(ONE, 5L, TWO, 6L)));
        assertEquals(Set.of(ONE, TWO), read(150, 150, Map.of(ONE, 5L, TWO, 6L)));
    }

    @Test
    void timeOnTheWayDoesNotCount() {
        read(0, 10, Map.of(ONE, 5L));
        assertEquals(Set.of(), read(105, 115, Map.of(ONE, 5L)));
        assertEquals(Set.of(ONE), read(110, 120, Map.of(ONE, 5L)));
    }

    @Test
    void whoWasLeftOutOnceBeginsAnew() {
        read(0, 0, Map.of(ONE, 5L));
        read(50, 50, Map.of());
        assertEquals(Set.of(), read(100, 100, Map.of(ONE, 5L)));
        assertEquals(Set.of(ONE), read(200, 200, Map.of(ONE, 5L)));
    }

    @Test
    void anAnswerThatDidNotComeBreaksNothingOff() {
        read(0, 0, Map.of(ONE, 5L));
        use.ask(50);
        use.drop();
        assertEquals(Set.of(ONE), read(100, 100, Map.of(ONE, 5L)));
    }

    @Test
    void flowsThatWereWrittenBeginAnewWheneverThatWas() {
        read(0, 0, Map.of(ONE, 5L));
        use.written(List.of(ONE));
        assertEquals(Set.of(), read(100, 100, Map.of(ONE, 5L)));

        use.ask(200);
        use.written(List.of(ONE));
        use.take(Map.of(ONE, 5L), 200);
        use.compare(AGING);
        assertFalse(use.hasUnused(), "while it was asked for");
        assertEquals(Set.of(), read(250, 250, Map.of(ONE, 5L)), "that reading was not one to begin with, either");

        use.ask(400);
        use.take(Map.of(ONE, 5L), 400);
        use.compare(AGING);
        assertTrue(use.hasUnused());
        use.written(List.of(ONE));
        assertFalse(use.hasUnused(), "after it was compared");
    }

    @Test
    void manyAreComparedSliceBySlice() {
        final var packets = new HashMap<HostKey, Long>();
        for (int number = 0; number < 3 * HostUse.SLICE; number++) {
            packets.put(host(number), 1L);
        }
        read(0, 0, packets);
        use.ask(100);
        use.take(packets, 100);
        use.compare(AGING);
        assertTrue(use.isComparing());
        assertEquals(HostUse.SLICE, use.takeUnused(Integer.MAX_VALUE).size());
        final var rest = packets.keySet();
        use.written(rest);
        while (use.isComparing()) {
            use.compare(AGING);
        }
        assertFalse(use.hasUnused(), "all were written in between");
        assertEquals(Set.of(), read(200, 200, packets));
        assertEquals(rest, read(300, 300, packets));
    }
}
