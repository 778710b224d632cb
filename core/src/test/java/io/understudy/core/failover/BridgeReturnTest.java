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

import com.google.common.collect.ImmutableList;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.PathEvidence;
import io.understudy.core.evidence.Ports;
import io.understudy.core.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * How a bridge is taken in: when it is programmed, what its ports have to do with it, and who opens its gate again.
 */
final class BridgeReturnTest {
    private static final Ports UP =
        new Ports(EvidenceState.UP, ImmutableList.of(EvidenceState.UP), EvidenceState.UP);
    private static final Optional<String> PROBLEM = Optional.of("openflow:2 has no uplink-port 'uplink'");

    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    private Channel channel(final Side side) {
        return pair.state().bridge(side).channel();
    }

    /** It connects, and its ports are not told yet. */
    private static void connectWithoutPorts(final PairSimulation group, final Side side) {
        group.bridge(side).connected = true;
        group.bridge(side).connection++;
        group.step(new Event.ChannelUp(side));
    }

    @Test
    void aBridgeIsProgrammedWhenItsPortsAreKnownHoweverLate() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        connectWithoutPorts(group, PREFERRED);
        group.run(500);
        assertEquals(Channel.READING, group.state().bridge(PREFERRED).channel());
        group.reportPorts(PREFERRED);
        assertEquals(Channel.PROGRAMMING, group.state().bridge(PREFERRED).channel());
        group.run(2);
        assertEquals(Channel.READY, group.state().bridge(PREFERRED).channel());
    }

    @Test
    void itIsNotProgrammedBeforeItWasRead() {
        final var group = new PairSimulation(SampleGroup.DEFAULT);
        connectWithoutPorts(group, PREFERRED);
        group.reportPorts(PREFERRED);
        assertEquals(Channel.READING, group.state().bridge(PREFERRED).channel());
        group.setPortProblem(PREFERRED, PROBLEM);
        group.setPortProblem(PREFERRED, Optional.empty());
        assertEquals(Channel.READING, group.state().bridge(PREFERRED).channel(), "nor because a port was mended");
        group.run(5);
        assertEquals(Channel.READY, group.state().bridge(PREFERRED).channel());
    }

    @Test
    void aBridgeWhosePortIsBackIsProgrammedAnewForItMayHaveAnotherNumber() {
        pair.setPortProblem(ALTERNATE, PROBLEM);
        assertEquals(Channel.READY, channel(ALTERNATE), "its flows stay meanwhile");
        pair.setPortProblem(ALTERNATE, PROBLEM);
        assertEquals(Channel.READY, channel(ALTERNATE));
        pair.setPortProblem(ALTERNATE, Optional.empty());
        assertEquals(Channel.PROGRAMMING, channel(ALTERNATE));
        pair.run(2);
        assertEquals(Channel.READY, channel(ALTERNATE));
        pair.reportPorts(ALTERNATE);
        assertEquals(Channel.READY, channel(ALTERNATE), "once");
    }

    @Test
    void portsThatAreKnownFromElsewhereProgramNothingThatIsNotConnected() {
        pair.setPortProblem(ALTERNATE, PROBLEM);
        pair.disconnect(ALTERNATE);
        pair.step(new Event.PortsObserved(ALTERNATE, UP, Optional.empty()));
        assertEquals(Channel.DOWN, channel(ALTERNATE));
    }

    @Test
    void aBridgeWithoutItsPortIsNotProgrammed() {
        pair.bridge(ALTERNATE).portProblem = PROBLEM;
        pair.disconnect(ALTERNATE);
        pair.connect(ALTERNATE);
        pair.run(5_000);
        assertEquals(Channel.FAILED, channel(ALTERNATE));
        assertEquals(PROBLEM, pair.state().bridge(ALTERNATE).error());
        final long request = pair.switchover();
        assertEquals(Optional.of(Optional.of("openflow:2 cannot take over: " + PROBLEM.orElseThrow())),
            pair.reply(request));
        final long tokens = pair.state().life().nextToken();
        pair.run(60_000);
        assertEquals(tokens, pair.state().life().nextToken(), "and it is not read again and again");
    }

    @Test
    void aBridgeThatForwardsIsProgrammedWithCare() {
        for (var open : List.of(true, false)) {
            final var group = new PairSimulation(SampleGroup.DEFAULT);
            connectWithoutPorts(group, PREFERRED);
            final long token = group.state().bridge(PREFERRED).connection().readToken();
            group.bridge(PREFERRED).sleep();
            group.step(new Event.FlowsRead(PREFERRED, token, open));
            final var ports = new Event.PortsObserved(PREFERRED, UP, Optional.empty());
            final var step = FailoverMachine.step(group.state(), ports, group.now());
            final long programming = step.state().bridge(PREFERRED).connection().programToken();
            assertEquals(List.of(new Command.Program(PREFERRED, programming, open)), step.commands(),
                "what it forwards by must not be removed on the way");
        }
    }

    @Test
    void whileTheNewGateIsBeingOpenedOneThatReturnsForwardingIsToldToCloseUntilItDoes() {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.bridge(ALTERNATE).stall();
        pair.run(20);
        pair.bridge(ALTERNATE).moveOn();
        pair.runToMove("open alternate", 20);
        pair.bridge(ALTERNATE).stall();
        pair.bridge(PREFERRED).wake();
        pair.bridge(PREFERRED).refusesToClose = true;
        pair.forget();
        pair.connect(PREFERRED);
        pair.run(5);
        assertTrue(pair.state().transition() instanceof Transition.Opening);
        assertEquals(List.of("close preferred", "close preferred"), pair.moves(), "at once, and after it was read");
    }

    /** Both bridges were lost; the one that had the role is back, without its flows. */
    private void returnWithoutFlows(final boolean otherAnswers) {
        pair.bridge(PREFERRED).sleep();
        pair.disconnect(PREFERRED);
        pair.runToMove("announce alternate", 20);
        pair.run(5_000);
        if (otherAnswers) {
            pair.bridge(PREFERRED).gateOpen = false;
            pair.bridge(PREFERRED).wake();
            pair.run(1_000);
        }
        pair.bridge(ALTERNATE).die();
        pair.disconnect(ALTERNATE);
        pair.run(1_000);
        pair.forget();
        pair.bridge(ALTERNATE).wake();
        pair.connect(ALTERNATE);
    }

    @Test
    void aPrimaryIsOpenedAgainBesideOneWhoseGateIsUnknownWhenThatOneIsSilent() {
        returnWithoutFlows(false);
        pair.run(500);
        assertEquals(List.of(), pair.moves(), "it may forward");
        pair.runToMove("announce alternate", 5_000);
    }

    @Test
    void butNotBesideOneThatAnswersHeartbeats() {
        returnWithoutFlows(true);
        pair.run(60_000);
        assertFalse(pair.moves().contains("open alternate"), () -> pair.moves().toString());
    }

    @Test
    void aPrimaryThatReturnsWithoutFlowsHandsOverOnce() {
        pair.bridge(PREFERRED).die();
        pair.disconnect(PREFERRED);
        pair.bridge(PREFERRED).wake();
        pair.connect(PREFERRED);
        pair.run(5_000);
        assertEquals("open alternate", pair.moves().getFirst());
        assertEquals(1, pair.state().failovers());
        assertEquals("openflow:1 came back without its flows", pair.state().lastFailover().orElseThrow().detail());
        assertEquals(Cause.BRIDGE_LOST, pair.state().lastFailover().orElseThrow().cause());
    }

    @Test
    void whoForwardsIsKnownToTheRestOfTheProgram() {
        assertTrue(pair.state().forwards(PREFERRED));
        assertFalse(pair.state().forwards(ALTERNATE));
        assertEquals(PathEvidence.UP, pair.state().path(PREFERRED, pair.now()));
        assertEquals(PathEvidence.UNPROVEN, pair.state().path(ALTERNATE, pair.now()));
        assertFalse(pair.state().isUrgent());
        pair.switchover();
        assertTrue(pair.state().isUrgent());
        assertFalse(pair.state().forwards(PREFERRED), "its gate is being closed");
        pair.run(1);
        assertTrue(pair.state().isUrgent());
        pair.run(1);
        assertTrue(pair.state().isUrgent());
        pair.run(1);
        assertTrue(pair.state().forwards(ALTERNATE));
        assertFalse(pair.state().isUrgent());
    }
}
