/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static io.understudy.impl.datastore.SampleJson.bridge;
import static io.understudy.impl.datastore.SampleJson.group;
import static io.understudy.impl.datastore.SampleJson.groupWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.Module;
import org.opendaylight.yangtools.yang.model.api.stmt.RevisionEffectiveStatement;

/**
 * Groups that a version with an earlier revision of the model stored are those of the present version.
 */
final class RevisionTakeoverTest {
    private static final String PRESENT = "bridge-failover";
    private static final String FIRST = "bridge-failover-2026-11-23";
    private static final String GROUP = groupWith("a", """
        "enabled": true,
        "heartbeat": {"interval": 250, "multiplier": 5},
        "upstream-monitor": {"target": [{"ip-address": "192.0.2.1"}, {"ip-address": "2001:db8::1"}], "policy": "any"},
        "announcement": {"rate-limit": 5000},
        "failback": {"mode": "manual"},
        "learning": {"max-hosts": 100}
        """, bridge("openflow:1", 10, "\"z\", \"b\", \"y\", \"a\""), bridge(2, 20));
    private static final String OTHER = group("b", bridge(3, 10), bridge(4, 20));

    private TestDatastore datastore;
    private RevisionTakeover takeover;

    @BeforeEach
    void setUp() throws Exception {
        datastore = new TestDatastore();
        takeover = new RevisionTakeover(datastore.domBroker(), datastore.model());
    }

    @Test
    void groupsOfAnEarlierRevisionAreTakenOverWithAllTheirValues() throws Exception {
        datastore.replaceGroups(FIRST, GROUP + ", " + OTHER);
        takeover.run();
        assertEquals(datastore.parseGroups(PRESENT, GROUP + ", " + OTHER), datastore.stored(PRESENT).orElseThrow());
        assertFalse(datastore.stored(FIRST).isPresent(), "the earlier ones are gone");
    }

    @Test
    void theApplicationSeesTheGroupsOfAnEarlierRevision() throws Exception {
        datastore.replaceGroups(FIRST, GROUP);
        takeover.run();
        assertEquals(List.of("z", "b", "y", "a"), datastore.read("a").nonnullBridge().values().stream()
            .filter(bridge -> "openflow:1".equals(bridge.requireNodeId().getValue())).findFirst().orElseThrow()
            .requireTrunkPort().stream().map(port -> port.getValue()).toList());
    }

    @Test
    void aFurtherStartChangesNothing() throws Exception {
        datastore.replaceGroups(FIRST, GROUP);
        takeover.run();
        datastore.replaceGroups(PRESENT, OTHER);
        takeover.run();
        assertEquals(datastore.parseGroups(PRESENT, OTHER), datastore.stored(PRESENT).orElseThrow());
    }

    @Test
    void noGroupsAreMadeWhereNoneAreStored() throws Exception {
        takeover.run();
        assertFalse(datastore.stored(PRESENT).isPresent());
    }

    @Test
    void groupsOfAnEarlierVersionThatRanSinceReplaceThoseFromBeforeIt() throws Exception {
        datastore.replaceGroups(PRESENT, OTHER);
        datastore.replaceGroups(FIRST, GROUP);
        takeover.run();
        assertEquals(datastore.parseGroups(PRESENT, GROUP), datastore.stored(PRESENT).orElseThrow());
        assertFalse(datastore.stored(FIRST).isPresent());
    }

    @Test
    void whatThePresentRevisionDoesNotKnowIsNamedAndAllElseIsTakenOver() throws Exception {
        final var first = (ContainerNode) datastore.parseGroups(FIRST, GROUP);
        final var module = first.name().getNodeType().getModule();
        final var extended = ImmutableNodes.newContainerBuilder().withNodeIdentifier(first.name())
            .withValue(first.body()).withChild(ImmutableNodes.leafNode(QName.create(module, "colour"), "red")).build();
        final var mapped = RevisionMapper.map(extended, groups(FailoverGroups.QNAME.getModule()));
        assertEquals(List.of("/failover-groups/colour"), mapped.unknown());
        assertEquals(datastore.parseGroups(PRESENT, GROUP), mapped.data());
    }

    /** Fails where a revision was added to the model without keeping the one before: docs/design/changes.md. */
    @Test
    void eachRevisionThatTheModelEverHadIsKept() {
        final var revisions = module(FailoverGroups.QNAME.getModule()).asEffectiveStatement()
            .streamEffectiveSubstatements(RevisionEffectiveStatement.class).map(RevisionEffectiveStatement::argument)
            .collect(Collectors.toSet());
        final var kept = Stream.concat(Stream.of(FailoverGroups.QNAME.getModule()),
            takeover.earlierRevisions().stream()).map(module -> module.findRevision().orElseThrow())
            .collect(Collectors.toSet());
        assertEquals(revisions, kept);
    }

    /** Fails where the present revision has lost a node, which would be lost at an upgrade. */
    @Test
    void thePresentRevisionHasAllConfigurationOfEachEarlierOne() {
        for (var earlier : takeover.earlierRevisions()) {
            assertContained(groups(earlier), groups(FailoverGroups.QNAME.getModule()));
        }
    }

    /** RESTCONF resolves by name (JSON, paths, RPCs) and by namespace (XML), and takes the first. */
    @Test
    void nameAndNamespaceMeanThePresentRevision() {
        final var present = Set.of(FailoverGroups.QNAME.getModule());
        assertEquals(present, datastore.model().findModules(PRESENT).stream().map(Module::getQNameModule)
            .collect(Collectors.toSet()));
        assertEquals(present, datastore.model().findModules(FailoverGroups.QNAME.getNamespace()).stream().limit(1)
            .map(Module::getQNameModule).collect(Collectors.toSet()));
    }

    private static void assertContained(final DataNodeContainer earlier, final DataNodeContainer present) {
        final var module = FailoverGroups.QNAME.getModule();
        for (var node : earlier.getChildNodes()) {
            final var same = present.dataChildByName(node.getQName().bindTo(module));
            assertNotNull(same, () -> node.getQName() + " is not in the present revision");
            if (node instanceof DataNodeContainer container) {
                assertContained(container, assertInstanceOf(DataNodeContainer.class, same));
            }
        }
    }

    private ContainerSchemaNode groups(final QNameModule module) {
        return (ContainerSchemaNode) module(module).dataChildByName(FailoverGroups.QNAME.bindTo(module));
    }

    private Module module(final QNameModule module) {
        return datastore.model().findModule(module).orElseThrow();
    }
}
