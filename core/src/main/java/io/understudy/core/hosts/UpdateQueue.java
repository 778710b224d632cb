/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.hosts;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.understudy.core.model.HostKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hosts of which a bridge is to be told, those first that have waited longest, and how many of them may be told now.
 */
final class UpdateQueue {
    private Set<HostKey> waiting = new LinkedHashSet<>();
    /** How many, from the first on, may be told now. */
    private int released;

    void add(final HostKey key) {
        waiting.add(key);
    }

    boolean contains(final HostKey key) {
        return waiting.contains(key);
    }

    void clear() {
        // not cleared: a set that held many hosts keeps the room for as many
        waiting = new LinkedHashSet<>();
        released = 0;
    }

    /** Lets the first ones be told, and no others. */
    void release(final int most) {
        released = Math.min(most, waiting.size());
    }

    int size() {
        return waiting.size();
    }

    int released() {
        return released;
    }

    /** Counts those that may not be told yet. */
    int held() {
        return waiting.size() - released;
    }

    /** Takes the first of those that may be told now. */
    List<HostKey> take(final int most) {
        final var taken = ImmutableList.copyOf(Iterables.limit(waiting, Math.min(most, released)));
        released -= taken.size();
        taken.forEach(waiting::remove);
        if (waiting.isEmpty()) {
            clear();
        }
        return taken;
    }
}
