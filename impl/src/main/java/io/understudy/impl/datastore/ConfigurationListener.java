/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.Objects.requireNonNull;

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
        for (var change : changes) {
            final var before = change.getRootNode().dataBefore();
            final var after = change.getRootNode().dataAfter();
            if (after == null) {
                if (before != null) {
                    registry.remove(before.requireName().getValue(), Optional.empty());
                }
            } else {
                take(after);
            }
        }
    }

    private void take(final Group group) {
        final var name = group.requireName().getValue();
        if (Boolean.FALSE.equals(group.getEnabled())) {
            registry.remove(name, Optional.of("the group is disabled; set enabled to true to run it"));
            return;
        }
        try {
            registry.configure(ConfigurationMapper.map(group));
        } catch (IllegalArgumentException e) {
            registry.remove(name, Optional.of(e.getMessage()));
        }
    }
}
