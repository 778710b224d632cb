/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.table;

/**
 * The hosts in the order in which they were last seen. A list whose links are in the entries, for one that has objects
 * of its own takes five times the memory.
 */
final class SilenceOrder {
    private Entry longest;
    private Entry latest;

    /** The one that has been silent for longest; null if there is none. From there on {@link Entry#seenNext}. */
    Entry longest() {
        return longest;
    }

    /** Takes in an entry that is not in, as the one that was seen last. */
    void add(final Entry entry) {
        entry.link(latest, null);
        if (latest == null) {
            longest = entry;
        } else {
            latest.link(latest.seenBefore(), entry);
        }
        latest = entry;
    }

    /** Takes out an entry that is in. */
    void remove(final Entry entry) {
        final var before = entry.seenBefore();
        final var next = entry.seenNext();
        if (before == null) {
            longest = next;
        } else {
            before.link(before.seenBefore(), next);
        }
        if (next == null) {
            latest = before;
        } else {
            next.link(before, next.seenNext());
        }
    }
}
