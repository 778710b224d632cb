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
    /** What hardly any host has; absent until then. */
    private Suspicion suspicion;
    private Entry seenBefore;
    private Entry seenNext;

    /** Why the host may have been seen where it is not. */
    private static final class Suspicion {
        private Location doubtfulAt;
        private long doubtfulSince;
        private long doubtedAt;
        private boolean announced;
        private long reflectionsUntil;
    }

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
        final var doubt = suspicion();
        if (!at.equals(doubt.doubtfulAt) || now - doubt.doubtedAt > LONGEST_DOUBT) {
            doubt.doubtfulAt = at;
            doubt.doubtfulSince = now;
        }
        doubt.doubtedAt = now;
        return doubt.doubtfulSince;
    }

    private Suspicion suspicion() {
        if (suspicion == null) {
            suspicion = new Suspicion();
        }
        return suspicion;
    }

    /** The host was seen where it is known to be. */
    void settle() {
        if (suspicion != null) {
            suspicion.doubtfulAt = null;
        }
    }

    /** It is being announced: until then the announcement may come back. */
    void announced(final long until) {
        suspicion().announced = true;
        suspicion().reflectionsUntil = until;
    }

    boolean isReflected(final long now) {
        return suspicion != null && suspicion.announced && now - suspicion.reflectionsUntil < 0;
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

    /** Its links in the {@link SilenceOrder}. */
    void link(final Entry before, final Entry next) {
        seenBefore = before;
        seenNext = next;
    }

    /** The one that was last seen before it; null if there is none. */
    Entry seenBefore() {
        return seenBefore;
    }

    /** The one that was last seen after it; null if there is none. */
    Entry seenNext() {
        return seenNext;
    }
}
