/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.FluentFuture;
import io.understudy.impl.text.Printable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.common.api.PostCanCommitStep;
import org.opendaylight.mdsal.dom.api.DOMDataTreeCandidate;
import org.opendaylight.mdsal.dom.api.DOMDataTreeCommitCohort;
import org.opendaylight.mdsal.dom.api.DOMDataTreeIdentifier;
import org.opendaylight.netconf.api.NetconfDocumentedException;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.GroupKey;
import org.opendaylight.yangtools.binding.data.codec.api.BindingNormalizedNodeSerializer;
import org.opendaylight.yangtools.util.concurrent.FluentFutures;
import org.opendaylight.yangtools.yang.common.ErrorSeverity;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses changes of the configuration that make a group impossible to run, whoever makes them. The datastore asks it
 * before it commits, on the member of a cluster that leads the shard; it is not asked for what is loaded at a start.
 *
 * <p>A change is refused for what it makes wrong, not for what was wrong before. So a group that an earlier version
 * took can be mended step by step, and a wrong group does not keep others from being changed. A group that is disabled
 * may be incomplete.
 *
 * <p>The model does not say any of this by {@code mandatory} or {@code min-elements}: the datastore's own answer to a
 * violation does not say what is wrong, and it would not load what an earlier version took. Nor by {@code must}, which
 * the datastore does not evaluate.
 */
public final class ConfigurationGuard implements DOMDataTreeCommitCohort {
    /** What it guards: all groups together, for a bridge may be in one of them only. */
    public static final DOMDataTreeIdentifier GROUPS = DOMDataTreeIdentifier.of(LogicalDatastoreType.CONFIGURATION,
        YangInstanceIdentifier.of(NodeIdentifier.create(FailoverGroups.QNAME)));

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationGuard.class);

    private final BindingNormalizedNodeSerializer reader;

    /**
     * Creates a guard.
     *
     * @param reader reads the datastore's own form
     */
    public ConfigurationGuard(final BindingNormalizedNodeSerializer reader) {
        this.reader = requireNonNull(reader);
    }

    /**
     * Judges changes.
     *
     * @return fails with all that is wrong; RESTCONF answers with the status and the error of RFC 8040, 7.1, that the
     *     exception names
     */
    @Override
    @SuppressWarnings("checkstyle:illegalCatch")
    public FluentFuture<PostCanCommitStep> canCommit(final Object transaction, final EffectiveModelContext model,
            final Collection<DOMDataTreeCandidate> changes) {
        final var problems = new LinkedHashSet<String>();
        try {
            for (var change : changes) {
                problems.addAll(problems(groups(change.getRootNode().dataBefore()),
                    groups(change.getRootNode().dataAfter())));
            }
        } catch (RuntimeException e) {
            // A defect here must not lock the configuration: the group itself says why it cannot run.
            LOG.warn("a change of the configuration could not be judged, it is let through: {}",
                Printable.of(e.toString()), e);
        }
        return problems.isEmpty() ? FluentFutures.immediateFluentFuture(PostCanCommitStep.NOOP)
            : FluentFutures.immediateFailedFluentFuture(refusal(String.join("; ", problems)));
    }

    /** The exception whose type, tag and message RESTCONF takes over; 400 Bad Request for an invalid value. */
    private static Exception refusal(final String message) {
        final var refusal = new NetconfDocumentedException(message, ErrorType.APPLICATION, ErrorTag.INVALID_VALUE,
            ErrorSeverity.ERROR);
        // The datastore logs it, and where it was thrown says nothing.
        refusal.setStackTrace(new StackTraceElement[0]);
        return refusal;
    }

    private Map<GroupKey, Group> groups(final NormalizedNode groups) {
        return groups != null
            && reader.fromNormalizedNode(GROUPS.path(), groups).getValue() instanceof FailoverGroups read
            ? read.nonnullGroup() : Map.of();
    }

    private static Set<String> problems(final Map<GroupKey, Group> before, final Map<GroupKey, Group> after) {
        final var problems = new LinkedHashSet<String>();
        after.forEach((key, group) -> {
            final var earlier = before.get(key);
            if (isEnabled(group) && !group.equals(earlier)) {
                final var known = earlier == null || !isEnabled(earlier) ? Set.of() : problems(earlier, before);
                for (var problem : problems(group, after)) {
                    if (!known.contains(problem)) {
                        problems.add("group '" + key.getName().getValue() + "': " + problem);
                    }
                }
            }
        });
        return problems;
    }

    private static ImmutableSet<String> problems(final Group group, final Map<GroupKey, Group> all) {
        final var problems = ImmutableSet.<String>builder().addAll(ConfigurationProblems.of(group));
        for (var bridge : group.nonnullBridge().keySet()) {
            owners(group, all).stream().filter(owner -> owner.nonnullBridge().containsKey(bridge)).findFirst()
                .ifPresent(owner -> problems.add(bridge.getNodeId().getValue() + " is already in group '"
                    + owner.requireName().getValue()
                    + "'; a bridge can be in one group only: take it out of one of them"));
        }
        return problems.build();
    }

    private static List<Group> owners(final Group group, final Map<GroupKey, Group> all) {
        return all.values().stream().filter(other -> isEnabled(other) && !other.key().equals(group.key()))
            .collect(ImmutableList.toImmutableList());
    }

    private static boolean isEnabled(final Group group) {
        return !Boolean.FALSE.equals(group.getEnabled());
    }
}
