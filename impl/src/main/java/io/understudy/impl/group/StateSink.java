/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.report.GroupSink;

/**
 * Where a group's thread leaves what the world may know. No method blocks.
 */
public interface StateSink extends GroupSink {
    /**
     * Takes the state of the group.
     *
     * @param snapshot the state
     */
    void state(GroupSnapshot snapshot);

    /**
     * Goes on under another name. All that was published is there under that name then, and no longer under the old.
     *
     * @param name the group's new name
     * @return takes what is published from now on
     */
    StateSink renamed(String name);

    /**
     * Takes back all that was published of the group.
     */
    void removeAll();
}
