/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static io.understudy.impl.datastore.SampleJson.bridge;
import static io.understudy.impl.datastore.SampleJson.group;
import static io.understudy.impl.datastore.SampleJson.groupWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.understudy.core.model.BridgeId;
import io.understudy.core.model.Side;
import io.understudy.impl.group.GroupRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opendaylight.mdsal.common.api.LogicalDatastoreType;
import org.opendaylight.yangtools.concepts.Registration;

/**
 * From the configuration in the datastore to groups that run, or the reason why they do not.
 */
final class ConfigurationListenerTest {
    private static final String FIRST = group("a", bridge(1, 10), bridge(2, 20));
    private static final String SECOND = group("b", bridge(2, 10), bridge(3, 20));
    private static final String THIRD = group("c", bridge(4, 10), bridge(5, 20));

    private final JournalingFactory factory = new JournalingFactory();
    private final GroupRegistry registry = new GroupRegistry(factory);
    private TestDatastore datastore;
    private Registration registration;

    @BeforeEach
    void setUp() throws Exception {
        datastore = new TestDatastore();
        registration = datastore.broker().registerTreeChangeListener(LogicalDatastoreType.CONFIGURATION,
            ConfigurationListener.GROUPS, new ConfigurationListener(registry));
    }

    @AfterEach
    void tearDown() {
        registration.close();
        registry.close();
    }

    /** Waits for the next start, whatever else is reported meanwhile. */
    private String nextStart() throws InterruptedException {
        var entry = factory.next();
        while (!entry.startsWith("start")) {
            entry = factory.next();
        }
        return entry;
    }

    @Test
    void aGroupRunsOnceItIsConfiguredAndStopsWhenItIsDeleted() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        assertEquals(Optional.of(Side.PREFERRED), registry.sideOf("a", new BridgeId(1)));
        assertEquals(Optional.of(Side.ALTERNATE), registry.sideOf("a", new BridgeId(2)));

