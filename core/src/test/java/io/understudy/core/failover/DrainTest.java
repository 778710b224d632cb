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

import io.understudy.core.evidence.PathDirection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A planned move opens the new gate when the new primary has read what the old one has forwarded.
 */
final class DrainTest {
    private final PairSimulation pair = PairSimulation.serving(SampleGroup.DEFAULT);

    @Test
    void theNewGateIsOpenedWhenTheEndMarkersOfBothSidesHaveArrived() {
        final var drained = fenced();
        assertEquals(List.of(PathDirection.OUTWARD, PathDirection.INWARD),
            drained.commands().stream().filter(Command.SendEndMarker.class::isInstance)
                .map(command -> ((Command.SendEndMarker) command).direction()).toList());
        assertFalse(opens(drained), "before they have arrived");
        final var one = arrive(drained.state(), marker(drained, PathDirection.INWARD));
        assertFalse(opens(one), "one alone tells nothing about the other side");
        assertFalse(opens(arrive(one.state(), marker(drained, PathDirection.INWARD))), "nor does the same again");
        assertTrue(opens(arrive(one.state(), marker(drained, PathDirection.OUTWARD))));
    }

    @Test
    void whatOthersSendOpensNothing() {
        final var drained = fenced();
        for (var direction : PathDirection.values()) {
            final var marker = marker(drained, direction);
            final var other = direction == PathDirection.OUTWARD ? PathDirection.INWARD : PathDirection.OUTWARD;
            for (var wrong : List.of(new Event.EndMarkerArrived(ALTERNATE, direction, marker.nonce() + 1),
                    new Event.EndMarkerArrived(ALTERNATE, other, marker.nonce()),
                    new Event.EndMarkerArrived(PREFERRED, direction, marker.nonce()))) {
                assertEquals(drained.state().transition(), arrive(drained.state(), wrong).state().transition(),
                    wrong.toString());
            }
        }
    }

    @Test
    void endMarkersThatAreLostHoldAPlannedMoveUpForFiftyMilliseconds() {
        final long request = pair.switchover();
        pair.setPath(false);
        pair.run(50);
        assertEquals(List.of("close preferred"), pair.moves());
        pair.runToMove("announce alternate", 5);
        pair.run(1);
        assertEquals(Optional.of(Optional.empty()), pair.reply(request));
    }

    @Test
    void noEndMarkerIsWaitedForWherePathProbesDoNotCome() {
        pair.setPath(false);
        pair.run(10_000);
        pair.forget();
        pair.switchover();
        pair.runToMove("announce alternate", 3);
    }

    @Test
    void aTakeoverSendsNoEndMarker() {
        pair.switchover();
        final var fencing = (Transition.Fencing) pair.state().transition();
        final var decision = fencing.decision();
        for (var cause : List.of(Cause.PORT_DOWN, Cause.UPSTREAM_LOST, Cause.BOTH_FORWARDING, Cause.TAKEOVER_FAILED)) {
            final var draft = new Draft(pair.state(), pair.now());
            draft.transition = new Transition.Fencing(Decision.of(cause, "", decision.from(), decision.to(),
                decision.request(), 0, 0), fencing.token(), fencing.deadline());
            RoleRules.gateChanged(draft, new Event.GateChanged(PREFERRED, fencing.token(), false));
            assertTrue(draft.transition instanceof Transition.Opening, cause.toString());
        }
    }

    @Test
    void theRoleStaysIfTheNewPrimaryIsLostMeanwhile() {
        final var drained = fenced();
        final var lost = FailoverMachine.step(drained.state(), new Event.ChannelDown(ALTERNATE), pair.now());
        assertTrue(lost.commands().stream().anyMatch(command -> command instanceof Command.OpenGate open
            && open.side() == PREFERRED), () -> lost.commands().toString());
    }

    @Test
    void theNewGateIsOpenedAtOnceIfTheOldPrimaryIsLostMeanwhile() {
        assertTrue(opens(FailoverMachine.step(fenced().state(), new Event.ChannelDown(PREFERRED), pair.now())));
    }

    /** The old gate is closed. */
    private Step fenced() {
        pair.switchover();
        final long token = pair.state().bridge(PREFERRED).gateControl().token();
        return FailoverMachine.step(pair.state(), new Event.GateChanged(PREFERRED, token, false), pair.now());
    }

    private static Event.EndMarkerArrived marker(final Step drained, final PathDirection direction) {
        return drained.commands().stream().filter(Command.SendEndMarker.class::isInstance)
            .map(Command.SendEndMarker.class::cast).filter(sent -> sent.direction() == direction)
            .map(sent -> new Event.EndMarkerArrived(sent.side().other(), direction, sent.nonce()))
            .findFirst().orElseThrow();
    }

    private Step arrive(final GroupState state, final Event.EndMarkerArrived marker) {
        return FailoverMachine.step(state, marker, pair.now());
    }

    private static boolean opens(final Step step) {
        return step.commands().stream().anyMatch(command -> command instanceof Command.OpenGate open
            && open.side() == ALTERNATE);
    }
}
