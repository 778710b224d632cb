/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
            assertEquals(other == kind, (bits(other.cookie()) & bits(FlowKind.KIND_MASK)) == bits(kind.selector()));
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

    @ParameterizedTest
    @EnumSource
    void aKindIsToldAndSelectedInEveryVersion(final FlowKind kind) {
        for (long version = 0; version <= 255; version++) {
            final long cookie = bits(kind.selector()) | version << 32;
            assertEquals(Optional.of(kind), FlowKind.of(cookie));
            assertEquals(bits(kind.selector()), cookie & bits(FlowKind.KIND_MASK));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCookieTellsItsVersionUnlessItsKindIsTheSameInAll(final FlowKind kind) {
        final var lasting = Set.of(FlowKind.GATE, FlowKind.SOURCE, FlowKind.DESTINATION).contains(kind);
        assertEquals(lasting ? OptionalInt.empty() : OptionalInt.of(PipelineVersion.CURRENT),
            FlowKind.versionOf(kind.cookie()));
        assertEquals(lasting, kind.cookie().equals(kind.selector()), "what lasts is as it was before the versions");
        assertEquals(lasting ? OptionalInt.empty() : OptionalInt.of(0), FlowKind.versionOf(kind.selector()));
    }

    @Test
    void theVersionOfAnUnknownKindIsToldToo() {
        assertEquals(OptionalInt.of(0xab), FlowKind.versionOf(cookie("0x5553feab00000000")));
        assertEquals(OptionalInt.empty(), FlowKind.versionOf(cookie("0x5554feab00000000")), "of another application");
        assertEquals(OptionalInt.empty(), FlowKind.versionOf(null));
    }

    private static FlowCookie cookie(final String bits) {
        return new FlowCookie(Uint64.fromLongBits(Long.parseUnsignedLong(bits.substring(2), 16)));
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
