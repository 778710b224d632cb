/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

import io.understudy.impl.group.GroupChange;
import io.understudy.impl.group.GroupRegistry;
import java.util.List;
import java.util.Optional;
import org.opendaylight.mdsal.binding.api.DataTreeChangeListener;
import org.opendaylight.mdsal.binding.api.DataTreeModification;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yangtools.binding.DataObjectReference;

/**
 * Brings the configured groups to the registry.
 */
public final class ConfigurationListener implements DataTreeChangeListener<Group> {
    /** What it listens to. */
    public static final DataObjectReference<Group> GROUPS = DataObjectReference
        .builder(org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups.class)
        .child(Group.class).build();

    private final GroupRegistry registry;

    /**
     * Creates a listener.
     *
     * @param registry takes the groups
     */
    public ConfigurationListener(final GroupRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    @Override
    public void onDataTreeChanged(final List<DataTreeModification<Group>> changes) {
        registry.take(changes.stream().flatMap(change -> meaning(change.getRootNode().dataBefore(),
            change.getRootNode().dataAfter()).stream()).toList());
    }

    private static Optional<GroupChange> meaning(final Group before, final Group after) {
        if (after == null) {
            return Optional.ofNullable(before).map(group -> new GroupChange.Deleted(group.requireName().getValue()));
        }
        final var name = after.requireName().getValue();
        if (Boolean.FALSE.equals(after.getEnabled())) {
            return Optional.of(new GroupChange.Disabled(name,
                "the group is disabled; set enabled to true to run it"));
        }
        try {
            return Optional.of(new GroupChange.Configured(ConfigurationProblems.checked(after)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new GroupChange.Misconfigured(name, e.getMessage()));
        }
    }
}
