/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.rev131026.FlowCookie;
import org.opendaylight.yangtools.yang.common.Uint64;

/**
 * How we tell our flows from others'.
 */
final class FlowKindTest {
    private static long bits(final FlowCookie cookie) {
        return cookie.getValue().longValue();
    }

    @ParameterizedTest
    @EnumSource
    void aCookieTellsItsKind(final FlowKind kind) {
        assertEquals(Optional.of(kind), FlowKind.of(kind.cookie()));
    }

    @ParameterizedTest
    @EnumSource
    void theMaskForAllOursSelectsEveryKind(final FlowKind kind) {
        assertEquals(bits(FlowKind.OURS), bits(kind.cookie()) & bits(FlowKind.OURS_MASK));
    }

    @ParameterizedTest
    @EnumSource
    void theMaskOfAKindSelectsNoOther(final FlowKind kind) {
        for (var other : FlowKind.values()) {
            assertEquals(other == kind, (bits(other.cookie()) & bits(FlowKind.KIND_MASK)) == bits(kind.cookie()));
        }
    }

    @Test
    void noTwoKindsShareACookie() {
        assertEquals(FlowKind.values().length, Arrays.stream(FlowKind.values()).map(FlowKind::cookie)
            .collect(Collectors.toSet()).size());
    }

    @ParameterizedTest
    @CsvSource({"0", "0xffffffffffffffff", "0x5554010000000000", "0x0000010000000000", "0x2b00000000000001"})
    void flowsOfOthersAreNotOurs(final String cookie) {
        assertEquals(Optional.empty(), FlowKind.of(new FlowCookie(Uint64.fromLongBits(
            Long.parseUnsignedLong(cookie.replace("0x", ""), 16)))));
    }

    @Test
    void aFlowWithoutACookieIsNotOurs() {
        assertEquals(Optional.empty(), FlowKind.of(null));
    }

    @Test
    void ofALaterVersionWeKnowThatItIsOursButNotItsKind() {
        assertEquals(Optional.empty(), FlowKind.of(new FlowCookie(Uint64.fromLongBits(0x5553fe0000000000L))));
    }
}
