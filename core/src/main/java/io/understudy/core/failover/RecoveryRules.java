/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * What is announced while the way behind the primary's uplink is broken reaches nobody: the switches beyond it go on
 * sending to the other bridge. So it is announced again when the way is found to work: when probes that went unanswered
 * since before the announcement are answered. They must take its way: outward path probes, and those of upstream
 * targets.
 */
final class RecoveryRules {
    private RecoveryRules() {
        // only functions
    }

    static void announce(final Draft draft, final GroupState before) {
        draft.primary.filter(side -> before.forwards(side) && draft.bridge(side).gate() == Gate.OPEN
            && draft.bridge(side).connected() && draft.transition instanceof Transition.None
            && isBack(draft, before.bridge(side), draft.bridge(side)))
            .ifPresent(side -> draft.command(new Command.Announce(side)));
    }

    private static boolean isBack(final Draft draft, final BridgeState before, final BridgeState now) {
        if (before.ports().uplink() == EvidenceState.DOWN && now.ports().uplink() == EvidenceState.UP) {
            return true;
        }
        final var old = before.signs().upstream().targets();
        return isOwed(draft, before.signs().path().outward(), now.signs().path().outward())
            || now.signs().upstream().targets().entrySet().stream().anyMatch(target ->
                isOwed(draft, old.getOrDefault(target.getKey(), ProbeMonitor.STOPPED), target.getValue()));
    }

    private static boolean isOwed(final Draft draft, final ProbeMonitor before, final ProbeMonitor now) {
        return now.receivedAt() > before.receivedAt() && before.silence().unanswered() > 0
            && draft.announcedAt > before.receivedAt();
    }
}
