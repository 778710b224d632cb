/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines as tcpdump 4.99 prints them.
 */
class CapturedFrameTest {
    @Test
    void aReverseArpIsDecoded() {
        final var frame = CapturedFrame.parse("1795408124.653259 02:00:00:00:01:0a > ff:ff:ff:ff:ff:ff, "
            + "ethertype Reverse ARP (0x8035), length 60: Reverse Request who-is 02:00:00:00:01:0a tell "
            + "02:00:00:00:01:0a, length 46").orElseThrow();
        assertEquals(Instant.parse("2026-11-23T04:28:44.653259Z"), frame.at());
        assertEquals("02:00:00:00:01:0a", frame.source());
        assertEquals(CapturedFrame.BROADCAST, frame.destination());
        assertEquals(0x8035, frame.etherType());
        assertEquals(OptionalInt.empty(), frame.vlan());
        assertEquals(60, frame.length());
        assertTrue(frame.text().startsWith("Reverse Request who-is"), frame.text());
    }

    @Test
    void readsThroughAVlanTag() {
        final var frame = CapturedFrame.parse("1795408124.000001 02:00:00:00:01:01 > Broadcast, "
            + "ethertype 802.1Q (0x8100), length 64: vlan 100, p 0, ethertype ARP (0x0806), "
            + "Request who-has 10.77.0.1 tell 10.77.0.1, length 46").orElseThrow();
        assertEquals(OptionalInt.of(100), frame.vlan());
        assertEquals(0x0806, frame.etherType());
        assertEquals(CapturedFrame.BROADCAST, frame.destination());
        assertEquals("Request who-has 10.77.0.1 tell 10.77.0.1, length 46", frame.text());
    }

    @Test
    void readsAnEtherTypeWithoutAName() {
        final var frame = CapturedFrame.parse("1795408124.000001 02:00:00:00:01:01 > 02:00:00:00:01:02, "
            + "ethertype Unknown (0x88b5), length 60: ").orElseThrow();
        assertEquals(0x88b5, frame.etherType());
        assertEquals("", frame.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "\t0x0000:  0001 0800 0604 0003",
        "1795408124.000001 02:00:00:00:01:01 > 01:80:c2:00:00:00, 802.3, length 39: LLC, dsap STP (0x42) Individual",
        "tcpdump: listening on eth0"
    })
    void passesOverWhatIsNoFrameWithAnEtherType(final String line) {
        assertTrue(CapturedFrame.parse(line).isEmpty());
    }
}
