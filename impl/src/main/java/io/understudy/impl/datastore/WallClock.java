/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.yang.types.rev130715.DateAndTime;

/**
 * Turns times of the monotonic clock, on which everything is decided, into times of day for people.
 *
 * @param monotonic a moment on the monotonic clock, ns
 * @param wall the same moment as a time of day
 */
record WallClock(long monotonic, Instant wall) {
    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static WallClock now() {
        return new WallClock(System.nanoTime(), Instant.now());
    }

    DateAndTime at(final long time) {
        return format(wall.minus(monotonic - time, ChronoUnit.NANOS));
    }

    /** The moment on the monotonic clock. */
    long nanos() {
        return monotonic;
    }

    private static DateAndTime format(final Instant instant) {
        return new DateAndTime(FORMAT.format(instant));
    }
}
