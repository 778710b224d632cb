/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

import java.util.Locale;

/**
 * What the log says of a move that is done, in one line: who took over from whom, why, how long it took, and what to do
 * now.
 */
final class MoveReport {
    private static final double NANOS_PER_MILLI = 1e6;

    private MoveReport() {
        // only functions
    }

    static Severity severity(final Cause cause) {
        return switch (cause) {
            case BRIDGE_LOST, PORT_DOWN, UPSTREAM_LOST, BOTH_FORWARDING, TAKEOVER_FAILED -> Severity.CRITICAL;
            case INITIAL, FAILBACK, SWITCHOVER, MAINTENANCE -> Severity.INFO;
        };
    }

    static String text(final Draft draft, final Decision done) {
        final var from = done.from().map(draft::name);
        return draft.name(done.to()) + " forwards now" + from.map(name -> " in place of " + name).orElse("") + ": "
            + done.detail() + "; decided " + millis(done.detectedAt() - done.suspectedAt())
            + " after the first sign, gate open " + millis(done.gateOpenAt().orElseThrow() - done.detectedAt())
            + " later" + from.filter(name -> severity(done.cause()) == Severity.CRITICAL)
                .map(name -> "; see to " + name + ": until it is well again nobody takes over from "
                    + draft.name(done.to())).orElse("");
    }

    private static String millis(final long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
    }
}
