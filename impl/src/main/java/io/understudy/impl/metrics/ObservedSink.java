/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.metrics;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.Severity;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;
import io.understudy.impl.group.GroupSnapshot;
import io.understudy.impl.group.StateSink;

/**
 * Keeps the latest snapshot of a group on its way to those who publish it.
 */
public final class ObservedSink implements StateSink {
    private final String name;
    private final LatestSnapshots snapshots;
    private final StateSink sink;

    /**
     * Creates it.
     *
     * @param name of the group
     * @param snapshots keeps the latest
     * @param sink publishes all
     */
    public ObservedSink(final String name, final LatestSnapshots snapshots, final StateSink sink) {
        this.name = requireNonNull(name);
        this.snapshots = requireNonNull(snapshots);
        this.sink = requireNonNull(sink);
    }

    @Override
    public void state(final GroupSnapshot snapshot) {
        snapshots.put(name, snapshot);
        sink.state(snapshot);
    }

    @Override
    public StateSink renamed(final String other) {
        snapshots.remove(name);
        return new ObservedSink(other, snapshots, sink.renamed(other));
    }

    @Override
    public void removeAll() {
        snapshots.remove(name);
        sink.removeAll();
    }

    @Override
    public void hosts(final Replication replication) {
        sink.hosts(replication);
    }

    @Override
    public void tableChange(final TableChange change) {
        sink.tableChange(change);
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        sink.event(severity, text, at);
    }
}
