/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.Inquiry;
import io.understudy.core.evidence.PathEvidence;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How the role moves: close the old gate, then open the new one, then announce (docs/design/takeover.md). Make before
 * break is never allowed, for two open gates are a broadcast loop.
 */
final class RoleRules {
    private RoleRules() {
        // only functions
    }

    static void begin(final Draft draft, final Cause cause, final String detail, final Side to,
            final OptionalLong request) {
        final var from = draft.primary;
        final long suspected = from.map(side -> draft.bridge(side).suspectedAt()).orElse(Moment.NONE);
        final var decision = Decision.of(cause, detail, from, to, request,
            suspected == Moment.NONE ? draft.now : suspected, draft.now);
        if (from.isEmpty()) {
            open(draft, decision);
            return;
        }
        final var old = draft.bridge(from.orElseThrow());
        if (old.gate() == Gate.CLOSED) {
            open(draft, decision.fenced(draft.now));
            return;
        }
        if (!old.connected()) {
            open(draft, decision);
            return;
        }
        draft.closeGate(from.orElseThrow());
        if (cause == Cause.BRIDGE_LOST) {
            // It answers nothing. The command reaches it all the same if it only sleeps, before any later frame.
            open(draft, decision);
        } else {
            draft.transition = new Transition.Fencing(decision, draft.gateToken(from.orElseThrow()),
                draft.now + Timing.FENCE);
        }
    }

    private static void open(final Draft draft, final Decision decision) {
        draft.primary = Optional.of(decision.to());
        draft.confirmation = Confirmation.NONE;
        draft.openGate(decision.to());
        decision.from().ifPresent(from -> draft.command(new Command.StopAnnouncing(from)));
        draft.transition = new Transition.Opening(decision, draft.gateToken(decision.to()),
            draft.now + Timing.OPEN);
    }

    static void gateChanged(final Draft draft, final Event.GateChanged changed) {
        final var side = changed.side();
        if (draft.gateToken(side) != changed.token()) {
            return;
        }
        draft.update(side, bridge -> bridge.with(GateControl.known(changed.open() ? Gate.OPEN : Gate.CLOSED)));
        switch (draft.transition) {
            case Transition.Fencing fencing when fencing.token() == changed.token() ->
                closed(draft, fencing.decision().fenced(draft.now));
            case Transition.Opening opening when opening.token() == changed.token() ->
                complete(draft, opening.decision());
            default -> settled(draft, side, changed.open());
        }
    }

    private static void closed(final Draft draft, final Decision decision) {
        if (!DrainRules.begin(draft, decision)) {
            open(draft, decision);
        }
    }

    static void endMarkerArrived(final Draft draft, final Event.EndMarkerArrived marker) {
        DrainRules.arrived(draft, marker).ifPresent(decision -> open(draft, decision));
    }

    /**
     * A gate changed outside a move: a bridge that returned is fenced now, or the primary forwards again.
     */
    private static void settled(final Draft draft, final Side side, final boolean open) {
        if (open) {
            draft.update(side, bridge -> bridge.withError(Optional.empty()));
            draft.record(Severity.INFO, draft.name(side) + " forwards again");
            draft.command(new Command.Announce(side));
            draft.lastFailover = draft.lastFailover.map(last -> last.to() == side && last.gateOpenAt().isEmpty()
                ? last.gateOpened(draft.now) : last);
        } else if (draft.primary.isPresent() && draft.bridge(draft.primary.orElseThrow()).gate() == Gate.OPEN) {
            // It may have forwarded beside the primary until now, and have drawn the switches' tables to itself.
            draft.record(Severity.INFO, draft.name(side) + " is fenced");
            draft.command(new Command.Announce(draft.primary.orElseThrow()));
        }
    }

    private static void complete(final Draft draft, final Decision decision) {
        final var done = decision.gateOpened(draft.now);
        draft.transition = Transition.NONE;
        draft.lastFailover = Optional.of(done);
        draft.restraint = draft.restraint.healthySince(Moment.NONE);
        draft.update(done.to(), bridge -> bridge.suspected(Moment.NONE).withError(Optional.empty()));
        draft.command(new Command.Announce(done.to()));
        done.from().ifPresent(from -> {
            draft.update(from, bridge -> bridge.suspected(Moment.NONE).withInquiry(Inquiry.NONE)
                .withMaintenance(bridge.maintenance() || done.cause() == Cause.MAINTENANCE));
            draft.failovers++;
            damp(draft, done.cause());
        });
        draft.record(MoveReport.severity(done.cause()), MoveReport.text(draft, done));
        done.request().ifPresent(request -> draft.command(new Command.Reply(request, Optional.empty())));
    }

    private static void damp(final Draft draft, final Cause cause) {
        if (cause == Cause.SWITCHOVER || cause == Cause.MAINTENANCE) {
            return;
        }
        final var damping = draft.configuration.damping();
        final long windowStart = draft.now - TimeUnit.SECONDS.toNanos(damping.windowSeconds());
        draft.restraint = draft.restraint.failedOver(windowStart, draft.now);
        final int recent = draft.restraint.failoverTimes().size();
        if (recent >= damping.maxFailovers()) {
            draft.restraint = draft.restraint.heldDownUntil(
                draft.now + TimeUnit.SECONDS.toNanos(damping.holdDownSeconds()));
            draft.record(Severity.WARNING, recent + " failovers within " + damping.windowSeconds()
                + " s: no failback for " + damping.holdDownSeconds() + " s");
        }
    }

