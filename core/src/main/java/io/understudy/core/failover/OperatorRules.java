/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What operators ask for. Every request is answered: at once if it is refused, else when it is done.
 */
final class OperatorRules {
    private OperatorRules() {
        // only functions
    }

    static void switchover(final Draft draft, final Event.SwitchoverRequested request) {
        if (draft.primary.isEmpty()) {
            refuse(draft, request.request(), "no bridge forwards yet; see status-reason of the group");
            return;
        }
        final var primary = draft.primary.orElseThrow();
        final var to = request.to().orElse(primary.other());
        if (!(draft.transition instanceof Transition.None)) {
            refuse(draft, request.request(), "the role is moving already; try again when it has settled");
        } else if (to == primary) {
            draft.command(new Command.Reply(request.request(), Optional.empty()));
        } else {
            move(draft, request.request(), Cause.SWITCHOVER, "switchover by an operator"
                + (request.reason().isBlank() ? "" : ": " + request.reason()), primary);
        }
    }

    static void maintenance(final Draft draft, final Event.MaintenanceRequested request) {
        final var side = request.side();
        if (isGoingIntoMaintenance(draft, side)) {
            refuse(draft, request.request(), "the role is moving already; try again when it has settled");
        } else if (!request.enabled() || !draft.isPrimary(side)) {
            draft.update(side, bridge -> bridge.withMaintenance(request.enabled()));
            draft.record(Severity.INFO, draft.name(side) + (request.enabled() ? " is in maintenance"
                : " is back from maintenance"));
            draft.command(new Command.Reply(request.request(), Optional.empty()));
        } else if (!(draft.transition instanceof Transition.None)) {
            refuse(draft, request.request(), "the role is moving already; try again when it has settled");
        } else {
            // it is in maintenance once the other one has the role; see RoleRules
            move(draft, request.request(), Cause.MAINTENANCE, draft.name(side) + " goes into maintenance", side);
        }
    }

    private static boolean isGoingIntoMaintenance(final Draft draft, final Side side) {
        final var decision = switch (draft.transition) {
            case Transition.None none -> Optional.<Decision>empty();
            case Transition.Fencing fencing -> Optional.of(fencing.decision());
            case Transition.Draining draining -> Optional.of(draining.decision());
            case Transition.Opening opening -> Optional.of(opening.decision());
        };
        return decision.filter(move -> move.cause() == Cause.MAINTENANCE && move.from().equals(Optional.of(side)))
            .isPresent();
    }

    static void announcement(final Draft draft, final Event.AnnouncementRequested request) {
        if (draft.primary.isEmpty() || draft.bridge(draft.primary.orElseThrow()).gate() != Gate.OPEN) {
            refuse(draft, request.request(), "no bridge forwards now, so there is no uplink to announce on");
            return;
        }
        draft.command(new Command.Announce(draft.primary.orElseThrow()));
        draft.command(new Command.Reply(request.request(), Optional.empty()));
    }

    private static void move(final Draft draft, final long request, final Cause cause, final String detail,
            final Side from) {
        final var to = from.other();
        if (!draft.bridge(to).canTakeOver()) {
            refuse(draft, request, draft.name(to) + " cannot take over: " + whyNot(draft.bridge(to)));
            return;
        }
        if (!draft.bridge(from).connected()) {
            refuse(draft, request, draft.name(from) + " is not connected, so its gate cannot be closed;"
                + " opening the other one as well would make a loop");
            return;
        }
        RoleRules.begin(draft, cause, detail, to, OptionalLong.of(request));
    }

    private static String whyNot(final BridgeState bridge) {
        if (!bridge.connected()) {
            return "it is not connected";
        }
        if (bridge.maintenance()) {
            return "it is in maintenance";
        }
        if (bridge.channel() != Channel.READY) {
            return bridge.error().orElse("it is not programmed yet");
        }
        return bridge.ports().carrying() == EvidenceState.DOWN ? "its uplink or its last trunk is down"
            : "its gate is not known to be closed";
    }

    private static void refuse(final Draft draft, final long request, final String reason) {
        draft.command(new Command.Reply(request, Optional.of(reason)));
    }
}
