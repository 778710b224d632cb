/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Severity;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;

/**
 * Where a group publishes, whatever its name is by now. Used by the group's thread alone.
 */
final class CurrentSink implements StateSink {
    private StateSink now;

    CurrentSink(final StateSink first) {
        now = requireNonNull(first);
    }

    @Override
    public StateSink renamed(final String name) {
        now = now.renamed(name);
        return this;
    }

    @Override
    public void state(final GroupSnapshot snapshot) {
        now.state(snapshot);
    }

    @Override
    public void removeAll() {
        now.removeAll();
    }

    @Override
    public void hosts(final Replication replication) {
        now.hosts(replication);
    }

    @Override
    public void tableChange(final TableChange change) {
        now.tableChange(change);
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        now.event(severity, text, at);
    }
}