    static void gateFailed(final Draft draft, final Side side, final String reason) {
        final long token = draft.gateToken(side);
        draft.update(side, bridge -> bridge.with(GateControl.known(Gate.UNKNOWN)
            .retryingAt(draft.now + Timing.RETRY)));
        switch (draft.transition) {
            case Transition.Fencing fencing when fencing.token() == token
                && !fencing.decision().cause().primaryIsLost() ->
                abort(draft, fencing.decision(), reason);
            // where the primary is lost, the deadline and the path decide; see reconsider
            case Transition.Fencing fencing when fencing.token() == token -> { }
            case Transition.Opening opening when opening.token() == token ->
                refused(draft, opening.decision(), reason);
            default -> draft.record(Severity.WARNING, "the gate of " + draft.name(side) + " could not be changed: "
                + reason);
        }
    }

    static void channelDown(final Draft draft, final Side side) {
        switch (draft.transition) {
            case Transition.Fencing fencing when fencing.decision().from().equals(Optional.of(side))
                && !fencing.decision().cause().primaryIsLost() ->
                abort(draft, fencing.decision(), "it lost its OpenFlow connection");
            case Transition.Fencing fencing when fencing.decision().to() == side -> giveUp(draft, fencing.decision(),
                draft.name(side) + " lost its OpenFlow connection");
            case Transition.Draining draining when draining.decision().to() == side -> giveUp(draft,
                draining.decision(), draft.name(side) + " lost its OpenFlow connection");
            // It has confirmed that its gate is closed, and cannot be given the role back.
            case Transition.Draining draining -> open(draft, draining.decision());
            case Transition.Opening opening when opening.decision().to() == side ->
                refused(draft, opening.decision(), "it lost its OpenFlow connection");
            default -> { }
        }
    }

    /**
     * Ends what was waited for too long.
     */
    static void expire(final Draft draft) {
        switch (draft.transition) {
            case Transition.Fencing fencing when isLate(draft, fencing.deadline()) && !fencing.renewed() ->
                draft.transition = new Transition.Fencing(fencing.decision(), fencing.token(),
                    draft.now + Timing.FENCE, true);
            case Transition.Opening opening when isLate(draft, opening.deadline()) && !opening.renewed() ->
                draft.transition = new Transition.Opening(opening.decision(), opening.token(),
                    draft.now + Timing.FENCE, true);
            case Transition.Draining draining when draft.now >= draining.deadline() ->
                open(draft, draining.decision());
            case Transition.Fencing fencing when draft.now >= fencing.deadline() -> overdue(draft, fencing.decision());
            case Transition.Opening opening when draft.now >= opening.deadline() ->
                refused(draft, opening.decision(), "no answer within " + Timing.OPEN / 1_000_000 + " ms");
            default -> { }
        }
    }

    /**
     * After a pause of our own the answer may have come and not been read yet.
     */
    private static boolean isLate(final Draft draft, final long deadline) {
        return draft.now - deadline > Timing.FENCE;
    }

    /**
     * The old primary has not closed its gate in time.
     */
    private static void overdue(final Draft draft, final Decision decision) {
        final var from = decision.from().orElseThrow();
        if (!decision.cause().primaryIsLost()) {
            abort(draft, decision, "no answer within " + Timing.FENCE / 1_000_000 + " ms");
        } else if (draft.path(from) != PathEvidence.UP) {
            open(draft, decision);
        } else {
            // Frames still pass through it, whatever its ports are said to be: it is told again.
            if (draft.bridge(from).connected()) {
                draft.closeGate(from);
            }
            draft.transition = new Transition.Fencing(decision, draft.gateToken(from),
                draft.now + Timing.FENCE);
        }
    }

    /**
     * Ends the wait for a fence that will not come: the old primary was proved dead meanwhile, or it is lost and can no
     * longer be told; or it is no longer needed.
     */
    static void reconsider(final Draft draft) {
        if (!(draft.transition instanceof Transition.Fencing fencing)) {
            return;
        }
        final var from = fencing.decision().from().orElseThrow();
        final var path = draft.path(from);
        final boolean dead = EvidenceRules.about(draft, from).silent() && path == PathEvidence.DOWN;
        final boolean unreachable = !draft.bridge(from).connected() && fencing.decision().cause().primaryIsLost()
            && path != PathEvidence.UP;
        if (dead || unreachable) {
            open(draft, fencing.decision());
        } else if (fencing.decision().cause() == Cause.PORT_DOWN && draft.bridge(from).connected()
            && draft.bridge(from).ports().carrying() == EvidenceState.UP) {
            // It has not answered yet, and meanwhile the reason is gone.
            giveUp(draft, fencing.decision(), "the links of " + draft.name(from) + " are up again");
        }
    }

