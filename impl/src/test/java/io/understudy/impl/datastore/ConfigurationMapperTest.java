/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static io.understudy.impl.datastore.SampleJson.bridge;
import static io.understudy.impl.datastore.SampleJson.group;
import static io.understudy.impl.datastore.SampleJson.groupWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.understudy.core.model.AnnouncementConfiguration;
import io.understudy.core.model.AnnouncementMethod;
import io.understudy.core.model.BridgeConfiguration;
import io.understudy.core.model.BridgeId;
import io.understudy.core.model.DampingConfiguration;
import io.understudy.core.model.FailbackConfiguration;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.HeartbeatConfiguration;
import io.understudy.core.model.LearningConfiguration;
import io.understudy.core.model.Pair;
import io.understudy.core.model.PathProbeConfiguration;
import io.understudy.core.model.UpstreamConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.groups.GroupBuilder;

/**
 * What an operator writes is what the core gets.
 */
final class ConfigurationMapperTest {
    private TestDatastore datastore;

    @BeforeEach
    void setUp() throws Exception {
        datastore = new TestDatastore();
    }

    private GroupConfiguration mapped(final String json) throws Exception {
        datastore.replaceGroups(json);
        return ConfigurationProblems.checked(datastore.read("g"));
    }

    @Test
    void whatIsNotSaidHasTheDefaultOfTheDesign() throws Exception {
        final var group = mapped(group("g", bridge(1, 10), bridge(2, 20)));
        assertEquals(new GroupConfiguration("g", new Pair<>(
            new BridgeConfiguration(new BridgeId(1), 10, "uplink", ImmutableList.of("trunk"), "peer"),
            new BridgeConfiguration(new BridgeId(2), 20, "uplink", ImmutableList.of("trunk"), "peer")),
            new HeartbeatConfiguration(1000, 3, 20), 5000,
            new AnnouncementConfiguration(AnnouncementMethod.RARP, 5, 50, 100, 550, 0, 0, false),
            new UpstreamConfiguration(ImmutableSet.of(), 1000, 3, UpstreamConfiguration.Policy.ANY),
            new PathProbeConfiguration(true, 1000, 3),
            new FailbackConfiguration(true, 60), new DampingConfiguration(5, 300, 300),
            new LearningConfiguration(3600, 65536, 1000)), group);
    }

    @Test
    void aContainerWithoutContentHasTheDefaultsToo() throws Exception {
        assertEquals(mapped(group("g", bridge(1, 10), bridge(2, 20))),
            mapped(groupWith("g", "\"heartbeat\": {}, \"announcement\": {}, \"failback\": {}, \"damping\": {},"
                + " \"learning\": {}, \"replication\": {}", bridge(1, 10), bridge(2, 20))));
    }

    @Test
    void whatIsSaidIsTaken() throws Exception {
        final var group = mapped(groupWith("g", """
            "heartbeat": {"interval": 100, "multiplier": 4, "confirm-interval": 0},
            "replication": {"interval": 0},
            "announcement": {"method": "garp", "rounds": 2, "initial-delay": 1, "step": 2, "max-delay": 3,
                "rate-limit": 4294967295, "refresh-interval": 4294967295, "remote-hosts": true},
            "failback": {"mode": "manual", "hold-time": 7},
            "damping": {"max-failovers": 8, "window": 9, "hold-down": 10},
            "learning": {"aging-time": 4294967295, "max-hosts": 11, "punt-rate": 12}""",
            bridge(1, 10), bridge(2, 20)));
        assertEquals(new HeartbeatConfiguration(100, 4, 0), group.heartbeat());
        assertEquals(0, group.replicationIntervalMillis());
        assertEquals(new AnnouncementConfiguration(AnnouncementMethod.GARP, 2, 1, 2, 3, 4294967295L, 4294967295L,
            true), group.announcement());
        assertEquals(new FailbackConfiguration(false, 7), group.failback());
        assertEquals(new DampingConfiguration(8, 9, 10), group.damping());
        assertEquals(new LearningConfiguration(4294967295L, 11, 12), group.learning());
    }

    @ParameterizedTest
    @CsvSource({"rarp, RARP", "garp, GARP", "both, BOTH", "none, NONE"})
    void everyMethodHasItsCounterpart(final String word, final AnnouncementMethod method) throws Exception {
        assertEquals(method, mapped(groupWith("g", "\"announcement\": {\"method\": \"" + word + "\"}",
            bridge(1, 10), bridge(2, 20))).announcement().method());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 2, 20, 1",
        "1, 20, 2, 10, 2",
        "7, 10, 3, 10, 3",
        "0, 255, 18446744073709551615, 255, 0",
        "9223372036854775808, 5, 9223372036854775807, 5, 9223372036854775807"})
    void theLowerPriorityIsPreferredThenTheLowerDatapathId(final String one, final int priority, final String two,
            final int otherPriority, final String preferred) throws Exception {
        final var group = mapped(group("g", bridge("openflow:" + one, priority, "\"t\""),
            bridge("openflow:" + two, otherPriority, "\"t\"")));
        assertEquals("openflow:" + preferred, group.bridges().preferred().id().nodeId());
    }

    @Test
    void trunksKeepTheirOrder() throws Exception {
        assertEquals(ImmutableList.of("z", "a", "7", "m"), mapped(group("g",
            bridge("openflow:1", 10, "\"z\", \"a\", \"7\", \"m\""),
            bridge("openflow:2", 20, "\"1\", \"2\", \"3\", \"4\""))).bridges().preferred().trunkPorts());
    }

    @Test
    void aDatapathIdBeyond64BitsIsExplained() throws Exception {
        // the model's pattern admits twenty digits
        datastore.replaceGroups(group("g", bridge("openflow:18446744073709551616", 10, "\"t\""), bridge(2, 20)));
        final var failure = assertThrows(IllegalArgumentException.class,
            () -> ConfigurationProblems.checked(datastore.read("g")));
        assertTrue(failure.getMessage().contains("18446744073709551616"), failure::getMessage);
    }

    @Test
    void aGroupWithoutBridgesIsExplained() {
        final var failure = assertThrows(IllegalArgumentException.class,
            () -> ConfigurationProblems.checked(new GroupBuilder().setName(new GroupName("g")).build()));
        assertTrue(failure.getMessage().contains("exactly two bridges, this one has 0"), failure::getMessage);
    }
}
