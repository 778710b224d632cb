/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import io.understudy.impl.group.GroupSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest snapshot of each group that runs, at most a second old. The groups' threads leave them here.
 */
public final class LatestSnapshots {
    private final Map<String, GroupSnapshot> snapshots = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /**
     * Takes a snapshot.
     *
     * @param group name of the group
     * @param snapshot the snapshot
     */
    public void put(final String group, final GroupSnapshot snapshot) {
        refused.remove(group);
        snapshots.put(group, snapshot);
    }

    /**
     * Takes the news that a group is configured and cannot run.
     *
     * @param group its name
     */
    public void refuse(final String group) {
        snapshots.remove(group);
        refused.add(group);
    }

    /**
     * Forgets a group.
     *
     * @param group its name
     */
    public void remove(final String group) {
        snapshots.remove(group);
        refused.remove(group);
    }

    /**
     * Returns the groups that cannot run.
     *
     * @return their names, in order
     */
    Set<String> refused() {
        return new TreeSet<>(refused);
    }

    /**
     * Returns all of the groups that run.
     *
     * @return by the name of the group, in order
     */
    Map<String, GroupSnapshot> all() {
        return new TreeMap<>(snapshots);
    }
}
