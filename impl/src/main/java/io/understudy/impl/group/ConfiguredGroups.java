/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.model.GroupConfiguration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is configured. Of groups that wait for the same bridge the first by name gets it when it becomes free.
 */
final class ConfiguredGroups {
    /** As they were understood last. */
    private final Map<String, GroupConfiguration> groups = new TreeMap<>();
    /** Why what is configured of a group now cannot be understood. */
    private final Map<String, String> misunderstood = new HashMap<>();

    /** Groups that were deleted a moment ago, with the deletion: they may be there again, renamed. */
    private final Map<String, GroupChange.Deleted> leaving = new HashMap<>();

    /** Takes a change of a group that runs or not. One that runs keeps what was understood of it. */
    void note(final GroupChange change, final boolean runs) {
        final var name = change.name();
        final boolean left = leaving.remove(name) != null;
        misunderstood.remove(name);
        switch (change) {
            case GroupChange.Configured now -> groups.put(name, now.group());
            case GroupChange.Misconfigured now -> {
                misunderstood.put(name, now.reason());
                if (!runs || left) {
                    groups.remove(name);
                }
            }
            case GroupChange.Disabled now -> groups.remove(name);
            case GroupChange.Deleted now -> {
                groups.remove(name);
                if (runs) {
                    leaving.put(name, now);
                }
            }
        }
    }

    /** Ends the time of a deleted group; not if it has come back since, even if it was deleted again. */
    boolean expire(final GroupChange.Deleted deletion) {
        final boolean still = leaving.get(deletion.name()) == deletion;
        if (still) {
            leaving.remove(deletion.name());
        }
        return still;
    }

    /** A deleted group goes on no longer, or under another name. */
    void expire(final String name) {
        leaving.remove(name);
    }

    boolean isLeaving(final String name) {
        return leaving.containsKey(name);
    }

    Collection<String> leaving() {
        return List.copyOf(leaving.keySet());
    }

    Optional<GroupConfiguration> find(final String name) {
        return Optional.ofNullable(groups.get(name));
    }

    Optional<String> misunderstanding(final String name) {
        return Optional.ofNullable(misunderstood.get(name));
    }

    /** Returns all that could be run, in the order of their names. */
    List<GroupConfiguration> all() {
        return List.copyOf(groups.values());
    }

    Collection<String> names() {
        return List.copyOf(groups.keySet());
    }
}
