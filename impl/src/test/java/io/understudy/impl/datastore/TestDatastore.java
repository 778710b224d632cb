/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
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
import org.opendaylight.yangtools.binding.meta.YangModuleInfo;
import org.opendaylight.yangtools.binding.runtime.spi.BindingRuntimeHelpers;
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
    private static final String PRESENT = "bridge-failover";

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
        replaceGroups(PRESENT, json);
    }

    /**
     * Replaces all groups of one revision of the model.
     *
     * @param module the module that has them
     * @param json the content of the list of groups
     */
    void replaceGroups(final String module, final String json) throws IOException, ExecutionException,
            InterruptedException, TimeoutException {
        final var transaction = getDomBroker().newWriteOnlyTransaction();
        transaction.put(LogicalDatastoreType.CONFIGURATION, groups(module), parseGroups(module, json));
        transaction.commit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Reads all groups of one revision of the model, in the datastore's own form.
     *
     * @param module the module that has them
     * @return the groups; empty if there are none
     */
    Optional<NormalizedNode> stored(final String module) throws ExecutionException, InterruptedException,
            TimeoutException {
        try (var transaction = getDomBroker().newReadOnlyTransaction()) {
            return transaction.read(LogicalDatastoreType.CONFIGURATION, groups(module))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Says the content of the list of groups in the datastore's own form, by the revision that a module has. */
    NormalizedNode parseGroups(final String module, final String json) throws IOException {
        // Where all revisions are known, the namespace means the present one.
        return parse("{\"" + module + ":failover-groups\": {\"group\": [" + json + "]}}",
            BindingRuntimeHelpers.createEffectiveModel(List.of(information(module))));
    }

    private YangInstanceIdentifier groups(final String module) {
        return YangInstanceIdentifier.of(NodeIdentifier.create(FailoverGroups.QNAME.bindTo(
            information(module).getName().getModule())));
    }

    private YangModuleInfo information(final String module) {
        return getModuleInfos().stream().filter(known -> known.getName().getLocalName().equals(module)).findFirst()
            .orElseThrow();
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

    private static NormalizedNode parse(final String json, final EffectiveModelContext model) throws IOException {
        final var result = new NormalizationResultHolder();
        try (var writer = ImmutableNormalizedNodeStreamWriter.from(result);
                var parser = JsonParserStream.create(writer, JSONCodecFactorySupplier.RFC7951.getShared(model))) {
            parser.parse(new JsonReader(new StringReader(json)));
        }
        return result.getResult().data();
    }
}
