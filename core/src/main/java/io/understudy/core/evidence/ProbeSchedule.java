/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.evidence;

import io.understudy.core.model.Moment;

/**
 * Which request is due when.
 *
 * @param running whether requests are being sent
 * @param awaited sequence of the last request of the schedule
 * @param outstanding whether that request is neither answered nor overdue
 * @param sentAt when it was sent, ns; {@link Moment#NONE} if none was since the requests began
 * @param nextAt when the next request is due, ns; {@link Moment#NEVER} while none are sent
 */
public record ProbeSchedule(boolean running, int awaited, boolean outstanding, long sentAt, long nextAt) {
    static ProbeSchedule stopped(final int awaited) {
        return new ProbeSchedule(false, awaited, false, Moment.NONE, Moment.NEVER);
    }

    static ProbeSchedule starting(final int awaited, final long first) {
        return new ProbeSchedule(true, awaited, false, Moment.NONE, first);
    }

    ProbeSchedule settled() {
        return new ProbeSchedule(running, awaited, false, sentAt, nextAt);
    }

    ProbeSchedule next(final long at) {
        return new ProbeSchedule(running, awaited, outstanding, sentAt, at);
    }
}
