/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;

/**
 * Says data of one revision of a module in the names of another: each node has the same local name there. What the
 * other revision does not have, or has as a node of another kind, is left out and named. Choices, lists without keys,
 * anydata and anyxml are left out likewise; the configuration has none.
 */
final class RevisionMapper {
    /**
     * Data in the names of the other revision.
     *
     * @param data all that the other revision knows
     * @param unknown what it does not know, as paths of local names
     */
    record Mapped(ContainerNode data, List<String> unknown) {
        Mapped {
            unknown = ImmutableList.copyOf(unknown);
        }
    }

    private final QNameModule from;
    private final QNameModule to;
    private final ImmutableList.Builder<String> unknown = ImmutableList.builder();

    private RevisionMapper(final QNameModule from, final QNameModule to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Maps a container and all that is in it.
     *
     * @param data the container
     * @param target what the other revision says of the container of that name
     * @return the container in the names of the other revision
     */
    static Mapped map(final ContainerNode data, final ContainerSchemaNode target) {
        final var mapper = new RevisionMapper(data.name().getNodeType().getModule(), target.getQName().getModule());
        final var mapped = mapper.container(data, target, "/" + target.getQName().getLocalName());
        return new Mapped(mapped, mapper.unknown.build());
    }

    private ContainerNode container(final ContainerNode node, final DataNodeContainer target, final String path) {
        return ImmutableNodes.newContainerBuilder().withNodeIdentifier(identifier(node))
            .withValue(children(node.body(), target, path)).build();
    }

    private List<DataContainerChild> children(final Collection<DataContainerChild> nodes,
            final DataNodeContainer parent, final String path) {
        return nodes.stream().map(node -> child(node, parent, path)).filter(Objects::nonNull).toList();
    }

    private DataContainerChild child(final DataContainerChild node, final DataNodeContainer parent,
            final String path) {
        final var name = renamed(node.name().getNodeType());
        final var place = path + "/" + name.getLocalName();
        final DataSchemaNode target = parent.dataChildByName(name);
        if (node instanceof LeafNode<?> leaf && target instanceof LeafSchemaNode) {
            return ImmutableNodes.leafNode(name, value(leaf.body()));
        }
        if (node instanceof ContainerNode container && target instanceof ContainerSchemaNode schema) {
            return container(container, schema, place);
        }
        if (node instanceof LeafSetNode<?> leaves && target instanceof LeafListSchemaNode schema) {
            return leaves(leaves, schema);
        }
        if (node instanceof MapNode list && target instanceof ListSchemaNode schema) {
            return list(list, schema, place);
        }
        unknown.add(place);
        return null;
    }

    private DataContainerChild leaves(final LeafSetNode<?> node, final LeafListSchemaNode target) {
        final var entries = node.body().stream()
            .map(entry -> ImmutableNodes.leafSetEntry(target.getQName(), value(entry.body()))).toList();
        return target.isUserOrdered()
            ? ImmutableNodes.newUserLeafSetBuilder().withNodeIdentifier(identifier(node)).withValue(entries).build()
            : ImmutableNodes.newSystemLeafSetBuilder().withNodeIdentifier(identifier(node)).withValue(entries).build();
    }

    private DataContainerChild list(final MapNode node, final ListSchemaNode target, final String path) {
        final var entries = node.body().stream().map(entry -> entry(entry, target, path)).toList();
        return target.isUserOrdered()
            ? ImmutableNodes.newUserMapBuilder().withNodeIdentifier(identifier(node)).withValue(entries).build()
            : ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(identifier(node)).withValue(entries).build();
    }

    private MapEntryNode entry(final MapEntryNode node, final ListSchemaNode target, final String path) {
        final var keys = new LinkedHashMap<QName, Object>();
        node.name().entrySet().forEach(key -> keys.put(renamed(key.getKey()), value(key.getValue())));
        return ImmutableNodes.newMapEntryBuilder()
            .withNodeIdentifier(NodeIdentifierWithPredicates.of(target.getQName(), keys))
            .withValue(children(node.body(), target, path)).build();
    }

    private NodeIdentifier identifier(final DataContainerChild node) {
        return NodeIdentifier.create(renamed(node.name().getNodeType()));
    }

    private QName renamed(final QName name) {
        return name.getModule().equals(from) ? name.bindTo(to) : name;
    }

    /** The value of an identityref is a name, too. */
    private Object value(final Object value) {
        return value instanceof QName name ? renamed(name) : value;
    }
}
