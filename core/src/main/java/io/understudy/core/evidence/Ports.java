/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * The links of a bridge's ports. A port that no longer exists counts as down.
 *
 * @param uplink towards the physical switch
 * @param trunks towards the hypervisor's switch, in the configured order
 * @param peer towards the other bridge
 */
public record Ports(EvidenceState uplink, ImmutableList<EvidenceState> trunks, EvidenceState peer) {
    /**
     * Checks that nothing is missing.
     */
    public Ports {
        requireNonNull(uplink);
        requireNonNull(trunks);
        requireNonNull(peer);
    }

    /**
     * Returns the ports of a bridge that was not read yet.
     *
     * @return unknown ports, one trunk
     */
    public static Ports unknown() {
        return new Ports(EvidenceState.UNKNOWN, ImmutableList.of(EvidenceState.UNKNOWN), EvidenceState.UNKNOWN);
    }

    /**
     * Tells whether a link that was not down is down now.
     */
    public boolean lostSince(final Ports before) {
        if (uplink == EvidenceState.DOWN && before.uplink != EvidenceState.DOWN
            || peer == EvidenceState.DOWN && before.peer != EvidenceState.DOWN) {
            return true;
        }
        final boolean comparable = trunks.size() == before.trunks.size();
        for (int index = 0; index < trunks.size(); index++) {
            if (trunks.get(index) == EvidenceState.DOWN
                && (!comparable || before.trunks.get(index) != EvidenceState.DOWN)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether the bridge could carry traffic: up with the uplink and at least one trunk, down without the
     * uplink or without the last trunk (docs/design/takeover.md, row 1).
     *
     * @return the state of uplink and trunks together
     */
    public EvidenceState carrying() {
        // asked for several times a step
        boolean allDown = true;
        boolean anyUp = false;
        for (var trunk : trunks) {
            allDown &= trunk == EvidenceState.DOWN;
            anyUp |= trunk == EvidenceState.UP;
        }
        if (uplink == EvidenceState.DOWN || allDown) {
            return EvidenceState.DOWN;
        }
        return uplink == EvidenceState.UP && anyUp ? EvidenceState.UP : EvidenceState.UNKNOWN;
    }
}
