/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Host;
import io.understudy.core.model.Location;
import java.util.concurrent.TimeUnit;

/**
 * A host in the table, and what has been told of it.
 */
final class Entry {
    /** Frames that go round come one after the other; a doubt of long ago says nothing about the next one. */
    private static final long LONGEST_DOUBT = TimeUnit.SECONDS.toNanos(2);

    private Host host;
    private long reportedSeen;
    private boolean copied;
    private Location doubtfulAt;
    private long doubtfulSince;
    private long doubtedAt;
    private boolean announced;
    private long reflectionsUntil;

    Entry(final Host host, final boolean copied) {
        this.host = requireNonNull(host);
        this.copied = copied;
        reportedSeen = host.lastSeen();
    }

    Host host() {
        return host;
    }

    void setHost(final Host newHost) {
        host = requireNonNull(newHost);
    }

    /**
     * The host was seen where it may not be: by a frame that may have gone round in circles.
     *
     * @return since when it has been seen there again and again, and nowhere else
     */
    long doubt(final Location at, final long now) {
        if (!at.equals(doubtfulAt) || now - doubtedAt > LONGEST_DOUBT) {
            doubtfulAt = at;
            doubtfulSince = now;
        }
        doubtedAt = now;
        return doubtfulSince;
    }

    /** The host was seen where it is known to be. */
    void settle() {
        doubtfulAt = null;
    }

    /** It is being announced: until then the announcement may come back. */
    void announced(final long until) {
        announced = true;
        reflectionsUntil = until;
    }

    boolean isReflected(final long now) {
        return announced && now - reflectionsUntil < 0;
    }

    /** When the host was last seen according to the last report of it. */
    long reportedSeen() {
        return reportedSeen;
    }

    /** The host as it is now is being reported. */
    void reported() {
        reportedSeen = host.lastSeen();
    }

    /** Whether the copy of the table has the host, in whatever state. */
    boolean isCopied() {
        return copied;
    }

    Host copy() {
        copied = true;
        return host;
    }
}
