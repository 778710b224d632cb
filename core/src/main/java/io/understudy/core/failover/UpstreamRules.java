/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import com.google.common.collect.ImmutableMap;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.evidence.ProbeTiming;
import io.understudy.core.evidence.UpstreamSigns;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Side;

/**
 * The probes of the targets behind both uplinks (docs/design/evidence.md). Both bridges probe at the same moments, so
 * that a target that dies is missed on both and not first on one.
 */
final class UpstreamRules {
    private UpstreamRules() {
        // only functions
    }

    /**
     * Makes the monitors agree with the configuration, and starts and stops them: an uplink is probed while its bridge
     * is programmed and its link is up.
     */
    static void refresh(final Draft draft) {
        final var targets = draft.configuration.upstream().targets();
        for (var side : Side.values()) {
            final var bridge = draft.bridge(side);
            final boolean probed = bridge.channel() == Channel.READY && bridge.ports().uplink() != EvidenceState.DOWN;
            var signs = bridge.signs().upstream();
            if (targets.isEmpty() && signs.targets().isEmpty()) {
                continue;
            }
            if (!signs.targets().keySet().equals(targets)) {
                final var monitors = ImmutableMap.<java.net.InetAddress, ProbeMonitor>builder();
                for (var target : targets) {
                    monitors.put(target, signs.targets().getOrDefault(target, ProbeMonitor.STOPPED));
                }
                signs = new UpstreamSigns(monitors.build());
            }
            if (signs.targets().values().stream().anyMatch(monitor -> monitor.running() != probed)) {
                final long first = nextMoment(draft);
                signs = signs.mapped((target, monitor) -> probed ? monitor.start(first) : monitor.stop());
            }
            if (signs != bridge.signs().upstream()) {
                final var changed = signs;
                draft.update(side, before -> before.withUpstream(changed));
            }
        }
    }

    /**
     * Another interval applies at once, and on both sides at the same moments as for what is probed later.
     */
    static void configured(final Draft draft, final GroupConfiguration before) {
        if (draft.configuration.upstream().intervalMillis() != before.upstream().intervalMillis()) {
            final long next = nextMoment(draft);
            for (var side : Side.values()) {
                draft.update(side, bridge -> bridge.withUpstream(bridge.signs().upstream()
                    .mapped((target, monitor) -> monitor.rescheduled(next))));
            }
        }
    }

    private static long nextMoment(final Draft draft) {
        final long interval = draft.configuration.upstream().intervalNanos();
        final long passed = draft.now - draft.startedAt();
        return draft.startedAt() + (passed + interval - 1) / interval * interval;
    }

    static void tick(final Draft draft) {
        for (var side : Side.values()) {
            final var before = draft.bridge(side).signs().upstream();
            if (before.targets().isEmpty()
                || before.targets().values().stream().noneMatch(monitor -> draft.now >= nextDue(draft, monitor))) {
                continue;
            }
            final var after = before.mapped((target, monitor) -> {
                final var timing = timing(draft, monitor);
                final var judged = monitor.judged(timing, draft.now);
                if (!judged.mustSend(draft.now)) {
                    return judged;
                }
                draft.command(new Command.ProbeUpstream(side, target));
                return judged.requested(timing, draft.now);
            });
            draft.update(side, bridge -> bridge.withUpstream(after));
        }
    }

    static void answered(final Draft draft, final Event.UpstreamAnswered answered) {
        if (!draft.isFresh(answered)) {
            return;
        }
        final var before = draft.bridge(answered.side()).signs().upstream();
        draft.update(answered.side(), bridge -> bridge.withUpstream(before.mapped((target, monitor) ->
            target.equals(answered.target()) ? monitor.answered(draft.now) : monitor)));
    }

    /**
     * Asks every target beside the schedule, as witnesses of an announcement.
     */
    static void witness(final Draft draft, final Side side) {
        final var before = draft.bridge(side).signs().upstream();
        before.targets().forEach((target, monitor) -> {
            if (monitor.running()) {
                draft.command(new Command.ProbeUpstream(side, target));
            }
        });
        draft.update(side, bridge -> bridge.withUpstream(before.mapped((target, monitor) ->
            monitor.witnessing(draft.now))));
    }

    static long nextDue(final Draft draft, final ProbeMonitor monitor) {
        return monitor.nextDue(timing(draft, monitor));
    }

    static ProbeTiming timing(final Draft draft, final ProbeMonitor monitor) {
        return ProbeTiming.of(draft.configuration.upstream(), monitor.roundTrips());
    }
}