        datastore.replaceGroups("");
        factory.expect("stopped a");
        assertEquals(Optional.empty(), registry.find("a"));
        assertEquals(Optional.empty(), registry.sideOf("a", new BridgeId(1)));
    }

    @Test
    void groupsOfDifferentBridgesRunSideBySide() throws Exception {
        datastore.replaceGroups(FIRST + ", " + THIRD);
        assertEquals(Set.of("start a openflow:1 openflow:2", "start c openflow:4 openflow:5"),
            Set.of(factory.next(), factory.next()));
        assertEquals(Optional.empty(), registry.sideOf("a", new BridgeId(4)), "that bridge is in the other group");
    }

    @Test
    void aSecondGroupWithTheSameBridgeIsRefusedUntilTheFirstIsGone() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        datastore.replaceGroups(FIRST + ", " + SECOND);
        final var reason = "openflow:2 is already in group 'a'; a bridge can be in one group only:"
            + " take it out of one of them";
        factory.expect("refused b: " + reason);
        assertEquals(reason, registry.whyNot("b"));
        assertTrue(registry.find("a").isPresent(), "the first one goes on");

        datastore.replaceGroups(SECOND);
        assertEquals("start b openflow:2 openflow:3", nextStart());
        assertTrue(registry.find("a").isEmpty());
    }

    @Test
    void ofTwoGroupsThatComeTogetherOneRuns() throws Exception {
        datastore.replaceGroups(SECOND + ", " + FIRST);
        nextStart();
        assertTrue(registry.find("a").isPresent() ^ registry.find("b").isPresent(), "exactly one runs");
    }

    @Test
    void aDisabledGroupDoesNotRunAndSaysSo() throws Exception {
        datastore.replaceGroups(groupWith("a", "\"enabled\": false", bridge(1, 10), bridge(2, 20)));
        final var reason = "the group is disabled; set enabled to true to run it";
        factory.expect("refused a: " + reason);
        assertEquals(reason, registry.whyNot("a"));
        assertEquals(Optional.empty(), registry.find("a"));

        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
    }

    @Test
    void aGroupThatIsDisabledStops() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        datastore.replaceGroups(groupWith("a", "\"enabled\": false", bridge(1, 10), bridge(2, 20)));
        assertEquals(Set.of("stopped a", "refused a: the group is disabled; set enabled to true to run it"),
            Set.of(factory.next(), factory.next()));
        assertEquals(Optional.empty(), registry.find("a"));
    }

    @Test
    void whatWasPublishedOfARefusedGroupIsTakenBackWithIt() throws Exception {
        datastore.replaceGroups(groupWith("a", "\"enabled\": false", bridge(1, 10), bridge(2, 20)));
        factory.next();
        datastore.replaceGroups("");
        factory.expect("forgotten a");
        assertTrue(registry.whyNot("a").contains("there is no group 'a'"), () -> registry.whyNot("a"));
    }

    @Test
    void newTimersDoNotRestartAGroup() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        final var loop = registry.find("a").orElseThrow();
        datastore.replaceGroups(groupWith("a", "\"heartbeat\": {\"interval\": 100}", bridge(1, 10), bridge(2, 20)));
        datastore.replaceGroups(groupWith("a", "\"heartbeat\": {\"interval\": 100}", bridge(1, 10), bridge(2, 20))
            + ", " + THIRD);
        factory.expect("start c openflow:4 openflow:5");
        assertSame(loop, registry.find("a").orElseThrow());
    }

    @Test
    void newBridgesRestartAGroup() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        datastore.replaceGroups(group("a", bridge(1, 10), bridge(7, 20)));
        factory.expect("stopped a", "start a openflow:1 openflow:7");
    }

    @Test
    void swappedPrioritiesDoNotRestartAGroup() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        final var loop = registry.find("a").orElseThrow();
        datastore.replaceGroups(group("a", bridge(1, 20), bridge(2, 10)));
        datastore.replaceGroups(group("a", bridge(1, 20), bridge(2, 10)) + ", " + THIRD);
        factory.expect("start c openflow:4 openflow:5");
        assertSame(loop, registry.find("a").orElseThrow());
        assertEquals(Optional.of(Side.PREFERRED), registry.sideOf("a", new BridgeId(1)), "every bridge keeps its side");
    }

    @Test
    void aGroupThatIsRenamedGoesOnInOneChangeOrTwo() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        final var loop = registry.find("a").orElseThrow();
        datastore.replaceGroups(group("b", bridge(1, 10), bridge(2, 20)));
        factory.expect("renamed a b");
        assertSame(loop, registry.find("b").orElseThrow());
        assertEquals(Optional.empty(), registry.find("a"));

        datastore.replaceGroups(THIRD);
        factory.expect("start c openflow:4 openflow:5");
        assertEquals(Optional.empty(), registry.find("b"), "it is no longer configured");
        datastore.replaceGroups(group("d", bridge(1, 30), bridge(2, 20)) + ", " + THIRD);
        factory.expect("renamed b d");
        assertSame(loop, registry.find("d").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void aGroupThatLacksSomethingOrHasTooMuchDoesNotRunAndSaysWhy(final String json, final String reason)
            throws Exception {
        datastore.replaceGroups(json + ", " + THIRD);
        final var entries = Set.of(factory.next(), factory.next());
        assertTrue(entries.contains("start c openflow:4 openflow:5"), entries::toString);
        assertTrue(registry.whyNot("a").contains(reason), () -> registry.whyNot("a"));
        assertTrue(entries.contains("refused a: " + registry.whyNot("a")), entries::toString);

        datastore.replaceGroups(FIRST + ", " + THIRD);
        assertEquals("start a openflow:1 openflow:2", nextStart(), "and runs once that is mended");
    }

    private static Stream<Arguments> incomplete() {
        final var trunks = IntStream.rangeClosed(1, 17).mapToObj(number -> "\"t" + number + "\"")
            .collect(Collectors.joining(","));
        return Stream.of(
            arguments("{\"name\": \"a\"}", "exactly two bridges, this one has 0"),
            arguments(group("a", bridge(1, 10)), "exactly two bridges, this one has 1 openflow:1"),
            arguments(group("a", bridge(1, 10), bridge(2, 20), bridge(3, 30)),
                "exactly two bridges, this one has 3"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, "")), "openflow:2 has no trunk-port"),
            arguments(group("a", bridge(1, 10), bridge("openflow:2", 20, trunks)),
                "openflow:2 has 17 trunk-port entries; the most is 16"),
            arguments(group("a", bridge(1, 10), "{\"node-id\": \"openflow:2\"}"),
                "openflow:2 has no priority and no uplink-port and no trunk-port and no peer-port"));
    }

    @Test
    void whatTheModelCannotSayIsRefusedWithAllReasons() throws Exception {
        datastore.replaceGroups(group("a", bridge("openflow:1", 10, "\"uplink\""),
            bridge("openflow:2", 20, "\"t1\", \"t2\"")));
        final var entry = factory.next();
        assertTrue(entry.contains("port 'uplink' of openflow:1 is both uplink-port and trunk-port"), entry);
        assertTrue(entry.contains("give both the same number"), entry);
        assertEquals(Optional.empty(), registry.find("a"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void aGroupThatRunsGoesOnWhateverItLacksAfterwards(final String json, final String reason) throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        final var loop = registry.find("a").orElseThrow();
        datastore.replaceGroups(json);
        final var told = factory.next();
        assertTrue(told.startsWith("event a: ") && told.contains(reason)
            && told.contains("until then the group goes on as it was configured before"), told);
        assertSame(loop, registry.find("a").orElseThrow());

        datastore.replaceGroups(FIRST);
        factory.expect("event a: the whole configuration is in use");
        assertSame(loop, registry.find("a").orElseThrow());
    }

    @Test
    void aGroupThatIsDeletedAndComesBackWrongGoesOnToo() throws Exception {
        datastore.replaceGroups(FIRST);
        factory.expect("start a openflow:1 openflow:2");
        final var loop = registry.find("a").orElseThrow();
        datastore.replaceGroups("");
        datastore.replaceGroups(group("a", bridge(1, 10)));
        assertTrue(factory.next().contains("this one has 1"), "the reason");
        assertSame(loop, registry.find("a").orElseThrow());
    }

    @Test
    void aGroupThatBecomesWrongGoesOnAndAnotherToo() throws Exception {
        datastore.replaceGroups(FIRST + ", " + THIRD);
        assertEquals(Set.of("start a openflow:1 openflow:2", "start c openflow:4 openflow:5"),
            Set.of(factory.next(), factory.next()));
        datastore.replaceGroups(group("a", bridge("openflow:99999999999999999999", 10, "\"t\""), bridge(2, 20))
            + ", " + THIRD);
        final var entry = factory.next();
        assertTrue(entry.startsWith("event a: ") && entry.contains("99999999999999999999"), entry);
        assertTrue(registry.find("a").isPresent());
        assertTrue(registry.find("c").isPresent());
    }
}
