/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.aaa;

/**
 * Decides when something that idles is started once more: when it idled at several looks in a row, and then after twice
 * as many each time, for the reason may be another.
 */
final class RestartDecision {
    private final int first;
    private final int most;

    private int patience;
    private int idled;

    /**
     * Begins.
     *
     * @param first after how many looks it is started once more the first time, 1 or more
     * @param most after how many at most, not below {@code first}
     */
    RestartDecision(final int first, final int most) {
        this.first = first;
        this.most = most;
        patience = first;
    }

    /**
     * Takes in what one look has shown.
     *
     * @param idle whether it idles
     * @return whether it is to be started once more now
     */
    boolean isDue(final boolean idle) {
        if (!idle) {
            patience = first;
            idled = 0;
            return false;
        }
        idled++;
        if (idled < patience) {
            return false;
        }
        patience = Math.min(2 * patience, most);
        idled = 0;
        return true;
    }
}
