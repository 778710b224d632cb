/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import io.understudy.core.evidence.AnnouncementWitness;
import io.understudy.core.evidence.EvidenceState;
import io.understudy.core.evidence.ProbeMonitor;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.Moment;
import io.understudy.core.model.Side;
import java.util.function.BiPredicate;

/**
 * Whether an announcement arrived. Nobody acknowledges it; while the way behind the uplink is broken it vanishes, and
 * the switches go on sending to the other bridge. So it has witnesses, requests that take its way right behind it:
 * outward path probes, and those of upstream targets. When the way works and none of them arrived, it is announced
 * again. It is, too, when probes that went unanswered since before the announcement are answered while it goes on.
 */
final class RecoveryRules {
    private RecoveryRules() {
        // only functions
    }

    /**
     * Forgets the witnesses of an earlier announcement.
     */
    static void announcing(final Draft draft) {
        for (var side : Side.values()) {
            forget(draft, side);
        }
    }

    /**
     * Sends witnesses behind an announcement.
     */
    static void announced(final Draft draft, final Side side) {
        if (draft.configuration.announcement().method() != AnnouncementMethod.NONE && draft.isPrimary(side)) {
            PathProbing.witness(draft, side);
            UpstreamRules.witness(draft, side);
        }
    }

    static void announce(final Draft draft, final GroupState before) {
        draft.primary.filter(side -> before.forwards(side) && draft.bridge(side).gate() == Gate.OPEN
            && draft.bridge(side).connected() && draft.transition instanceof Transition.None)
            .ifPresent(side -> announce(draft, side, before.bridge(side)));
    }

    private static void announce(final Draft draft, final Side side, final BridgeState before) {
        final var now = draft.bridge(side);
        final boolean linked = before.ports().uplink() == EvidenceState.DOWN
            && now.ports().uplink() == EvidenceState.UP;
        if (linked || isAny(before, now, (earlier, later) -> later.witness().state() == AnnouncementWitness.State.LOST
            || isOwed(draft, earlier, later))) {
            draft.command(new Command.Announce(side));
            forget(draft, side);
        } else if (isAny(before, now, RecoveryRules::hasArrived)) {
            // One that arrived speaks for all.
            forget(draft, side);
            draft.announcedAt = Moment.NONE;
        }
    }

    private static boolean isAny(final BridgeState before, final BridgeState now,
            final BiPredicate<ProbeMonitor, ProbeMonitor> test) {
        final var targets = before.signs().upstream().targets();
        return test.test(before.signs().path().outward(), now.signs().path().outward())
            || now.signs().upstream().targets().entrySet().stream().anyMatch(target ->
                test.test(targets.getOrDefault(target.getKey(), ProbeMonitor.STOPPED), target.getValue()));
    }

    private static boolean hasArrived(final ProbeMonitor before, final ProbeMonitor now) {
        return now.received() > before.received() && before.witness().state() == AnnouncementWitness.State.AWAITED
            && now.witness().state() == AnnouncementWitness.State.NONE;
    }

    private static boolean isOwed(final Draft draft, final ProbeMonitor before, final ProbeMonitor now) {
        return now.receivedAt() > before.receivedAt() && before.silence().unanswered() > 0
            && draft.announcedAt > before.receivedAt();
    }

    private static void forget(final Draft draft, final Side side) {
        draft.update(side, bridge -> bridge
            .withPath(bridge.signs().path().mapped(monitor -> monitor.with(AnnouncementWitness.NONE)))
            .withUpstream(bridge.signs().upstream()
                .mapped((target, monitor) -> monitor.with(AnnouncementWitness.NONE))));
    }
}
