/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.core.model.HostKey;
import io.understudy.core.model.MacAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostMapTest {
    private static final int HOSTS = 5000;

    private final HostMap<Integer> map = new HostMap<>();
    private final TreeMap<HostKey, Integer> expected = new TreeMap<>();

    private static HostKey host(final int number) {
        return new HostKey(number % 3, new MacAddress(0x0200_0000_0000L + number / 3));
    }

    private void put(final int number, final int value) {
        map.put(host(number), value);
        expected.put(host(number), value);
    }

    private void remove(final int number) {
        assertEquals(expected.remove(host(number)), map.remove(host(number)));
    }

    private void compare() {
        assertEquals(List.copyOf(expected.values()), List.copyOf(map.values()));
        assertEquals(expected.size(), map.size());
        for (int number = 0; number < HOSTS; number++) {
            assertEquals(expected.get(host(number)), map.get(host(number)));
        }
    }

    @Test
    void anEmptyOneHasNobody() {
        compare();
        remove(7);
        assertEquals(0, map.size());
        assertNull(map.get(new HostKey(0, MacAddress.ZERO)));
        assertNull(map.get(new HostKey(HostKey.MAX_VLAN_ID, MacAddress.BROADCAST)));
    }

    /** However many there are: it grows and shrinks to nothing again, several times. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomChangesGiveWhatATreeMapGives(final long seed) {
        final var random = new Random(seed);
        for (int step = 0; step < 200_000; step++) {
            final int number = random.nextInt(HOSTS);
            if (random.nextInt(100) < (step / 20_000 % 2 == 0 ? 70 : 20)) {
                put(number, step);
            } else {
                remove(number);
            }
            if (step % 5000 == 0) {
                compare();
            }
        }
        compare();
    }

    /** Addresses are given out and taken back in order more often than not. */
    @Test
    void anyOrderWillDo() {
        final IntUnaryOperator up = number -> number;
        final IntUnaryOperator down = number -> HOSTS - 1 - number;
        final IntUnaryOperator inwards = number -> number % 2 == 0 ? number / 2 : HOSTS - 1 - number / 2;
        for (var coming : List.of(up, down, inwards)) {
            for (var going : List.of(up, down, inwards)) {
                IntStream.range(0, HOSTS).map(coming).forEach(number -> put(number, -number));
                compare();
                IntStream.range(0, HOSTS - 10).map(going).forEach(this::remove);
                compare();
                IntStream.range(0, HOSTS).forEach(this::remove);
                assertEquals(List.of(), List.copyOf(map.values()));
            }
        }
    }

    @Test
    void clearingForgetsAllAndItCanBeUsedAgain() {
        IntStream.range(0, HOSTS).forEach(number -> put(number, number));
        map.clear();
        expected.clear();
        compare();
        put(1, 1);
        compare();
    }

    @Test
    void theViewIsLiveAndCannotBeWritten() {
        final var values = map.values();
        put(1, 17);
        assertEquals(List.of(17), List.copyOf(values));
        final Iterator<Integer> all = values.iterator();
        all.next();
        assertThrows(UnsupportedOperationException.class, all::remove);
    }
}
