/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.report;

import io.understudy.core.failover.Severity;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;

/**
 * Where a group leaves news that the world may know. No method blocks.
 */
public interface GroupSink {
    /**
     * Takes what changed in the table of hosts.
     *
     * @param replication the changes
     */
    void hosts(Replication replication);

    /**
     * Takes a change of the table that operators are told of.
     *
     * @param change the change
     */
    void tableChange(TableChange change);

    /**
     * Takes an entry of the event log.
     *
     * @param severity how bad
     * @param text in words
     * @param at when it happened, ns
     */
    void event(Severity severity, String text, long at);
}
