/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static io.understudy.impl.datastore.SampleJson.bridge;
import static io.understudy.impl.datastore.SampleJson.group;
import static io.understudy.impl.datastore.SampleJson.groupWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.util.concurrent.Futures;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opendaylight.mdsal.common.api.PostCanCommitStep;
import org.opendaylight.mdsal.dom.api.DOMDataBroker.DataTreeChangeExtension;
import org.opendaylight.mdsal.dom.api.DOMDataTreeCandidate;
import org.opendaylight.mdsal.dom.api.DOMDataTreeChangeListener;
import org.opendaylight.mdsal.dom.api.DOMDataTreeIdentifier;
import org.opendaylight.netconf.api.NetconfDocumentedException;
import org.opendaylight.yangtools.concepts.Registration;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateNode;

/**
 * Which changes of the configuration are refused. The datastore in memory asks nobody before it commits, so here the
 * guard judges each change as the datastore reports it afterwards.
 */
final class ConfigurationGuardTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final String FIRST = group("a", bridge(1, 10), bridge(2, 20));
    private static final String THIRD_BRIDGE = group("a", bridge(1, 10), bridge(2, 20), bridge(3, 30));

    private final BlockingQueue<DOMDataTreeCandidate> changes = new LinkedBlockingQueue<>();
    private TestDatastore datastore;
    private ConfigurationGuard guard;
    private Registration registration;

    @BeforeEach
    void setUp() throws Exception {
        datastore = new TestDatastore();
        guard = new ConfigurationGuard(datastore.reader());
        registration = datastore.domBroker().extension(DataTreeChangeExtension.class)
            .registerTreeChangeListener(ConfigurationGuard.GROUPS, new DOMDataTreeChangeListener() {
                @Override
                public void onInitialData() {
                    // there is none
                }

                @Override
                public void onDataTreeChanged(final List<DataTreeCandidate> reported) {
                    reported.forEach(change -> changes.add(new Change(change.getRootNode())));
                }
            });
    }

    private record Change(DataTreeCandidateNode getRootNode) implements DOMDataTreeCandidate {
        @Override
        public DOMDataTreeIdentifier getRootPath() {
            return ConfigurationGuard.GROUPS;
        }
    }

    @AfterEach
    void tearDown() {
        registration.close();
    }

    private List<DOMDataTreeCandidate> change(final String groups) throws Exception {
        datastore.replaceGroups(groups);
        final var change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(change, "the datastore reports the change");
        return List.of(change);
    }

    private PostCanCommitStep judge(final List<DOMDataTreeCandidate> change) throws ExecutionException {
        return Futures.getDone(guard.canCommit("transaction", datastore.model(), change));
    }

    private void accepted(final String groups) throws Exception {
        assertEquals(PostCanCommitStep.NOOP, judge(change(groups)));
    }

    private String refused(final String groups) throws Exception {
        final var change = change(groups);
        final var failure = assertThrows(ExecutionException.class,
            () -> judge(change), () -> "taken: " + groups).getCause();
        assertEquals(ErrorTag.INVALID_VALUE, ((NetconfDocumentedException) failure).getErrorTag());
        return failure.getMessage();
    }

    @Test
    void twoCompleteBridgesAreAccepted() throws Exception {
        accepted(FIRST);
        accepted(group("a", bridge(1, 20), bridge(2, 10)));
        accepted(FIRST + ", " + group("b", bridge(3, 10), bridge(4, 20)));
        accepted(group("c", bridge(1, 10), bridge(2, 10)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotRunIsRefusedWithAllReasons(final String json, final String reason) throws Exception {
        accepted(FIRST);
        final var message = refused(json);
        assertTrue(message.contains(reason) && message.startsWith("group 'a': "), message);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aNewGroupThatCannotRunIsRefused(final String json, final String reason) throws Exception {
        final var message = refused(json);
        assertTrue(message.contains(reason), message);
    }

    private static Stream<Arguments> wrong() {
        final var trunks = IntStream.rangeClosed(1, 17).mapToObj(number -> "\"t" + number + "\"")
            .collect(Collectors.joining(","));
        return Stream.of(
            arguments("{\"name\": \"a\"}", "exactly two bridges, this one has 0"),
            arguments(group("a", bridge(1, 10)), "exactly two bridges, this one has 1 openflow:1;"),
            arguments(THIRD_BRIDGE, "exactly two bridges, this one has 3 openflow:1, openflow:2, openflow:3;"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, "")), "openflow:2 has no trunk-port"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, trunks)),
                "openflow:2 has 17 trunk-port entries; the most is 16"),
            arguments(group("a", bridge(1, 10), "{\"node-id\": \"openflow:2\"}"),
                "openflow:2 has no priority and no uplink-port and no trunk-port and no peer-port"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, "\"peer\"")),
                "port 'peer' of openflow:2 is both trunk-port and peer-port"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, "\"t1\", \"t2\"")),
                "give both the same number"),
            arguments(group("a", bridge(1, 10), bridge("openflow:1099511627777", 20, "\"trunk\"")),
                "datapath ids with the same lower 40 bits"),
            arguments(group("a", bridge(1, 10), bridge("openflow:99999999999999999999", 20, "\"trunk\"")),
                "'openflow:99999999999999999999' is not a bridge"));
    }

    @Test
    void severalThingsThatAreWrongAreToldTogether() throws Exception {
        final var message = refused(group("a", bridge(1, 10), bridge(2, 20), "{\"node-id\": \"openflow:3\"}"));
        assertTrue(message.contains("this one has 3") && message.contains("openflow:3 has no priority"), message);
    }

    @Test
    void aBridgeOfAnotherGroupIsRefused() throws Exception {
        accepted(FIRST);
        final var message = refused(FIRST + ", " + group("b", bridge(2, 10), bridge(3, 20)));
        assertEquals("group 'b': openflow:2 is already in group 'a'; a bridge can be in one group only:"
            + " take it out of one of them", message);
    }

    @Test
    void aGroupCanBeRenamedAndItsBridgesExchangedInOneChange() throws Exception {
        accepted(FIRST + ", " + group("b", bridge(3, 10), bridge(4, 20)));
        accepted(group("a", bridge(1, 10), bridge(3, 20)) + ", " + group("c", bridge(2, 10), bridge(4, 20)));
    }

    @Test
    void aDisabledGroupMayBeIncompleteUntilItIsEnabled() throws Exception {
        accepted(groupWith("a", "\"enabled\": false", bridge(1, 10)));
        accepted(groupWith("a", "\"enabled\": false", bridge(1, 10)) + ", " + group("b", bridge(1, 10), bridge(2, 20)));
        final var message = refused(group("a", bridge(1, 10)) + ", " + group("b", bridge(1, 10), bridge(2, 20)));
        assertTrue(message.contains("this one has 1") && message.contains("already in group 'b'"), message);
    }

    /** An earlier version took such groups, and they are loaded at the start. */
    @Test
    void whatWasWrongBeforeIsNoReasonToRefuseAChange() throws Exception {
        change(THIRD_BRIDGE);
        accepted(THIRD_BRIDGE + ", " + group("b", bridge(4, 10), bridge(5, 20)));
        accepted(groupWith("a", "\"heartbeat\": {\"interval\": 100}", bridge(1, 10), bridge(2, 20), bridge(3, 30)));
        accepted(FIRST);
        accepted("");
    }
}
