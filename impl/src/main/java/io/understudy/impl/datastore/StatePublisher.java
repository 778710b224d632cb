/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import io.understudy.core.failover.GroupState;
import io.understudy.core.failover.GroupStatus;
import io.understudy.core.failover.Judgement;
import io.understudy.core.failover.Severity;
import io.understudy.core.failover.Verdict;
import io.understudy.core.model.Host;
import io.understudy.core.model.Side;
import io.understudy.core.table.Replication;
import io.understudy.core.table.TableChange;
import io.understudy.impl.group.GroupSnapshot;
import io.understudy.impl.group.StateSink;
import io.understudy.impl.text.Printable;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.binding.api.NotificationPublishService;
import org.opendaylight.mdsal.binding.api.WriteTransaction;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataTreeWriteTransaction;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Bridge;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Event;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.EventKey;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.LastFailover;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Statistics;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a group publishes into the operational datastore, on a thread of its own, so that the group's thread
 * never waits for it. Of the state only the latest matters: what is overtaken while a write goes on is never written.
 */
public final class StatePublisher implements StateSink {
    private static final Logger LOG = LoggerFactory.getLogger(StatePublisher.class);
    private static final int ATTEMPTS = 3;
    private static final int PATIENCE_SECONDS = 10;

    /** Reads, writes and commits; asked for again where that fails. */
    @FunctionalInterface
    private interface Transaction {
        Future<?> commit() throws ExecutionException, InterruptedException;
    }

    private final String name;
    private final DataBroker broker;
    private final DOMDataBroker domBroker;
    private final Executor executor;
    private final NotificationPublishService notifications;
    private final Notifier notifier;
    private final EventLog log;
    private final EventBudget budget = new EventBudget();
    private final HostNodes nodes;
    private final DecisionTime decisionTime = new DecisionTime();
    private final DataObjectIdentifier.WithKey<Group, GroupKey> path;
    private final AtomicReference<GroupSnapshot> latest = new AtomicReference<>();
    /** The latest that was published. */
    private Optional<Judgement> judgement = Optional.empty();
    private boolean closed;

    /**
     * Creates a publisher.
     *
     * @param name the group
     * @param broker the datastore
     * @param domBroker the same datastore, for what is written in its own form
     * @param notifications takes notifications
     * @param executor one thread, shared by all groups
     */
    public StatePublisher(final String name, final DataBroker broker, final DOMDataBroker domBroker,
            final NotificationPublishService notifications, final Executor executor) {
        this(name, broker, domBroker, notifications, executor, new EventLog(name));
    }

    private StatePublisher(final String name, final DataBroker broker, final DOMDataBroker domBroker,
            final NotificationPublishService notifications, final Executor executor, final EventLog log) {
        this.name = requireNonNull(name);
        this.broker = requireNonNull(broker);
        this.domBroker = requireNonNull(domBroker);
        this.executor = requireNonNull(executor);
        nodes = new HostNodes(name);
        this.notifications = requireNonNull(notifications);
        this.log = requireNonNull(log);
        notifier = new Notifier(name, notifications);
        path = DataObjectIdentifier.builder(FailoverState.class)
            .child(Group.class, new GroupKey(new GroupName(name))).build();
    }

    /**
     * Publishes why the group cannot run.
     *
     * @param reason in words
     */
    public void refused(final String reason) {
        executor.execute(() -> write(transaction -> transaction.put(LogicalDatastoreType.OPERATIONAL, path,
            new GroupBuilder().setName(new GroupName(name)).setStatus(StateMapper.status(GroupStatus.Code.DOWN))
                .setStatusReason(reason).build())));
    }

    @Override
    public void state(final GroupSnapshot snapshot) {
        if (latest.getAndSet(snapshot) == null) {
            executor.execute(this::writeState);
        }
    }

    private void writeState() {
        final var snapshot = latest.getAndSet(null);
        if (closed || snapshot == null) {
            return;
        }
        final var clock = WallClock.now();
        final var mapper = new StateMapper(snapshot, clock);
        final var status = GroupStatus.of(snapshot.report().state());
        write(transaction -> {
            transaction.merge(LogicalDatastoreType.OPERATIONAL, path, mapper.group(status));
            for (var side : Side.values()) {
                final var bridge = new BridgeMapper(snapshot, side, clock).bridge();
                transaction.put(LogicalDatastoreType.OPERATIONAL,
                    path.toBuilder().child(Bridge.class, bridge.key()).build(), bridge);
            }
            snapshot.report().state().lastFailover().ifPresent(decision -> transaction.put(
                LogicalDatastoreType.OPERATIONAL, path.toBuilder().child(LastFailover.class).build(),
                mapper.lastFailover(decision, decisionTime)));
            transaction.put(LogicalDatastoreType.OPERATIONAL, path.toBuilder().child(Statistics.class).build(),
                mapper.statistics());
        });
        notifier.state(snapshot.report().state(), status);
        tellVerdict(snapshot.report().state());
    }

