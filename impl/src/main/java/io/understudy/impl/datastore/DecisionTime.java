/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import io.understudy.core.failover.Decision;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.DateAndTime;

/**
 * The time of day of the last decision. It is computed once for each and then kept: the clock of the day is set and
 * read apart from the monotonic one, so another computation would give another time for the same decision. For one
 * thread.
 */
final class DecisionTime {
    private long detectedAt;
    private DateAndTime told;

    DateAndTime of(final Decision decision, final WallClock clock) {
        if (told == null || detectedAt != decision.detectedAt()) {
            detectedAt = decision.detectedAt();
            told = clock.at(detectedAt);
        }
        return told;
    }
}
