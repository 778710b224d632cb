/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static io.understudy.core.model.Side.ALTERNATE;
import static io.understudy.core.model.Side.PREFERRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.core.model.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How a group starts: on bridges that are new, that forward already, or that are not as configured.
 */
final class StartTest {
    private final PairSimulation pair = new PairSimulation(SampleGroup.DEFAULT);

    @Test
    void thePreferredBridgeIsElected() {
        pair.connect(ALTERNATE);
        pair.run(500);
        assertEquals(List.of(), pair.moves(), "the other one may come yet");
        pair.connect(PREFERRED);
        pair.run(100);
        assertEquals(List.of("open preferred", "announce preferred"), pair.moves());
        pair.run(2_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertEquals(0, pair.state().failovers());
        assertEquals(Cause.INITIAL, pair.state().lastFailover().orElseThrow().cause());
    }

    @Test
    void theAlternateIsElectedIfThePreferredCannotCarryTraffic() {
        pair.bridge(PREFERRED).uplink = false;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(100);
        assertEquals(List.of("open alternate", "announce alternate"), pair.moves());
    }

    @ParameterizedTest
    @EnumSource
    void anOpenGateIsAdopted(final Side forwarding) {
        pair.bridge(forwarding).gateOpen = true;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(30_000);
        assertEquals(List.of("announce " + forwarding.name().toLowerCase(Locale.ROOT)), pair.moves(),
            "a restart of the controller touches no gate; who opened it may not have announced");
        assertEquals(Optional.of(forwarding), pair.state().primary());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @ParameterizedTest
    @EnumSource
    void anOpenGateIsAdoptedAndItsHostsAreAnnouncedAlsoIfTheOtherBridgeIsAbsent(final Side forwarding) {
        pair.bridge(forwarding).gateOpen = true;
        pair.connect(forwarding);
        pair.run(100);
        assertEquals(Optional.of(forwarding), pair.state().primary());
        assertEquals(List.of("announce " + forwarding.name().toLowerCase(Locale.ROOT)), pair.moves());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
    }

    @Test
    void oneOfTwoOpenGatesIsClosedAndTheSurvivorAnnounces() {
        pair.bridge(PREFERRED).gateOpen = true;
        pair.bridge(ALTERNATE).gateOpen = true;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(100);
        assertEquals(List.of("close alternate", "announce preferred"), pair.moves());
        assertTrue(pair.bridge(PREFERRED).gateOpen);
        assertFalse(pair.bridge(ALTERNATE).gateOpen);
        assertTrue(pair.log().stream().anyMatch(entry -> entry.severity() == Severity.CRITICAL
            && entry.text().contains("both gates were open")), () -> pair.log().toString());
    }

    @Test
    void ofTwoOpenGatesTheOneThatCarriesTrafficIsLeft() {
        pair.bridge(PREFERRED).gateOpen = true;
        pair.bridge(PREFERRED).uplink = false;
        pair.bridge(ALTERNATE).gateOpen = true;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(100);
        assertTrue(pair.bridge(ALTERNATE).gateOpen);
        assertFalse(pair.bridge(PREFERRED).gateOpen);
        assertEquals("announce alternate", pair.moves().getLast());
    }

    @ParameterizedTest
    @EnumSource
    void aSingleBridgeServesAfterTheGrace(final Side present) {
        pair.bridge(present.other()).sleep();
        pair.connect(present);
        pair.run(9_900);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.INITIALIZING, pair.status().code());
        pair.run(200);
        assertEquals(Optional.of(present), pair.state().primary());
        assertEquals(2, pair.moves().size());
        assertEquals(GroupStatus.Code.UNPROTECTED, pair.status().code());
        assertTrue(pair.reasons().contains("is not connected"), pair::reasons);
    }

    @Test
    void aSingleBridgeDoesNotServeBesideOneThatIsAlive() {
        // it answers heartbeats, so it may be forwarding; nobody can ask it
        pair.connect(ALTERNATE);
        pair.run(120_000);
        assertEquals(List.of(), pair.moves());
        assertTrue(pair.reasons().contains("openflow:1 is not connected but answers heartbeats"), pair::reasons);
    }

    @Test
    void aLateBridgeJoinsAsSecondary() {
        pair.bridge(PREFERRED).sleep();
        pair.connect(ALTERNATE);
        pair.run(15_000);
        pair.bridge(PREFERRED).wake();
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals(Optional.of(ALTERNATE), pair.state().primary());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
        assertFalse(pair.bridge(PREFERRED).gateOpen);
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatDoesNotExistKeepsTheGroupDownUntilItDoes(final Side wrong) {
        final var problem = "openflow:1 has no uplink-port 'uplnk'; it has 'uplink' (1), 'trunk' (2), 'peer' (3)";
        pair.bridge(wrong).portProblem = Optional.of(problem);
        pair.bridge(wrong).uplink = false;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(60_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.DOWN, pair.status().code());
        assertTrue(pair.status().reasons().contains(problem), pair::reasons);

        pair.bridge(wrong).uplink = true;
        pair.setPortProblem(wrong, Optional.empty());
        pair.run(3_000);
        assertEquals(List.of("open preferred", "announce preferred"), pair.moves());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void whatABridgeRefusedIsShownAndTriedAgain() {
        pair.bridge(ALTERNATE).refusesProgram = true;
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(30_000);
        assertEquals(List.of(), pair.moves());
        assertEquals(GroupStatus.Code.DOWN, pair.status().code());
        assertTrue(pair.reasons().contains("openflow:2 could not be programmed: table full"), pair::reasons);
        assertEquals(1, pair.log().stream().filter(entry -> entry.severity() == Severity.WARNING).count(),
            () -> "the same error is logged once, not every second: " + pair.log());

        pair.bridge(ALTERNATE).refusesProgram = false;
        pair.run(4_000);
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aBridgeThatConnectsTwiceWhileItIsReadStartsAnew() {
        pair.connect(PREFERRED);
        pair.disconnect(PREFERRED);
        pair.connect(PREFERRED);
        pair.connect(ALTERNATE);
        pair.run(3_000);
        assertEquals(List.of("open preferred", "announce preferred"), pair.moves());
        assertEquals(GroupStatus.Code.PROTECTED, pair.status().code());
    }

    @Test
    void aGateWhoseOpeningWasInterruptedIsOpenedAsAWhole() {
        final var group = PairSimulation.serving(SampleGroup.DEFAULT);
        group.switchover();
        group.runToOpenGate(ALTERNATE);
        group.disconnect(ALTERNATE);
        group.forget();
        group.connect(ALTERNATE);
        group.run(100);
        assertEquals(List.of("open alternate", "announce alternate"), group.moves());
        assertEquals(Optional.of(ALTERNATE), group.state().primary());
    }
}
