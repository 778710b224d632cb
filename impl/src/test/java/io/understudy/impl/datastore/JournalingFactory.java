/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.understudy.core.failover.Severity;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.impl.group.GroupLoop;
import io.understudy.impl.group.LoopFactory;
import io.understudy.impl.group.SilentSink;
import io.understudy.impl.group.StateSink;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Makes real loops whose bridges never connect, and keeps a journal of what became of every group.
 */
final class JournalingFactory implements LoopFactory {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @Override
    public GroupLoop loop(final GroupConfiguration group) {
        final var requests = new RecordedRequests();
        journal.add("start " + group.name() + " " + group.bridges().preferred().id() + " "
            + group.bridges().alternate().id());
        return new GroupLoop(group, new Pair<>(new BridgeClient(group.bridges().preferred().id(), requests),
            new BridgeClient(group.bridges().alternate().id(), requests)), 0, 1, new Sink(group.name()));
    }

    @Override
    public void refused(final String name, final String reason) {
        journal.add("refused " + name + ": " + reason);
    }

    @Override
    public void forgotten(final String name) {
        journal.add("forgotten " + name);
    }

    /** Waits for the next entry of the journal. */
    String next() throws InterruptedException {
        final var entry = journal.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(entry, "nothing happened");
        return entry;
    }

    void expect(final String... entries) throws InterruptedException {
        for (var entry : entries) {
            assertEquals(entry, next());
        }
    }

    private final class Sink extends SilentSink {
        private final String name;

        Sink(final String name) {
            this.name = name;
        }

        @Override
        public void event(final Severity severity, final String text, final long at) {
            if (text.contains("configur")) {
                journal.add("event " + name + ": " + text);
            }
        }

        @Override
        public StateSink renamed(final String other) {
            journal.add("renamed " + name + " " + other);
            return new Sink(other);
        }

        @Override
        public void removeAll() {
            journal.add("stopped " + name);
        }
    }
}
