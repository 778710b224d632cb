/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.group;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.understudy.core.failover.Severity;
import io.understudy.core.frame.MalformedFrameException;
import io.understudy.core.learning.FrameObserver;
import io.understudy.core.model.BridgeAddresses;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Host;
import io.understudy.core.model.HostKey;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.MacAddress;
import io.understudy.core.table.ForwardingTable;
import io.understudy.core.table.TableChange;
import io.understudy.impl.openflow.FlowEntry;
import io.understudy.impl.openflow.FlowSnapshot;
import io.understudy.impl.openflow.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The forwarding table and its way to the bridges: at once to the one that forwards, by incremental updates to the
 * other one and to the datastore. Used by the group's thread alone.
 */
final class HostTable {
    /** How long after an announcement its reflection may come back through the switches. */
    private static final long REFLECTION = TimeUnit.SECONDS.toNanos(5);
    private static final int BATCH = 256;
    private static final long NEVER = Long.MAX_VALUE;

    private final StateSink sink;
    private final ForwardingTable table;
    /** Hosts whose flows must be brought up to date, and whether they may have left flows at another place. */
    private final Map<HostKey, Boolean> unsent = new LinkedHashMap<>();
    private final Map<HostKey, Boolean> unreplicated = new LinkedHashMap<>();
    private boolean changed;
    private long refusedReportAt = Long.MIN_VALUE;

    HostTable(final GroupConfiguration configuration, final StateSink sink) {
        this.sink = requireNonNull(sink);
        table = new ForwardingTable(configuration.learning(), ImmutableSet.<MacAddress>builder()
            .addAll(BridgeAddresses.of(configuration.bridges().preferred().id()).all())
            .addAll(BridgeAddresses.of(configuration.bridges().alternate().id()).all())
            .build());
    }

    /**
     * Learns from a frame that the forwarding bridge copied to us.
     */
    void learn(final BridgeAgent agent, final long port, final byte[] frame, final long now) {
        final var location = agent.pipeline().flatMap(pipeline -> pipeline.ports().locationOf(port));
        if (location.isEmpty()) {
            return;
        }
        try {
            FrameObserver.observe(frame).ifPresent(observation ->
                take(table.learn(observation, location.orElseThrow(), now)));
        } catch (MalformedFrameException e) {
            agent.countMalformed();
        }
    }

    /**
     * Takes over the hosts that a bridge holds already.
     */
    void adopt(final Pipeline pipeline, final FlowSnapshot found, final long now) {
        found.hosts().forEach((key, port) -> pipeline.ports().locationOf(port)
            .ifPresent(location -> take(table.adopt(key, location, now))));
    }

    void configure(final LearningConfiguration learning) {
        table.configure(learning);
    }

    int clear(final Optional<HostKey> key) {
        final var changes = key.isPresent() ? table.remove(key.orElseThrow()) : table.clear();
        take(changes);
        return (int) changes.stream().filter(TableChange.HostRemoved.class::isInstance).count();
    }

    private void take(final List<TableChange> changes) {
        for (var change : changes) {
            changed = true;
            switch (change) {
                case TableChange.HostAdded added -> touched(added.host().key(), false);
                case TableChange.HostMoved moved -> {
                    touched(moved.after().key(), true);
                    sink.tableChange(moved);
                }
                case TableChange.HostRemoved removed -> touched(removed.host().key(), true);
                case TableChange.HostUpdated updated -> { }
                case TableChange.DuplicateAddress duplicate -> sink.tableChange(duplicate);
                case TableChange.CapacityReached reached -> sink.tableChange(reached);
            }
        }
    }

    private void touched(final HostKey key, final boolean left) {
        unsent.merge(key, left, Boolean::logicalOr);
        unreplicated.merge(key, left, Boolean::logicalOr);
    }

    /**
     * Tells whether something waits for the bridge that forwards.
     */
    boolean mustSend(final boolean idle) {
        return !unsent.isEmpty() && (idle || unsent.size() >= BATCH);
    }

    /**
     * Brings the bridge that forwards up to date.
     */
    void send(final BridgeAgent agent, final long now) {
        push(agent, unsent, now);
    }

    /**
     * Brings the other bridge up to date, if there is one that listens, and the datastore.
     */
    void replicate(final Optional<BridgeAgent> secondary, final long now) {
        secondary.ifPresent(agent -> push(agent, unreplicated, now));
        changed = false;
        final var replication = table.drainReplication();
        if (!replication.isEmpty()) {
            sink.hosts(replication);
        }
    }

    /**
     * Forgets what waits for a bridge, for it is being programmed from scratch.
     */
    void programmed(final boolean secondary) {
        (secondary ? unreplicated : unsent).clear();
    }

    private void push(final BridgeAgent agent, final Map<HostKey, Boolean> keys, final long now) {
        if (keys.isEmpty() || agent.pipeline().isEmpty()) {
            return;
        }
        final var pipeline = agent.pipeline().orElseThrow();
        final var additions = new ArrayList<FlowEntry>();
        final var removals = new ArrayList<FlowEntry>();
        keys.forEach((key, left) -> {
            final ImmutableList<FlowEntry> valid = table.find(key).map(pipeline::host).orElse(ImmutableList.of());
            additions.addAll(valid);
            if (left) {
                pipeline.traces(key).stream().filter(trace -> valid.stream().noneMatch(flow ->
                    flow.kind() == trace.kind() && flow.match().equals(trace.match()))).forEach(removals::add);
            }
        });
        keys.clear();
        if (!removals.isEmpty()) {
            watch(agent, agent.client().remove(removals), now);
        }
        if (!additions.isEmpty()) {
            watch(agent, agent.client().add(additions), now);
        }
    }

    private void watch(final BridgeAgent agent, final ListenableFuture<Void> done, final long now) {
        Futures.addCallback(done, new FutureCallback<>() {
            @Override
            public void onSuccess(final Void result) {
                // as it should be
            }

            @Override
            public void onFailure(final Throwable failure) {
                reportRefusal(agent, failure, now);
            }
        }, MoreExecutors.directExecutor());
    }

    private synchronized void reportRefusal(final BridgeAgent agent, final Throwable failure, final long now) {
        if (now >= refusedReportAt) {
            refusedReportAt = now + TimeUnit.MINUTES.toNanos(1);
            sink.event(Severity.WARNING, agent.configuration().id() + " did not take the flows of some hosts: "
                + failure.getMessage() + "; their frames are flooded instead");
        }
    }

    /**
     * Tells that announcements go out, so that their reflections are not taken for moves.
     */
    void announced(final long now) {
        table.suppressReflections(now + REFLECTION);
    }

    Collection<Host> localHosts() {
        return table.localHosts();
    }

    List<FlowEntry> flows(final Pipeline pipeline) {
        final var flows = new ArrayList<FlowEntry>();
        table.localHosts().forEach(host -> flows.addAll(pipeline.host(host)));
        table.remoteHosts().forEach(host -> flows.addAll(pipeline.host(host)));
        return flows;
    }

    int localCount() {
        return table.localCount();
    }

    int remoteCount() {
        return table.remoteCount();
    }

    /**
     * Says when the next incremental update is due. What waits for a secondary that does not listen waits until it
     * does.
     */
    long nextReplication(final long last, final long interval, final boolean secondaryListens) {
        return changed || secondaryListens && !unreplicated.isEmpty() ? last + interval : NEVER;
    }
}
