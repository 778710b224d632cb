/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.restconf.LastFailover;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which broadcasts may arrive twice: some of those that are sent while the role moves as planned. The old primary's
 * Open vSwitch confirms its closed gate as soon as its tables have changed. Its cache follows when a revalidator thread
 * has run; until then it forwards on, and so does the new primary once its gate is open. What was sent before the move
 * runs out first; see the end markers in docs/design/takeover.md.
 */
final class TwiceForwarded {
    private static final Set<String> PLANNED = Set.of("switchover", "failback", "maintenance");
    /** The longest a revalidator thread waits: max-revalidator in ovs-vswitchd.conf.db(5), where it has its default. */
    private static final Duration REVALIDATION = Duration.ofMillis(500);
    /** The clock of the controller and that of the hosts are read one after the other. */
    private static final Duration RESOLUTION = Duration.ofMillis(1);

    private TwiceForwarded() {
        // only a function
    }

    static boolean mayBe(final Instant sent, final LastFailover move) {
        if (!PLANNED.contains(move.cause()) || move.gateOpenMicros().isEmpty()) {
            return false;
        }
        final var opened = move.detectedAt().plusNanos(1000 * move.gateOpenMicros().getAsLong());
        return !sent.isBefore(move.detectedAt().minus(RESOLUTION)) && !sent.isAfter(opened.plus(REVALIDATION));
    }
}
