/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MacAddressTest {
    @ParameterizedTest
    @CsvSource({
        "00:00:00:00:00:00, 0",
        "02:00:00:00:00:0a, 2199023255562",
        "ff:ff:ff:ff:ff:ff, 281474976710655"
    })
    void textAndNumberAndBytesAgree(final String text, final long value) {
        final var address = MacAddress.parse(text);
        assertEquals(value, address.value());
        assertEquals(text, address.toString());
        assertEquals(address, MacAddress.from(address.toBytes(), 0));
    }

    @Test
    void addressesByAPatternSpreadOverAHashTable() {
        final var places = new HashSet<Integer>();
        for (int number = 0; number < 10_000; number++) {
            // as the testbed gives them out: two bytes count, with a fixed one between them
            final long value = 0x0200_0000_0100L + ((long) (number >> 8) << 16) + (number & 0xff);
            places.add(new MacAddress(value).hashCode() & 0xffff);
        }
        // 9,278 at random; 256 where the halves of the number are merely laid upon each other
        assertTrue(places.size() > 8_000, places.size() + " places");
    }

    @Test
    void bytesAreInTheOrderOfTheWire() {
        assertArrayEquals(new byte[] {2, 0, 0, (byte) 0x80, 0, 10}, MacAddress.parse("02:00:00:80:00:0A").toBytes());
        assertEquals(MacAddress.parse("02:00:00:80:00:0a"),
            MacAddress.from(new byte[] {1, 2, 0, 0, (byte) 0x80, 0, 10, 3}, 1));
    }

    @Test
    void tooFewBytesAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> MacAddress.from(new byte[8], 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "02", "02:00:00:00:00", "02:00:00:00:00:0a:0b", "2:0:0:0:0:a", "02-00-00-00-00-0a", "02:00:00:00:00:0g",
        " 02:00:00:00:00:0a", "02:00:00:00:00:0a\n", "02:00:00:00:00:+a"
    })
    void otherNotationsAreRefused(final String text) {
        final var message = assertThrows(IllegalArgumentException.class, () -> MacAddress.parse(text)).getMessage();
        assertTrue(message.contains("'" + text + "'"), message);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 48, Long.MIN_VALUE, Long.MAX_VALUE})
    void otherNumbersAreRefused(final long value) {
        assertThrows(IllegalArgumentException.class, () -> new MacAddress(value));
    }

    @ParameterizedTest
    @CsvSource({
        "ff:ff:ff:ff:ff:ff, true",
        "01:00:5e:00:00:01, true",
        "33:33:00:00:00:01, true",
        "03:00:00:00:00:00, true",
        "00:00:00:00:00:00, false",
        "02:01:01:01:01:01, false",
        "fe:ff:ff:ff:ff:ff, false"
    })
    void groupBitIsTheLowestOfTheFirstByte(final String text, final boolean group) {
        assertEquals(group, MacAddress.parse(text).isGroup());
    }

    @Test
    void onlyZeroIsZero() {
        assertTrue(MacAddress.ZERO.isZero());
        assertFalse(MacAddress.BROADCAST.isZero());
        assertFalse(new MacAddress(1).isZero());
    }

    @Test
    void orderIsThatOfTheText() {
        final var ordered = List.of("00:00:00:00:00:00", "00:00:00:00:00:ff", "02:00:00:00:00:00", "80:00:00:00:00:00",
            "ff:ff:ff:ff:ff:ff").stream().map(MacAddress::parse).toList();
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }
}
