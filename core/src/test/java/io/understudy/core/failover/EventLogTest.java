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

import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.Moment;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the event log says of what happened, with its severity and its figures.
 */
final class EventLogTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private static Command.Record entry(final Severity severity, final String text) {
        return new Command.Record(severity, text);
    }

    private static void assertLogged(final PairSimulation group, final Severity severity, final String text) {
        assertTrue(group.log().contains(entry(severity, text)), () -> group.log().toString());
    }

    private void assertLogged(final Severity severity, final String text) {
        assertLogged(pair, severity, text);
    }

    private static void assertNothingLogged(final PairSimulation group, final String part) {
        assertFalse(group.log().stream().anyMatch(entry -> entry.text().contains(part)),
            () -> group.log().toString());
    }

    /** The sentence about the last move, with the times that are published of it. */
    private static String takenOver(final PairSimulation group, final String name, final String from) {
        final var last = group.state().lastFailover().orElseThrow();
        assertTrue(last.suspectedAt() <= last.detectedAt(), () -> last.toString());
        return name + " forwards now in place of " + from + ": " + last.detail() + "; decided "
            + millis(last.detectedAt() - last.suspectedAt()) + " after the first sign, gate open "
            + millis(last.gateOpenAt().orElseThrow() - last.detectedAt()) + " later; see to " + from
            + ": until it is well again nobody takes over from " + name;
    }

    private static String millis(final long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    @Test
    void theStartOfAGroupIsTold() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.connect(PREFERRED);
        group.connect(ALTERNATE);
        group.run(100);
        assertEquals(List.of(entry(Severity.INFO, "openflow:1 connected"), entry(Severity.INFO, "openflow:2 connected"),
            entry(Severity.INFO, "openflow:1 is programmed"), entry(Severity.INFO, "openflow:2 is programmed"),
            entry(Severity.INFO, "openflow:1 forwards now: first promotion; decided 0.0 ms after the first sign,"
                + " gate open 1.0 ms later")), group.log());
    }

    @Test
    void thatThePreferredBridgeCouldNotBeChosenIsTold() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.bridge(PREFERRED).uplink = false;
        group.connect(PREFERRED);
        group.connect(ALTERNATE);
        group.run(100);
        assertEquals("first promotion; openflow:1 cannot carry traffic",
            group.state().lastFailover().orElseThrow().detail());
    }

    @Test
    void aBridgeThatWasFoundForwardingIsTold() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.bridge(ALTERNATE).gateOpen = true;
        group.connect(PREFERRED);
        group.connect(ALTERNATE);
        group.run(100);
        assertLogged(group, Severity.INFO, "openflow:2 was found forwarding and keeps the role");
    }

    @Test
    void aBridgeThatForwardsWithoutControlAtTheStartHasTheRole() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        group.bridge(PREFERRED).gateOpen = true;
        group.connect(ALTERNATE);
        group.run(60_000);
        assertEquals(Optional.of(PREFERRED), group.state().primary());
        assertEquals(List.of(), group.moves());
        assertLogged(group, Severity.WARNING, "openflow:1 is not connected, but forwards and keeps the role;"
            + " check its way to the controller");
    }

    @Test
    void aTakeoverIsCriticalAndTellsWhatWasLost() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        final long lost = pair.now();
        pair.runToMove("announce alternate", 20);
        final var last = pair.state().lastFailover().orElseThrow();
        assertEquals(lost, last.suspectedAt());
        assertEquals("openflow:1 answers neither heartbeats nor the controller, its OpenFlow connection is lost,"
            + " and nothing passes through it", last.detail());
        assertLogged(Severity.CRITICAL, takenOver(pair, "openflow:2", "openflow:1"));
        assertLogged(Severity.WARNING, "openflow:1 lost its OpenFlow connection; see whether its host and its way to"
            + " the controller are up");
    }

    @Test
    void aSilentDeathIsToldWithTheTimeOfItsFirstSign() {
        pair.bridge(PREFERRED).die();
        pair.runToMove("announce alternate", 2_000);
        final var last = pair.state().lastFailover().orElseThrow();
        assertTrue(last.suspectedAt() < last.detectedAt(), "a request was overdue first");
        assertEquals("openflow:1 answers neither heartbeats nor the controller, and nothing passes through it",
            last.detail());
        assertLogged(Severity.CRITICAL, takenOver(pair, "openflow:2", "openflow:1"));
    }

    @Test
    void whereNoProbesAreSentNothingIsSaidOfThePath() {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new PathProbeConfiguration(false, 1000, 3)));
        group.bridge(PREFERRED).die();
        group.disconnect(PREFERRED);
        group.runToMove("announce alternate", 20);
        assertEquals("openflow:1 answers neither heartbeats nor the controller, its OpenFlow connection is lost",
            group.state().lastFailover().orElseThrow().detail());
    }

    @Test
    void aSecondSignDoesNotMoveTheFirstOne() {
        pair.bridge(PREFERRED).die();
        pair.directConnectionLost(PREFERRED);
        final long first = pair.now();
        pair.run(2);
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        assertEquals(first, pair.state().lastFailover().orElseThrow().suspectedAt());
    }

    @Test
    void aSignThatWasDispelledIsForgotten() {
        pair.directConnectionLost(PREFERRED);
        assertEquals(pair.now(), pair.state().bridge(PREFERRED).suspectedAt());
        pair.run(5);
        assertEquals(Moment.NONE, pair.state().bridge(PREFERRED).suspectedAt(), "it answered");
    }

    @Test
    void aBridgeThatReturnsIsToldToBeFenced() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.run(5_000);
        pair.bridge(PREFERRED).wake();
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertLogged(Severity.INFO, "openflow:1 is fenced");
        assertLogged(Severity.INFO, "openflow:1 connected");
        assertLogged(Severity.INFO, "openflow:1 is programmed");
    }

    @Test
    void heartbeatsThatAreAnsweredAgainAreTold() {
        pair.setPeerLink(false);
        pair.run(10_000);
        pair.setPeerLink(true);
        pair.run(2_000);
        assertEquals(List.of(entry(Severity.INFO, "openflow:1 answers heartbeats again"),
            entry(Severity.INFO, "openflow:2 answers heartbeats again")), pair.log());
    }

    @Test
    void aPortThatIsMissingIsToldOnce() {
        final var problem = "openflow:2 has no peer-port 'peer'";
        pair.setPortProblem(ALTERNATE, Optional.of(problem));
        pair.setPortProblem(ALTERNATE, Optional.of(problem));
        assertEquals(List.of(entry(Severity.WARNING, problem)), pair.log());
        pair.setPortProblem(ALTERNATE, Optional.of("openflow:2 has no uplink-port 'uplink'"));
        assertEquals(2, pair.log().size(), "another one is told, too");
    }

    @Test
    void aGateThatIsOpenedAgainOutsideAMoveIsTold() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.switchover();
        pair.run(5);
        assertLogged(Severity.CRITICAL, "the role stays: openflow:1 did not confirm that its gate is closed:"
            + " table full");
        assertLogged(Severity.INFO, "openflow:1 forwards again");
    }

    @Test
    void aGateThatCannotBeClosedOutsideAMoveIsTold() {
        pair.bridge(ALTERNATE).refusesToClose = true;
        pair.disconnect(ALTERNATE);
        pair.connect(ALTERNATE);
        pair.run(5);
        assertLogged(Severity.WARNING, "the gate of openflow:2 could not be changed: table full");
    }

    @Test
    void aFenceThatIsRefusedByABridgeThatIsLostAnywayIsNotWorthAWord() {
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.setUplink(PREFERRED, false);
        pair.run(10);
        assertNothingLogged(pair, "could not be changed");
    }

    @Test
    void aTakeoverThatFailedIsTold() {
        pair.bridge(ALTERNATE).refusesToOpen = true;
        pair.switchover();
        pair.run(10);
        assertLogged(Severity.CRITICAL, "openflow:2 did not open its gate: table full");
        assertTrue(pair.reasons().contains("openflow:2 did not open its gate: table full; mend that, then try a"
            + " switchover to it"), pair::reasons);
        pair.bridge(ALTERNATE).refusesToOpen = false;
        pair.switchover();
        pair.run(10);
        assertEquals("", pair.reasons(), "what was mended is forgotten");
    }

    @Test
    void twoThatForwardAreCritical() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.run(5_000);
        pair.bridge(PREFERRED).wake();
        pair.run(2_000);
        assertLogged(Severity.CRITICAL, "both bridges forward: openflow:1 was taken for dead and is not; the gate of"
            + " openflow:2 is being closed");
        assertEquals("openflow:1 cannot be reached but forwards, so it has the role",
            pair.state().lastFailover().orElseThrow().detail());
        assertEquals(2, pair.state().failovers());
    }

    @ParameterizedTest
    @CsvSource({"9999, true", "10000, false"})
    void onlyFailoversWithinTheWindowHoldTheFailbackDown(final int apart, final boolean heldDown) {
        final var group = PairSimulation.serving(SampleGroup.with(HeartbeatConfiguration.DEFAULT,
            new FailbackConfiguration(false, 1), new DampingConfiguration(2, 10, 100)));
        loseUplink(group, PREFERRED);
        assertEquals(1, group.state().recentFailovers(group.now()));
        assertNothingLogged(group, "failovers within");
        group.setUplink(PREFERRED, true);
        group.run(apart - 5);
        loseUplink(group, ALTERNATE);
        assertEquals(Optional.of(PREFERRED), group.state().primary());
        assertEquals(2, group.state().failovers());
        final long moved = group.state().lastFailover().orElseThrow().gateOpenAt().orElseThrow();
        assertEquals(heldDown ? 2 : 1, group.state().recentFailovers(moved));
        if (heldDown) {
            assertLogged(group, Severity.WARNING, "2 failovers within 10 s: no failback for 100 s");
            assertEquals(100_000_000_000L, group.state().holdDownRemaining(moved));
        } else {
            assertNothingLogged(group, "failovers within");
            assertEquals(0, group.state().holdDownRemaining(group.now()));
        }
    }

    /** The role leaves within 2 ms, and 5 ms pass. */
    private static void loseUplink(final PairSimulation group, final Side side) {
        group.setUplink(side, false);
        group.run(5);
    }

    @Test
    void anAnnouncementOfTheBridgeThatHadTheRoleIsNotThatOfTheMove() {
        pair.request(Event.AnnouncementRequested::new);
        pair.run(10);
        pair.switchover();
        pair.run(795);
        final var moved = pair.state().lastFailover().orElseThrow();
        assertTrue(moved.firstAnnouncementAt().isPresent());
        assertTrue(moved.lastAnnouncementAt().isEmpty(), "only the old one has ended");
        pair.run(10);
        assertEquals(800_000_000, pair.state().lastFailover().orElseThrow().lastAnnouncementAt().orElseThrow()
            - moved.gateOpenAt().orElseThrow());
    }
}
