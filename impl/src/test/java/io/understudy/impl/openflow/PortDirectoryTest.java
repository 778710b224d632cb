/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Finding the configured ports among those that a bridge has.
 */
final class PortDirectoryTest {
    private static final PortDirectory PORTS = new PortDirectory(Map.of(
        7L, new PortDirectory.Entry("uplink", true, false),
        2L, new PortDirectory.Entry("trunk-a", true, false),
        11L, new PortDirectory.Entry("trunk-b", false, false),
        3L, new PortDirectory.Entry("peer", true, false)));

    private static BridgeConfiguration bridge(final String uplink, final String peer, final String... trunks) {
        return new BridgeConfiguration(new BridgeId(1), 10, uplink, ImmutableList.copyOf(trunks), peer);
    }

    @Test
    void findsPortsByName() {
        final var found = PORTS.resolve(bridge("uplink", "peer", "trunk-b", "trunk-a"));
        assertEquals(Optional.of(new BridgePorts(7, ImmutableList.of(11L, 2L), 3)), found.numbers(),
            "trunks keep the configured order");
        assertEquals(EvidenceState.UP, found.links().uplink());
        assertEquals(ImmutableList.of(EvidenceState.DOWN, EvidenceState.UP), found.links().trunks());
        assertEquals(EvidenceState.UP, found.links().peer());
        assertEquals(Optional.empty(), found.problem());
    }

    @Test
    void findsPortsByNumber() {
        assertEquals(Optional.of(new BridgePorts(7, ImmutableList.of(2L), 3)),
            PORTS.resolve(bridge("7", "3", "2")).numbers());
    }

    @Test
    void aTextOfDigitsIsANumberEvenIfAPortIsNamedLikeIt() {
        final var ports = PORTS.with(9, Optional.of(new PortDirectory.Entry("7", true, false)));
        assertEquals(7, ports.resolve(bridge("7", "peer", "trunk-a")).numbers().orElseThrow().uplink());
    }

    @Test
    void tellsWhatIsMissingWhatThereIsAndWhatToDo() {
        final var found = PORTS.resolve(bridge("uplnk", "peer", "trunk-a", "trunk-c"));
        assertEquals(Optional.empty(), found.numbers());
        assertEquals("openflow:1 has no uplink-port 'uplnk' and no trunk-port 'trunk-c'; it has 'trunk-a' (2),"
            + " 'peer' (3), 'uplink' (7), 'trunk-b' (11): correct the group or add the port",
            found.problem().orElseThrow());
        assertEquals(EvidenceState.DOWN, found.links().uplink(), "a port that is not there carries nothing");
        assertEquals(ImmutableList.of(EvidenceState.UP, EvidenceState.DOWN), found.links().trunks());
    }

    @Test
    void tellsThatThereAreNoPorts() {
        final var problem = PortDirectory.EMPTY.resolve(bridge("uplink", "peer", "trunk-a")).problem().orElseThrow();
        assertTrue(problem.contains("it has no ports"), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "99999999999999999999", "4294967040", "Uplink", " uplink"})
    void whatIsNotThereIsNotFound(final String reference) {
        assertTrue(PORTS.resolve(bridge(reference, "peer", "trunk-a")).problem().isPresent());
    }

    @Test
    void aPortThatGoesIsMissing() {
        final var without = PORTS.with(3, Optional.empty());
        assertTrue(without.resolve(bridge("uplink", "peer", "trunk-a")).problem().orElseThrow()
            .contains("no peer-port 'peer'"));
        assertTrue(PORTS.resolve(bridge("uplink", "peer", "trunk-a")).problem().isEmpty(), "the old one is as it was");
    }

    @Test
    void aPortThatComesBackUnderAnotherNumberIsFound() {
        final var moved = PORTS.with(7, Optional.empty())
            .with(21, Optional.of(new PortDirectory.Entry("uplink", true, false)));
        assertEquals(21, moved.resolve(bridge("uplink", "peer", "trunk-a")).numbers().orElseThrow().uplink());
    }
}
