/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.failover;

/**
 * What the log says of a move that is done, in one line: who took over from whom, why, how long it took, and what to do
 * now.
 */
final class MoveReport {
    private static final long NANOS_PER_TENTH = 100_000;

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

    /** Without a formatter, which takes longer than all the rest of a step: this is said while hosts wait. */
    private static String millis(final long nanos) {
        final long tenths = (nanos + NANOS_PER_TENTH / 2) / NANOS_PER_TENTH;
        return tenths / 10 + "." + tenths % 10 + " ms";
    }
}
