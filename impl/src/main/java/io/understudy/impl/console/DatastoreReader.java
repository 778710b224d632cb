/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.GroupKey;
import org.opendaylight.yangtools.binding.DataObject;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;

/**
 * Reads groups from the datastore for a person who waits.
 */
final class DatastoreReader {
    private final DataBroker broker;

    DatastoreReader(final DataBroker broker) {
        this.broker = requireNonNull(broker);
    }

    /**
     * Lists all groups: those that are configured, and those that have a state.
     *
     * @return their names in order
     * @throws CommandException if the datastore does not answer
     */
    Collection<String> names() throws CommandException {
        final var names = new TreeSet<>(bridges().keySet());
        states().forEach(group -> names.add(group.requireName().getValue()));
        return names;
    }

    /**
     * Reads the state of all groups.
     *
     * @return the groups
     * @throws CommandException if the datastore does not answer
     */
    List<Group> states() throws CommandException {
        return read(LogicalDatastoreType.OPERATIONAL, DataObjectIdentifier.builder(FailoverState.class).build())
            .map(state -> List.copyOf(state.nonnullGroup().values())).orElse(List.of());
    }

    /**
     * Lists the bridges of all groups that are configured.
     *
     * @return by the name of the group
     * @throws CommandException if the datastore does not answer
     */
    Map<String, List<String>> bridges() throws CommandException {
        final var bridges = new TreeMap<String, List<String>>();
        read(LogicalDatastoreType.CONFIGURATION, DataObjectIdentifier.builder(FailoverGroups.class).build())
            .ifPresent(groups -> groups.nonnullGroup().forEach((key, group) -> bridges.put(key.getName().getValue(),
                group.nonnullBridge().keySet().stream().map(bridge -> bridge.getNodeId().getValue()).toList())));
        return bridges;
    }

    /**
     * Reads the state of one group.
     *
     * @param name its name
     * @return its state
     * @throws CommandException if there is none; it says which groups there are
     */
    Group state(final String name) throws CommandException {
        final var state = read(LogicalDatastoreType.OPERATIONAL, DataObjectIdentifier.builder(FailoverState.class)
            .child(Group.class, new GroupKey(new GroupName(name))).build());
        if (state.isEmpty()) {
            final var names = names();
            throw Problem.of(names.contains(name)
                ? "group '" + name + "' is configured, but has no state yet; try again in a moment"
                : "there is no group '" + name + "'; " + (names.isEmpty() ? "none is configured"
                    : "there are: " + String.join(", ", names)));
        }
        return state.orElseThrow();
    }

    private <T extends DataObject> Optional<T> read(final LogicalDatastoreType datastore,
            final DataObjectIdentifier<T> path) throws CommandException {
        try (var transaction = broker.newReadOnlyTransaction()) {
            return DatastoreAnswer.of(transaction.read(datastore, path));
        }
    }
}