    /** The first verdict is told only if something speaks against the primary. */
    private void tellVerdict(final GroupState state) {
        final var before = judgement.map(Judgement::verdict).orElse(Verdict.KEEP);
        judgement = state.judgement().or(() -> judgement);
        judgement.filter(now -> now.verdict() != before).ifPresent(now ->
            writeEvent(Severity.INFO, now.text(state.name(now.about())), System.nanoTime()));
    }

    @Override
    public void hosts(final Replication replication) {
        executor.execute(() -> {
            if (closed) {
                return;
            }
            final var clock = WallClock.now();
            commit(() -> {
                final var transaction = domBroker.newWriteOnlyTransaction();
                transaction.merge(LogicalDatastoreType.OPERATIONAL, nodes.group(), nodes.groupNode());
                for (var key : replication.removed()) {
                    transaction.delete(LogicalDatastoreType.OPERATIONAL, nodes.localPath(key));
                    transaction.delete(LogicalDatastoreType.OPERATIONAL, nodes.remotePath(key));
                }
                for (var host : replication.upserted()) {
                    writeHost(transaction, host, clock);
                }
                return transaction.commit();
            });
        });
    }

    private void writeHost(final DOMDataTreeWriteTransaction transaction, final Host host, final WallClock clock) {
        final var localPath = nodes.localPath(host.key());
        final var remotePath = nodes.remotePath(host.key());
        if (host.isLocal()) {
            transaction.put(LogicalDatastoreType.OPERATIONAL, localPath, nodes.local(host, clock));
        } else {
            transaction.put(LogicalDatastoreType.OPERATIONAL, remotePath, nodes.remote(host, clock));
        }
        // it may have stood on the other side
        transaction.delete(LogicalDatastoreType.OPERATIONAL, host.isLocal() ? remotePath : localPath);
    }

    @Override
    public void tableChange(final TableChange change) {
        executor.execute(() -> notifier.table(change).ifPresent(text -> {
            final long now = System.nanoTime();
            budget.admit(now).ifPresent(leftOut -> writeEvent(Severity.WARNING, leftOut == 0 ? text
                : text + "; before that, " + leftOut + " events of hosts were left out", now));
        }));
    }

    @Override
    public void event(final Severity severity, final String text, final long at) {
        executor.execute(() -> writeEvent(severity, text, at));
    }

    private void writeEvent(final Severity severity, final String text, final long at) {
        final var event = log.add(severity, text, WallClock.now().at(at));
        write(transaction -> {
            transaction.put(LogicalDatastoreType.OPERATIONAL,
                path.toBuilder().child(Event.class, event.key()).build(), event);
            if (log.expired() > 0) {
                transaction.delete(LogicalDatastoreType.OPERATIONAL, path.toBuilder()
                    .child(Event.class, new EventKey(Uint64.valueOf(log.expired()))).build());
            }
        });
    }

    @Override
    public StateSink renamed(final String other) {
        final var successor = new StatePublisher(other, broker, domBroker, notifications, executor, log);
        executor.execute(() -> {
            log.rename(other);
            commit(() -> moveTo(other, successor.path));
            closed = true;
        });
        return successor;
    }

    private Future<?> moveTo(final String other, final DataObjectIdentifier.WithKey<Group, GroupKey> target)
            throws ExecutionException, InterruptedException {
        final var transaction = broker.newReadWriteTransaction();
        transaction.read(LogicalDatastoreType.OPERATIONAL, path).get()
            .ifPresent(group -> transaction.put(LogicalDatastoreType.OPERATIONAL, target,
                new GroupBuilder(group).withKey(target.key()).setName(new GroupName(other)).build()));
        transaction.delete(LogicalDatastoreType.OPERATIONAL, path);
        return transaction.commit();
    }

    @Override
    public void removeAll() {
        executor.execute(() -> {
            write(transaction -> transaction.delete(LogicalDatastoreType.OPERATIONAL, path));
            closed = true;
        });
    }

    private void write(final Consumer<WriteTransaction> change) {
        if (closed) {
            return;
        }
        commit(() -> {
            final var transaction = broker.newWriteOnlyTransaction();
            // whatever is published first, the group must be there to take it
            transaction.merge(LogicalDatastoreType.OPERATIONAL, path,
                new GroupBuilder().setName(new GroupName(name)).build());
            change.accept(transaction);
            return transaction.commit();
        });
    }

    /**
     * Writes, and writes again if that fails: hosts, events and refusals are written once, and would be missing until
     * they change.
     */
    private void commit(final Transaction transaction) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                await(transaction.commit());
                return;
            } catch (ExecutionException e) {
                LOG.warn("group {}: its state could not be written to the datastore, attempt {} of {}",
                    Printable.of(name), attempt, ATTEMPTS, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waiting keeps the writes in order; it costs nobody but this thread. */
    private void await(final Future<?> commit) throws ExecutionException, InterruptedException {
        for (int waited = PATIENCE_SECONDS; true; waited += PATIENCE_SECONDS) {
            try {
                commit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                LOG.warn("group {}: the datastore has not taken its state for {} s; what is shown of all groups is as"
                    + " old, see what the datastore logs", Printable.of(name), waited);
            }
        }
    }
}
