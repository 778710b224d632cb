/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Side;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A move of the role: decided, going on or done.
 *
 * @param cause why
 * @param detail the cause in words
 * @param from the bridge that had the role; empty at first
 * @param to the bridge that gets it
 * @param request the operator's request to be answered
 * @param suspectedAt when the first sign was seen, ns
 * @param detectedAt when the decision fell, ns
 * @param fencedAt when the old gate was known to be closed, ns
 * @param gateOpenAt when the new gate was confirmed, ns
 * @param firstAnnouncementAt when the first round began, ns
 * @param lastAnnouncementAt when the last round ended, ns
 * @param hostsAnnounced hosts of the first round, less those whose announcement was not seen to leave the bridge
 */
public record Decision(Cause cause, String detail, Optional<Side> from, Side to, OptionalLong request,
        long suspectedAt, long detectedAt, OptionalLong fencedAt, OptionalLong gateOpenAt,
        OptionalLong firstAnnouncementAt, OptionalLong lastAnnouncementAt, int hostsAnnounced) {
    /**
     * Checks that nothing is missing.
     */
    public Decision {
        requireNonNull(cause);
        requireNonNull(detail);
        requireNonNull(from);
        requireNonNull(to);
        requireNonNull(request);
        requireNonNull(fencedAt);
        requireNonNull(gateOpenAt);
        requireNonNull(firstAnnouncementAt);
        requireNonNull(lastAnnouncementAt);
    }

    static Decision of(final Cause cause, final String detail, final Optional<Side> from, final Side to,
            final OptionalLong request, final long suspectedAt, final long now) {
        return new Decision(cause, detail, from, to, request, suspectedAt, now, OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0);
    }

    Decision fenced(final long now) {
        return new Decision(cause, detail, from, to, request, suspectedAt, detectedAt, OptionalLong.of(now), gateOpenAt,
            firstAnnouncementAt, lastAnnouncementAt, hostsAnnounced);
    }

    Decision gateOpened(final long now) {
        return new Decision(cause, detail, from, to, request, suspectedAt, detectedAt, fencedAt, OptionalLong.of(now),
            firstAnnouncementAt, lastAnnouncementAt, hostsAnnounced);
    }

    Decision announcementBegan(final int hosts, final long now) {
        return firstAnnouncementAt.isPresent() ? this : new Decision(cause, detail, from, to, request, suspectedAt,
            detectedAt, fencedAt, gateOpenAt, OptionalLong.of(now), lastAnnouncementAt, hosts);
    }

    Decision announcementMissed(final int missing) {
        return new Decision(cause, detail, from, to, request, suspectedAt, detectedAt, fencedAt, gateOpenAt,
            firstAnnouncementAt, lastAnnouncementAt, Math.max(0, hostsAnnounced - missing));
    }

    Decision announcementEnded(final long now) {
        return firstAnnouncementAt.isEmpty() || lastAnnouncementAt.isPresent() ? this : new Decision(cause, detail,
            from, to, request, suspectedAt, detectedAt, fencedAt, gateOpenAt, firstAnnouncementAt,
            OptionalLong.of(now), hostsAnnounced);
    }
}
