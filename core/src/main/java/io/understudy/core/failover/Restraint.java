/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.Moment;
import java.util.concurrent.TimeUnit;

/**
 * What holds back the next move of the role.
 *
 * @param preferredHealthySince since when the preferred bridge could take the role back, ns; {@link Moment#NONE} if it
 *     could not
 * @param failoverTimes when the role moved within the damping window, ns
 * @param holdDownUntil until when no failback follows, ns
 * @param moveNotBefore until when a move that failed is not tried again unless the primary is lost, ns
 */
public record Restraint(long preferredHealthySince, ImmutableList<Long> failoverTimes, long holdDownUntil,
        long moveNotBefore) {
    /**
     * Checks that nothing is missing.
     */
    public Restraint {
        requireNonNull(failoverTimes);
    }

    static Restraint none(final long now) {
        return new Restraint(Moment.NONE, ImmutableList.of(), now, now);
    }

    Restraint healthySince(final long at) {
        return at == preferredHealthySince ? this
            : new Restraint(at, failoverTimes, holdDownUntil, moveNotBefore);
    }

    /**
     * Says when the preferred bridge may take the role back, if it could at all.
     *
     * @return ns; {@link Moment#NEVER} if it could not
     */
    long failbackAt(final FailbackConfiguration failback) {
        return preferredHealthySince == Moment.NONE ? Moment.NEVER : Math.max(holdDownUntil,
            preferredHealthySince + TimeUnit.SECONDS.toNanos(failback.holdTimeSeconds()));
    }

    /**
     * Returns when the role moved lately.
     *
     * @param windowStart since when it counts, ns
     */
    ImmutableList<Long> failoversSince(final long windowStart) {
        return failoverTimes.stream().filter(time -> time > windowStart).collect(ImmutableList.toImmutableList());
    }

    /**
     * Counts a failover.
     *
     * @param windowStart since when they count, ns
     */
    Restraint failedOver(final long windowStart, final long now) {
        return new Restraint(preferredHealthySince, ImmutableList.<Long>builder()
            .addAll(failoversSince(windowStart)).add(now).build(),
            holdDownUntil, moveNotBefore);
    }

    Restraint heldDownUntil(final long at) {
        return new Restraint(preferredHealthySince, failoverTimes, at, moveNotBefore);
    }

    Restraint notBefore(final long at) {
        return new Restraint(preferredHealthySince, failoverTimes, holdDownUntil, at);
    }
}
