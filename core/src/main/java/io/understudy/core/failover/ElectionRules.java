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

/**
 * Looks at the whole group after every event, and says who should have the role.
 */
final class ElectionRules {
    private ElectionRules() {
        // only functions
    }

    static void evaluate(final Draft draft) {
        for (var side : Side.values()) {
            BridgeRules.retry(draft, side);
        }
        RoleRules.reconsider(draft);
        if (!(draft.transition instanceof Transition.None)) {
            return;
        }
        if (draft.primary.isEmpty()) {
            draft.judgement = Optional.empty();
            elect(draft);
        } else {
            judge(draft, draft.primary.orElseThrow());
        }
    }

    private static void elect(final Draft draft) {
        final var preferred = draft.bridge(Side.PREFERRED);
        final var alternate = draft.bridge(Side.ALTERNATE);
        if (preferred.channel() == Channel.READY && alternate.channel() == Channel.READY) {
            electAmongBoth(draft);
        } else if (preferred.channel() == Channel.READY) {
            electAlone(draft, Side.PREFERRED);
        } else if (alternate.channel() == Channel.READY) {
            electAlone(draft, Side.ALTERNATE);
        }
    }

    private static void electAmongBoth(final Draft draft) {
        // Not both: the first one that was programmed and found open has the role since then.
        final var preferred = draft.configuration.preferredSide();
        if (draft.bridge(preferred).gate() == Gate.OPEN) {
            adopt(draft, preferred);
        } else if (draft.bridge(preferred.other()).gate() == Gate.OPEN) {
            adopt(draft, preferred.other());
        } else if (draft.bridge(preferred).canTakeOver()) {
            RoleRules.begin(draft, Cause.INITIAL, "first promotion", preferred, OptionalLong.empty());
        } else if (draft.bridge(preferred.other()).canTakeOver()) {
            RoleRules.begin(draft, Cause.INITIAL, "first promotion; " + draft.name(preferred)
                + " cannot carry traffic", preferred.other(), OptionalLong.empty());
        }
    }

    private static void electAlone(final Draft draft, final Side side) {
        final var bridge = draft.bridge(side);
        final var absent = draft.bridge(side.other());
        if (bridge.gate() == Gate.OPEN) {
            adopt(draft, side);
        } else if (draft.now >= draft.startedAt() + Timing.START_GRACE && !absent.connected()
            && absent.portProblem().isEmpty() && draft.heartbeat(side.other()) == EvidenceState.DOWN
            && draft.path(side.other()) != PathEvidence.UP && bridge.canTakeOver()) {
            RoleRules.begin(draft, Cause.INITIAL, "first promotion; " + draft.name(side.other())
                + " neither connects nor answers heartbeats nor forwards", side, OptionalLong.empty());
        }
    }

    private static void adopt(final Draft draft, final Side side) {
        draft.primary = Optional.of(side);
        draft.record(Severity.INFO, draft.name(side) + " was found forwarding and keeps the role");
        final var other = draft.bridge(side.other());
        if (other.gate() == Gate.CLOSED || !other.connected()) {
            // The controller that opened the gate may have ended before it announced, and the other bridge may never
            // come back. Else that follows when the other one is fenced.
            draft.command(new Command.Announce(side));
        }
    }

    private static void judge(final Draft draft, final Side primary) {
        final var secondary = primary.other();
        fence(draft, secondary);
        if (mendGate(draft, primary)) {
            draft.judgement = Optional.empty();
            return;
        }
        refreshInquiry(draft, primary);
        final var evidence = EvidenceRules.about(draft, primary);
        final var verdict = Verdict.of(evidence);
        if (verdict != Verdict.ASK && verdict != Verdict.WAIT) {
            draft.judgement = Optional.of(new Judgement(primary, verdict, evidence));
        }
        // an expression, so that another verdict does not compile without saying what follows
        final Runnable consequence = switch (verdict) {
            case KEEP, PATH_SUSPECT -> () -> failBack(draft, primary);
            case ASK -> () -> ask(draft, primary);
            case PORT_DOWN -> () -> RoleRules.begin(draft, Cause.PORT_DOWN,
                "the uplink or the last trunk of " + draft.name(primary) + " is down", secondary,
                OptionalLong.empty());
            case BRIDGE_LOST -> () -> RoleRules.begin(draft, Cause.BRIDGE_LOST, lossOf(draft, primary), secondary,
                OptionalLong.empty());
            case UPSTREAM_LOST -> () -> replaceUpstream(draft, primary);
            // nothing to be done but to wait; and a bridge in such a condition has not been healthy
            case WAIT, PEER_LINK_BROKEN, UNCONTROLLED, BLIND, UNCERTAIN, STRANDED -> () ->
                draft.restraint = draft.restraint.healthySince(Moment.NONE);
        };
        consequence.run();
    }

