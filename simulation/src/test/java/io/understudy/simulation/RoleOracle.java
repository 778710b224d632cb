/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.simulation;

import io.understudy.core.failover.Cause;
import io.understudy.core.failover.Decision;
import io.understudy.core.failover.Transition;
import io.understudy.core.model.Side;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No failover without a cause.
 *
 * <p><i>Failover</i>: the role passes from one bridge to the other.
 *
 * <p><i>Cause</i>: within the time that evidence may take ({@link Bounds#cause}) before the decision something befell
 * the way of frames through the old primary: its process, its uplink, a trunk, or what is behind its uplink if that is
 * monitored; or an operator asked for it; or it is a failback that is configured. That the old primary refused its
 * gate, or does not forward although nobody closed it for this move, or that two bridges were found forwarding, is a
 * cause, too. A cut of its connection to the controller is none, a cut of the link between the bridges is none, and
 * both together are none.
 *
 * <p>One exception, for nobody could tell the difference: the old primary is cut off from the controller and from the
 * other bridge, and at the same time something befalls the other bridge's own links, so that no probe passes any more.
 * And where path probes are switched off, the operator has decided that a bridge which is cut off counts as dead.
 */
final class RoleOracle {
    private final Truth truth;
    private final Runnable moved;
    private Optional<Side> primary = Optional.empty();
    private Optional<Decision> opened = Optional.empty();

    RoleOracle(final Truth truth, final Runnable moved) {
        this.truth = truth;
        this.moved = moved;
    }

    void started() {
        primary = Optional.empty();
        opened = Optional.empty();
    }

    /** A gate is about to be opened: a move may be decided and have failed within the same moment. */
    void opening() {
        if (truth.state().transition() instanceof Transition.Opening opening) {
            opened = Optional.of(opening.decision());
        }
    }

    void check() {
        if (!truth.controller().isRunning()) {
            return;
        }
        final var now = truth.state().primary();
        if (now.equals(primary)) {
            return;
        }
        final var before = primary;
        primary = now;
        moved.run();
        truth.world().trace(() -> "role: " + before + " -> " + now);
        if (before.isPresent() && now.isPresent()) {
            judge(before.orElseThrow(), decision(now.orElseThrow()));
        }
    }

    private Optional<Decision> decision(final Side to) {
        return switch (truth.state().transition()) {
            case Transition.Opening opening -> Optional.of(opening.decision());
            case Transition.Fencing fencing -> Optional.of(fencing.decision());
            case Transition.Draining draining -> Optional.of(draining.decision());
            case Transition.None none -> Stream.concat(truth.state().lastFailover().stream(), opened.stream())
                .filter(last -> last.to() == to).max(Comparator.comparingLong(Decision::detectedAt));
        };
    }

    private void judge(final Side from, final Optional<Decision> decision) {
        final var cause = decision.map(Decision::cause).orElse(Cause.INITIAL);
        // the controller may have paused between the decision and the move
        final long decidedAt = decision.map(Decision::detectedAt).orElse(truth.world().now());
        final boolean justified = switch (cause) {
            case SWITCHOVER, MAINTENANCE -> truth.wasRequested();
            case FAILBACK -> truth.configurationsAt(decidedAt).anyMatch(by ->
                from == by.preferredSide().other() && by.failback().automatic());
            case TAKEOVER_FAILED, BOTH_FORWARDING -> true;
            case INITIAL -> false;
            case BRIDGE_LOST, PORT_DOWN, UPSTREAM_LOST -> truth.isTouched(from, decidedAt)
                || isIndistinguishable(from, decidedAt)
                || !truth.forwards(from) && decision.orElseThrow().fencedAt().isEmpty();
        };
        if (!justified) {
            throw new Violation("a failover without a cause: " + cause + " of " + from);
        }
    }

    private boolean isIndistinguishable(final Side from, final long decidedAt) {
        return truth.isCutOff(from, decidedAt)
            && (truth.isTouched(from.other(), decidedAt)
                || truth.configurationsAt(decidedAt).anyMatch(by -> !by.pathProbe().enabled()));
    }
}
