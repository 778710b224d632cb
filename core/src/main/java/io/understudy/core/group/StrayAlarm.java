/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.group;

import java.util.concurrent.TimeUnit;

/**
 * Tells by their rate that answers of one kind, at one port, are no accident. Some come late or twice in any network,
 * and many at once when a connection that stood still moves again; so they must come for several seconds on end. Then
 * there is one alarm, and no other one before they have ceased for a while.
 */
final class StrayAlarm {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** So many in a second are many. */
    private static final int MANY = 5;
    /** So many seconds with many, one after the other, are an alarm. */
    private static final int SECONDS = 3;
    /** So long there must not have been many until there can be another alarm, ns. */
    private static final long CEASED = TimeUnit.MINUTES.toNanos(1);

    private long secondAt;
    private int inSecond;
    private int busySeconds;
    private long busyAt;
    private boolean raised;

    /**
     * Creates one that has seen nothing.
     *
     * @param now ns
     */
    StrayAlarm(final long now) {
        secondAt = now;
        busyAt = now;
    }

    /**
     * Counts one.
     *
     * @param now ns
     * @return whether an alarm is due
     */
    boolean count(final long now) {
        if (now - secondAt >= SECOND) {
            if (inSecond < MANY || now - secondAt >= 2 * SECOND) {
                busySeconds = 0;
            }
            secondAt = now;
            inSecond = 0;
        }
        inSecond++;
        if (inSecond != MANY) {
            return false;
        }
        raised = raised && now - busyAt < CEASED;
        busyAt = now;
        busySeconds++;
        if (raised || busySeconds < SECONDS) {
            return false;
        }
        raised = true;
        return true;
    }
}
