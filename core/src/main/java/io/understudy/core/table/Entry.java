/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.Host;

/**
 * A host in the table, and what has been told of it.
 */
final class Entry {
    private Host host;
    private long reportedSeen;
    private boolean copied;

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
