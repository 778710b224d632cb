/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.understudy.impl.text.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.common.api.OptimisticLockFailedException;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataTreeReadOperations;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Revision;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.Module;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the configuration over that a version with an earlier revision of our YANG module stored.
 *
 * <p>The datastore names a node by namespace, revision and local name, and forgets what its model does not have. So the
 * module {@code api-history} keeps the earlier revisions in the model, and what was stored by one of them is moved to
 * the present one here, in one transaction. It runs at a start, before anything looks at the groups.
 *
 * <p>Each version removes at its start what earlier revisions stored. So what is there of an earlier one was stored
 * since the last run of a later version: someone went back to the earlier version and now comes from there. What the
 * datastore still has of the present revision is older, and is replaced. For the same reason the earliest revision is
 * the one that ran last where there are several.
 */
public final class RevisionTakeover {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionTakeover.class);
    private static final LogicalDatastoreType STORE = LogicalDatastoreType.CONFIGURATION;
    private static final long PATIENCE_SECONDS = 60;
    /** Other members of a cluster do the same at the same time. */
    private static final int ATTEMPTS = 3;

    private final DOMDataBroker broker;
    private final EffectiveModelContext model;

    /**
     * Creates a takeover.
     *
     * @param broker the datastore
     * @param model all modules that the datastore knows, with the earlier revisions of ours
     */
    public RevisionTakeover(final DOMDataBroker broker, final EffectiveModelContext model) {
        this.broker = requireNonNull(broker);
        this.model = requireNonNull(model);
    }

    /**
     * Moves the groups of an earlier revision, if there are any, and waits until they are moved. A failure is logged:
     * the groups that are there are to run.
     */
    public void run() {
        try {
            for (int attempt = 1; !move(); attempt++) {
                if (attempt == ATTEMPTS) {
                    LOG.error("groups of an earlier revision of the model were not taken over, for others changed the"
                        + " configuration at the same time; restart the controller, or restore a backup");
                    return;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("groups that an earlier revision of the model stored, if any, were not taken over; restart the"
                + " controller, or restore a backup", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the revisions of which stored groups are taken over, the earliest first. */
    List<QNameModule> earlierRevisions() {
        final var present = FailoverGroups.QNAME.getModule().findRevision();
        return model.findModules(FailoverGroups.QNAME.getNamespace()).stream().map(Module::getQNameModule)
            .filter(module -> Revision.compare(module.findRevision(), present) < 0)
            .sorted(Comparator.comparing(QNameModule::findRevision, Revision::compare))
            .collect(ImmutableList.toImmutableList());
    }

    /** Returns whether it is done; false after a conflict. */
    private boolean move() throws ExecutionException, InterruptedException, TimeoutException {
        final var transaction = broker.newReadWriteTransaction();
        Stored earlier = null;
        for (var module : earlierRevisions()) {
            final var stored = read(transaction, module);
            if (stored.isPresent()) {
                earlier = earlier == null ? stored.orElseThrow() : earlier;
                transaction.delete(STORE, path(module));
            }
        }
        if (earlier == null) {
            transaction.cancel();
            return true;
        }
        final var present = FailoverGroups.QNAME.getModule();
        final var replaced = read(transaction, present);
        final var mapped = RevisionMapper.map(earlier.groups(), target());
        transaction.put(STORE, path(present), mapped.data());
        try {
            transaction.commit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OptimisticLockFailedException) {
                return false;
            }
            throw e;
        }
        final var revision = earlier.module().findRevision().map(Revision::toString).orElse("none");
        LOG.info("groups {} were stored by revision {} of the model and are taken over", names(earlier), revision);
        replaced.filter(stored -> !stored.groups().equals(mapped.data())).ifPresent(stored ->
            LOG.warn("they replace groups {}, which are from before this controller went back to revision {}",
                names(stored), revision));
        if (!mapped.unknown().isEmpty()) {
            LOG.warn("of these groups {} was not taken over: the present revision of the model has it not",
                mapped.unknown());
        }
        return true;
    }

    private ContainerSchemaNode target() {
        return (ContainerSchemaNode) model.findModule(FailoverGroups.QNAME.getModule())
            .map(module -> module.dataChildByName(FailoverGroups.QNAME)).orElseThrow();
    }

    private static Optional<Stored> read(final DOMDataTreeReadOperations transaction, final QNameModule module)
            throws ExecutionException, InterruptedException, TimeoutException {
        return transaction.read(STORE, path(module)).get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .map(ContainerNode.class::cast).map(groups -> new Stored(module, groups))
            .filter(stored -> stored.list().isPresent());
    }

    private static YangInstanceIdentifier path(final QNameModule module) {
        return YangInstanceIdentifier.of(NodeIdentifier.create(FailoverGroups.QNAME.bindTo(module)));
    }

    private static String names(final Stored stored) {
        final var name = QName.create(stored.module(), "name");
        return stored.list().stream().flatMap(list -> list.body().stream())
            .map(group -> Printable.name(String.valueOf(group.name().getValue(name)))).sorted()
            .collect(Collectors.joining(", ", "[", "]"));
    }

    /** What a revision stored. */
    private record Stored(QNameModule module, ContainerNode groups) {
        Optional<MapNode> list() {
            return groups.findChildByArg(NodeIdentifier.create(Group.QNAME.bindTo(module))).map(MapNode.class::cast)
                .filter(list -> !list.isEmpty());
        }
    }
}