    private static void abort(final Draft draft, final Decision decision, final String reason) {
        giveUp(draft, decision, draft.name(decision.from().orElseThrow()) + " did not confirm that its gate is closed: "
            + reason);
    }

    /**
     * Gives up before the new gate was opened: the old primary keeps the role.
     */
    private static void giveUp(final Draft draft, final Decision decision, final String reason) {
        draft.transition = Transition.NONE;
        draft.restraint = draft.restraint.notBefore(draft.now + Timing.RETRY);
        // Where both were found forwarding, the other one may not have closed yet; then mending waits for that.
        decision.from().filter(from -> draft.bridge(from).connected()
            && draft.bridge(from.other()).gate() == Gate.CLOSED).ifPresent(draft::openGate);
        report(draft, decision, "the role stays: " + reason);
    }

    /**
     * A probe of the primary came through the other bridge, so both forward. The primary's gate is closed at once. If
     * the other one can be told to close, too, the primary is opened again when that is confirmed; else the other one
     * has the role.
     */
    static void foundForwarding(final Draft draft, final Side other) {
        final var self = other.other();
        if (draft.transition instanceof Transition.Fencing || draft.transition instanceof Transition.Draining
            || isAboutToClose(draft, other)) {
            return;
        }
        if (draft.transition instanceof Transition.Opening opening) {
            opening.decision().request().ifPresent(request -> draft.command(new Command.Reply(request,
                Optional.of(draft.name(other) + " forwards although it was taken for dead"))));
        }
        draft.record(Severity.CRITICAL, "both bridges forward: " + draft.name(other)
            + " was taken for dead and is not; the gate of " + draft.name(self) + " is being closed");
        draft.closeGate(self);
        draft.command(new Command.StopAnnouncing(self));
        draft.primary = Optional.of(other);
        draft.restraint = draft.restraint.healthySince(Moment.NONE);
        if (draft.bridge(other).connected()) {
            draft.closeGate(other);
            draft.transition = new Transition.Fencing(Decision.of(Cause.BOTH_FORWARDING, "both bridges forwarded",
                Optional.of(other), self, OptionalLong.empty(), draft.now, draft.now), draft.gateToken(other),
                draft.now + Timing.FENCE);
        } else {
            draft.transition = Transition.NONE;
            draft.failovers++;
            draft.lastFailover = Optional.of(Decision.of(Cause.BOTH_FORWARDING, draft.name(other)
                + " cannot be reached but forwards, so it has the role", Optional.of(self), other,
                OptionalLong.empty(), draft.now, draft.now).gateOpened(draft.now));
        }
    }

    /**
     * One that slept forwards what lies in its queues before it reads that it must close. It is told again, and only if
     * frames still come through it when it has had time, that is a reason to close the primary's gate.
     */
    private static boolean isAboutToClose(final Draft draft, final Side other) {
        final var bridge = draft.bridge(other);
        if (!bridge.connected() || bridge.gate() != Gate.CLOSING) {
            return false;
        }
        final long toldAgainAt = bridge.gateControl().toldAgainAt();
        if (toldAgainAt == Moment.NONE || draft.now >= toldAgainAt + Timing.START_GRACE - Timing.RETRY) {
            draft.closeGate(other);
            draft.update(other, closing -> closing.with(
                closing.gateControl().toldAgain(draft.now, draft.now + Timing.START_GRACE)));
            return true;
        }
        return draft.now < toldAgainAt + Timing.FENCE;
    }

    /**
     * The new primary did not open its gate: back to the old one if that one is there.
     */
    private static void refused(final Draft draft, final Decision decision, final String reason) {
        final var side = decision.to();
        final var text = draft.name(side) + " did not open its gate: " + reason;
        if (draft.bridge(side).connected()) {
            // the gate's flow may have been accepted all the same
            draft.closeGate(side);
        }
        draft.update(side, bridge -> bridge.withError(Optional.of(text
            + "; mend that, then try a switchover to it")));
        draft.transition = Transition.NONE;
        report(draft, decision, text);
        // One that can no longer be told to close may have opened its gate: it keeps the role until it is back or dead.
        final var back = decision.from().filter(from -> draft.bridge(side).connected()
            && draft.bridge(from).canTakeOver());
        if (back.isPresent() && decision.cause() != Cause.TAKEOVER_FAILED) {
            draft.transition = new Transition.Fencing(Decision.of(Cause.TAKEOVER_FAILED, text, Optional.of(side),
                back.orElseThrow(), OptionalLong.empty(), draft.now, draft.now), draft.gateToken(side),
                draft.now + Timing.FENCE);
        } else if (decision.from().isPresent()) {
            // The role has moved all the same; when the gate opens at last, that is told, too.
            draft.lastFailover = Optional.of(decision);
            draft.failovers++;
        }
    }

    private static void report(final Draft draft, final Decision decision, final String text) {
        draft.record(Severity.CRITICAL, text);
        decision.request().ifPresent(request -> draft.command(new Command.Reply(request, Optional.of(text))));
    }
}
