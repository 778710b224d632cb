/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.DirectConnectionState;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;

/**
 * The failover logic of a group: a pure function of state, event and time. It does no I/O, reads no clock and starts
 * no thread, so the same machine runs under the real adapters and under a simulation.
 *
 * <p>An event first changes what is known ({@link BridgeRules}, {@link HeartbeatRules}, {@link PathRules},
 * {@link UpstreamRules}, {@link SuspicionRules}, {@link SilenceRules}, {@link RoleRules}, {@link OperatorRules}); then
 * {@link ElectionRules} look at the whole and decide whether the role must move. So a decision never depends on which
 * event brought the last piece of evidence.
 *
 * <pre>
 *            elect, verdict, operator
 *   None ----------------------------------+
 *    ^  ^                                  | old primary reachable
 *    |  |  unanswered, not lost            v
 *    |  +------------------------------ Fencing
 *    |                                     | closed, or old primary lost
 *    |          gate confirmed             v
 *    +--------------------------------- Opening ---- refused ----> back to the old primary
 * </pre>
 */
public final class FailoverMachine {
    private FailoverMachine() {
        // only a function
    }

    /**
     * Takes one event.
     *
     * @param state the state before
     * @param event what happened
     * @param now the time, ns of the clock that all times of the state are of; must not go backwards
     * @return the state after, what is to be done and when to come back
     */
    public static Step step(final GroupState state, final Event event, final long now) {
        final var draft = new Draft(state, now);
        apply(draft, event);
        ElectionRules.evaluate(draft);
        RecoveryRules.announce(draft, state);
        PathRules.refresh(draft);
        UpstreamRules.refresh(draft);
        GateInvariant.enforce(draft);
        return draft.finish(NextTick.of(draft));
    }

    private static void apply(final Draft draft, final Event event) {
        switch (event) {
            case Event.Tick tick -> {
                HeartbeatRules.tick(draft, tick.due());
                PathRules.tick(draft);
                UpstreamRules.tick(draft);
                SuspicionRules.tick(draft);
                SilenceRules.ask(draft);
                RoleRules.expire(draft);
            }
            case Event.ChannelUp up -> BridgeRules.channelUp(draft, up.side());
            case Event.ChannelDown down -> {
                BridgeRules.channelDown(draft, down.side());
                RoleRules.channelDown(draft, down.side());
            }
            case Event.DirectConnectionMade made ->
                draft.update(made.side(), bridge -> bridge.withDirect(DirectConnectionState.STANDING));
            case Event.DirectConnectionLost lost -> SuspicionRules.directConnectionLost(draft, lost.side());
            case Event.DirectConnectionGivenUp ended -> SuspicionRules.directConnectionGivenUp(draft, ended.side());
            case Event.PortsObserved ports -> BridgeRules.ports(draft, ports);
            case Event.FlowsRead read -> BridgeRules.flowsRead(draft, read);
            case Event.Programmed programmed -> BridgeRules.programmed(draft, programmed);
            case Event.HostsWritten written -> HeartbeatRules.settled(draft);
            case Event.GateChanged changed -> RoleRules.gateChanged(draft, changed);
            case Event.BarrierAnswered answered -> {
                if (!SuspicionRules.barrierAnswered(draft, answered)
                    && !SilenceRules.barrierAnswered(draft, answered)) {
                    HeartbeatRules.barrierAnswered(draft, answered);
                }
            }
            case Event.CommandFailed failed -> failed(draft, failed);
            case Event.HeartbeatAnswered answered -> HeartbeatRules.answered(draft, answered);
            case Event.PathProbeArrived arrived -> PathRules.arrived(draft, arrived);
            case Event.EndMarkerArrived arrived -> RoleRules.endMarkerArrived(draft, arrived);
            case Event.UpstreamAnswered answered -> UpstreamRules.answered(draft, answered);
            case Event.SwitchoverRequested request -> OperatorRules.switchover(draft, request);
            case Event.MaintenanceRequested request -> OperatorRules.maintenance(draft, request);
            case Event.AnnouncementRequested request -> OperatorRules.announcement(draft, request);
            case Event.AnnouncementBegan began -> announcement(draft, began.side(), true, began.hosts());
            case Event.AnnouncementSeen seen -> announcementSeen(draft, seen.side(), seen.missing());
            case Event.AnnouncementEnded ended -> announcement(draft, ended.side(), false, 0);
            case Event.ConfigurationChanged changed -> configured(draft, changed.configuration());
        }
    }

    private static void configured(final Draft draft, final GroupConfiguration configuration) {
        if (configuration.preferredSide() != draft.configuration.preferredSide()) {
            draft.restraint = draft.restraint.healthySince(Moment.NONE);
        }
        final var before = draft.configuration;
        draft.configuration = configuration;
        HeartbeatRules.configured(draft);
        PathRules.configured(draft);
        UpstreamRules.configured(draft, before);
    }

    private static void failed(final Draft draft, final Event.CommandFailed failed) {
        final var bridge = draft.bridge(failed.side());
        if (failed.token() == 0 || SuspicionRules.barrierFailed(draft, failed.token())
            || SilenceRules.barrierFailed(draft, failed)) {
            return;
        }
        if (failed.token() == bridge.gateControl().token()) {
            RoleRules.gateFailed(draft, failed.side(), failed.reason());
        } else if (failed.token() == bridge.inquiry().token()) {
            HeartbeatRules.barrierFailed(draft, failed.side());
        } else if (failed.token() == bridge.connection().readToken()
            || failed.token() == bridge.connection().programToken()) {
            BridgeRules.programmingFailed(draft, failed.side(), failed.reason());
        }
    }

    private static void announcementSeen(final Draft draft, final Side side, final int missing) {
        if (missing > 0) {
            draft.lastFailover = draft.lastFailover.map(last -> last.to() == side ? last.announcementMissed(missing)
                : last);
            draft.record(Severity.WARNING, draft.name(side) + " did not send the announcements of " + missing
                + " hosts; they follow one by one, see the counters of its groups");
        }
    }

    private static void announcement(final Draft draft, final Side side, final boolean began, final int hosts) {
        draft.announcedAt = draft.now;
        if (began) {
            RecoveryRules.announcing(draft);
        } else {
            RecoveryRules.announced(draft, side);
        }
        draft.lastFailover = draft.lastFailover.map(last -> {
            if (last.to() != side) {
                return last;
            }
            return began ? last.announcementBegan(hosts, draft.now) : last.announcementEnded(draft.now);
        });
    }
}
