/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import io.understudy.core.failover.Severity;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;

/**
 * Publishes nothing, except for what a subclass wants to see.
 */
public class SilentSink implements StateSink {
    @Override
    public void state(final GroupSnapshot snapshot) {
        // not published
    }

    @Override
    public void hosts(final Replication replication) {
        // not published
    }

    @Override
    public void tableChange(final TableChange change) {
        // not published
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        // not published
    }

    @Override
    public StateSink renamed(final String name) {
        return this;
    }

    @Override
    public void removeAll() {
        // nothing was published
    }
}
