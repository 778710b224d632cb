/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.model.GroupConfiguration;

/**
 * Makes what a group needs to run.
 */
public interface LoopFactory {
    /**
     * Creates a loop.
     *
     * @param group the group
     * @return its loop, not started
     */
    GroupLoop loop(GroupConfiguration group);

    /**
     * Publishes why a group cannot run.
     *
     * @param name the group
     * @param reason in words
     */
    void refused(String name, String reason);

    /**
     * Takes back what was published of a group that does not run.
     *
     * @param name the group
     */
    void forgotten(String name);
}
