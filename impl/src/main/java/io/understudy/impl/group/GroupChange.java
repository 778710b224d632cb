/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.model.GroupConfiguration;

/**
 * What became of a group in the configuration.
 */
public sealed interface GroupChange {
    /**
     * Returns the group's name.
     *
     * @return its name
     */
    String name();

    /**
     * The group is to run.
     *
     * @param group the group
     */
    record Configured(GroupConfiguration group) implements GroupChange {
        /**
         * Checks that nothing is missing.
         */
        public Configured {
            requireNonNull(group);
        }

        @Override
        public String name() {
            return group.name();
        }
    }

    /**
     * The group is to run, but cannot be understood. One that runs goes on as it is.
     *
     * @param name the group
     * @param reason what is wrong and what to do, in words
     */
    record Misconfigured(String name, String reason) implements GroupChange {
        /**
         * Checks that nothing is missing.
         */
        public Misconfigured {
            requireNonNull(name);
            requireNonNull(reason);
        }
    }

    /**
     * The group is configured, but is not to run.
     *
     * @param name the group
     * @param reason what to do to run it, in words
     */
    record Disabled(String name, String reason) implements GroupChange {
        /**
         * Checks that nothing is missing.
         */
        public Disabled {
            requireNonNull(name);
            requireNonNull(reason);
        }
    }

    /**
     * The group is no longer configured. It goes on for a moment: it may be configured again under another name.
     *
     * @param name the group
     */
    record Deleted(String name) implements GroupChange {
        /**
         * Checks that nothing is missing.
         */
        public Deleted {
            requireNonNull(name);
        }
    }
}
