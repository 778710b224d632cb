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

    void configure(final GroupConfiguration group) {
        misunderstood.remove(group.name());
        groups.put(group.name(), group);
    }

    /** A group that runs keeps what was understood. */
    void misunderstand(final String name, final String reason, final boolean runs) {
        misunderstood.put(name, reason);
        if (!runs) {
            groups.remove(name);
        }
    }

    void remove(final String name) {
        misunderstood.remove(name);
        groups.remove(name);
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
