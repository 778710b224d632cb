/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.binding.dom.adapter.test.AbstractConcurrentDataBrokerTest;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.GroupKey;
import org.opendaylight.yangtools.binding.DataObjectIdentifier;
import org.opendaylight.yangtools.binding.data.codec.api.BindingNormalizedNodeSerializer;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * OpenDaylight's datastore in memory, written with the JSON (RFC 7951) that an operator would send.
 */
final class TestDatastore extends AbstractConcurrentDataBrokerTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final YangInstanceIdentifier GROUPS =
        YangInstanceIdentifier.of(NodeIdentifier.create(FailoverGroups.QNAME));

    private final EffectiveModelContext model;

    TestDatastore() throws Exception {
        setup();
        model = modelContext();
    }

    DataBroker broker() {
        return getDataBroker();
    }

    DOMDataBroker domBroker() {
        return getDomBroker();
    }

    /** Reads the datastore's own form. */
    BindingNormalizedNodeSerializer reader() {
        return getDataBrokerTestCustomizer().getAdapterContext().currentSerializer();
    }

    EffectiveModelContext model() {
        return model;
    }

    /**
     * Replaces all groups.
     *
     * @param json the content of the list of groups
     * @throws IOException if it is no JSON of the model
     * @throws ExecutionException if the datastore refuses it
     */
    void replaceGroups(final String json) throws IOException, ExecutionException, InterruptedException,
            TimeoutException {
        final var data = parse("{\"bridge-failover:failover-groups\": {\"group\": [" + json + "]}}");
        final var transaction = getDomBroker().newWriteOnlyTransaction();
        transaction.put(LogicalDatastoreType.CONFIGURATION, GROUPS, data);
        transaction.commit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Reads a group as the application sees it.
     *
     * @param name its name
     * @return the group
     */
    Group read(final String name) throws ExecutionException, InterruptedException, TimeoutException {
        try (var transaction = broker().newReadOnlyTransaction()) {
            return transaction.read(LogicalDatastoreType.CONFIGURATION,
                DataObjectIdentifier.builder(FailoverGroups.class)
                    .child(Group.class, new GroupKey(new GroupName(name))).build())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS).orElseThrow();
        }
    }

    private NormalizedNode parse(final String json) throws IOException {
        final var result = new NormalizationResultHolder();
        try (var writer = ImmutableNormalizedNodeStreamWriter.from(result);
                var parser = JsonParserStream.create(writer, JSONCodecFactorySupplier.RFC7951.getShared(model))) {
            parser.parse(new JsonReader(new StringReader(json)));
        }
        return result.getResult().data();
    }
}