    private static void replaceUpstream(final Draft draft, final Side primary) {
        final var secondary = primary.other();
        if (draft.now >= draft.restraint.moveNotBefore()) {
            RoleRules.begin(draft, Cause.UPSTREAM_LOST, "the upstream targets do not answer on the uplink of "
                + draft.name(primary) + " but do on that of " + draft.name(secondary), secondary,
                OptionalLong.empty());
        }
    }

    /**
     * A secondary must be known to be closed.
     */
    private static void fence(final Draft draft, final Side secondary) {
        final var bridge = draft.bridge(secondary);
        if (bridge.connected() && bridge.connection().readToken() == 0 && bridge.gate() != Gate.CLOSED
            && draft.now >= bridge.gateControl().retryAt()) {
            BridgeRules.fence(draft, secondary);
        }
    }

    /**
     * A primary that is found closed came back without its flows, or could not be opened: the other one takes over
     * at once if it can, else the gate is opened again; but not beside one that may forward.
     */
    private static boolean mendGate(final Draft draft, final Side primary) {
        final var bridge = draft.bridge(primary);
        if (bridge.channel() != Channel.READY || bridge.gate() == Gate.OPEN
            || draft.now < bridge.gateControl().retryAt()) {
            return false;
        }
        final var other = draft.bridge(primary.other());
        if (bridge.gate() == Gate.CLOSED && other.canTakeOver()) {
            RoleRules.begin(draft, Cause.BRIDGE_LOST, draft.name(primary) + " came back without its flows",
                primary.other(), OptionalLong.empty());
        } else if (other.gate() == Gate.CLOSED
            || !other.connected() && draft.heartbeat(primary.other()) == EvidenceState.DOWN
                && draft.path(primary.other()) != PathEvidence.UP) {
            draft.openGate(primary);
        }
        return true;
    }

    private static void refreshInquiry(final Draft draft, final Side primary) {
        final var inquiry = draft.bridge(primary).inquiry();
        final boolean old = (inquiry.answer() == Inquiry.Answer.ANSWERED || inquiry.answer() == Inquiry.Answer.EXPIRED)
            && draft.now >= inquiry.at() + draft.configuration.heartbeat().intervalNanos();
        if (old && draft.heartbeat(primary) == EvidenceState.DOWN) {
            draft.update(primary, bridge -> bridge.withInquiry(Inquiry.NONE));
        }
    }

    private static void ask(final Draft draft, final Side primary) {
        if (draft.confirmation.active()) {
            return;
        }
        final long token = draft.token();
        draft.update(primary, bridge -> bridge.withInquiry(
            new Inquiry(Inquiry.Answer.PENDING, token, draft.now)));
        draft.command(new Command.SendBarrier(primary, token));
    }

    private static String lossOf(final Draft draft, final Side primary) {
        return draft.name(primary) + " answers neither heartbeats nor the controller"
            + (draft.bridge(primary).connected() ? "" : ", its OpenFlow connection is lost")
            + (draft.path(primary) == PathEvidence.DOWN ? ", and nothing passes through it" : "");
    }

    private static void failBack(final Draft draft, final Side primary) {
        final var side = draft.configuration.preferredSide();
        final var preferred = draft.bridge(side);
        final boolean healthy = primary != side && preferred.canTakeOver() && preferred.error().isEmpty()
            && preferred.ports().carrying() == EvidenceState.UP
            && draft.heartbeat(side) == EvidenceState.UP && draft.bridge(primary).connected()
            && preferred.signs().upstream().state(draft.configuration.upstream()) != EvidenceState.DOWN
            && draft.configuration.failback().automatic();
        if (!healthy) {
            draft.restraint = draft.restraint.healthySince(Moment.NONE);
            return;
        }
        if (draft.restraint.preferredHealthySince() == Moment.NONE) {
            draft.restraint = draft.restraint.healthySince(draft.now);
        }
        final var failback = draft.configuration.failback();
        if (draft.now >= draft.restraint.failbackAt(failback) && draft.now >= draft.restraint.moveNotBefore()) {
            RoleRules.begin(draft, Cause.FAILBACK, draft.name(side) + " was healthy for "
                + failback.holdTimeSeconds() + " s", side, OptionalLong.empty());
        }
    }
}
