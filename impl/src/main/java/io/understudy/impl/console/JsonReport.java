/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.understudy.impl.text.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMSchemaService;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverState;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.stream.NormalizedNodeWriter;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/**
 * The state of groups as JSON (RFC 7951): the same members, with the same names, as by RESTCONF.
 */
final class JsonReport {
    private static final String ROOT = "bridge-failover:failover-state";
    private static final String LIST = "group";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final NodeIdentifier STATE = NodeIdentifier.create(FailoverState.QNAME);
    private static final NodeIdentifier GROUPS = NodeIdentifier.create(Group.QNAME);
    private static final QName NAME = QName.create(Group.QNAME, "name").intern();

    private final DOMDataBroker broker;
    private final DOMSchemaService schema;

    JsonReport(final DOMDataBroker broker, final DOMSchemaService schema) {
        this.broker = requireNonNull(broker);
        this.schema = requireNonNull(schema);
    }

    /**
     * Writes JSON for people and programs.
     *
     * @param element what to write
     * @return text of several lines
     */
    static String text(final JsonElement element) {
        return Printable.lines(GSON.toJson(element));
    }

    /**
     * Reads all groups.
     *
     * @return the list
     * @throws CommandException if the datastore does not answer
     */
    JsonArray groups() throws CommandException {
        return read(YangInstanceIdentifier.of(STATE)).map(ContainerNode.class::cast).map(this::array)
            .orElseGet(JsonArray::new);
    }

    /**
     * Reads one group.
     *
     * @param name its name
     * @return the group; empty if it has no state
     * @throws CommandException if the datastore does not answer
     */
    Optional<JsonObject> group(final String name) throws CommandException {
        final var key = NodeIdentifierWithPredicates.of(Group.QNAME, NAME, name);
        return read(YangInstanceIdentifier.of(STATE, GROUPS, key)).map(MapEntryNode.class::cast)
            .map(entry -> array(ImmutableNodes.newContainerBuilder().withNodeIdentifier(STATE)
                .withChild(ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(GROUPS).withChild(entry).build())
                .build()).get(0).getAsJsonObject());
    }

    private JsonArray array(final ContainerNode state) {
        final var text = new StringWriter();
        try (var writer = NormalizedNodeWriter.forStreamWriter(JSONNormalizedNodeStreamWriter.createExclusiveWriter(
                JSONCodecFactorySupplier.RFC7951.getShared(schema.getGlobalContext()), new JsonWriter(text)))) {
            writer.write(state);
        } catch (IOException e) {
            throw new IllegalStateException("the state cannot be written as JSON", e);
        }
        final var groups = JsonParser.parseString(text.toString()).getAsJsonObject().getAsJsonObject(ROOT)
            .getAsJsonArray(LIST);
        return groups == null ? new JsonArray() : groups;
    }

    private Optional<NormalizedNode> read(final YangInstanceIdentifier path) throws CommandException {
        try (var transaction = broker.newReadOnlyTransaction()) {
            return DatastoreAnswer.of(transaction.read(LogicalDatastoreType.OPERATIONAL, path));
        }
    }
}
