/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

import io.understudy.core.model.HostKey;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The keys of the hosts that changed since the copy was last brought up to date. Only keys are kept, so that any number
 * of changes of a host costs one entry, and the copy gets the last of them.
 */
final class PendingReplication {
    private final NavigableSet<HostKey> upserted = new TreeSet<>();
    private final NavigableSet<HostKey> removed = new TreeSet<>();

    /**
     * A host was added to the table.
     *
     * @return whether the copy still has it from before
     */
    boolean added(final HostKey key) {
        upserted.add(key);
        return removed.remove(key);
    }

    /** A host in the table changed. */
    void changed(final HostKey key) {
        upserted.add(key);
    }

    /** A host left the table; the copy hears of it only if it has it. */
    void removed(final HostKey key, final boolean copied) {
        upserted.remove(key);
        if (copied) {
            removed.add(key);
        }
    }

    Collection<HostKey> upsertedKeys() {
        return upserted;
    }

    List<HostKey> removedKeys() {
        return List.copyOf(removed);
    }

    void clear() {
        upserted.clear();
        removed.clear();
    }
}
