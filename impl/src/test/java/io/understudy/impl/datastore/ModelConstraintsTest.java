/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static io.understudy.impl.datastore.SampleJson.bridge;
import static io.understudy.impl.datastore.SampleJson.group;
import static io.understudy.impl.datastore.SampleJson.groupWith;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the datastore refuses, so that it never reaches the application.
 */
final class ModelConstraintsTest {
    private TestDatastore datastore;

    @BeforeEach
    void setUp() throws Exception {
        datastore = new TestDatastore();
    }

    private void accepted(final String json) {
        assertDoesNotThrow(() -> datastore.replaceGroups(json));
    }

    private void refused(final String json, final String reason) {
        final var failure = assertThrows(Exception.class, () -> datastore.replaceGroups(json), () -> "taken: " + json);
        final var reasons = Throwables.getCausalChain(failure).stream().map(Throwable::toString)
            .collect(Collectors.joining("\n"));
        assertTrue(reasons.contains(reason), reasons);
    }

    @Test
    void twoBridgesAreAccepted() {
        accepted(group("g", bridge(1, 10), bridge(2, 20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openflow:x", "openflow:", "openflow:01", "1", "OPENFLOW:1", "openflow:0x1",
        "openflow:-1", "openflow:1 "})
    void aNodeIdThatIsNoneIsRefused(final String nodeId) {
        refused(group("g", bridge(1, 10), bridge(nodeId, 20, "\"trunk\"")), "openflow:(0|[1-9][0-9]{0,19})");
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat, interval, 9", "heartbeat, interval, 60001", "heartbeat, interval, 5",
        "heartbeat, multiplier, 1", "heartbeat, multiplier, 256",
        "heartbeat, confirm-interval, 4", "heartbeat, confirm-interval, 1001",
        "replication, interval, 60001", "announcement, rounds, 0", "announcement, rounds, 21",
        "announcement, initial-delay, 65536", "failback, hold-time, 65536", "damping, max-failovers, 0",
        "damping, window, 0", "learning, max-hosts, 0", "learning, max-hosts, 1000001", "learning, punt-rate, 0"})
    void aValueOutOfItsRangeIsRefused(final String container, final String leaf, final String value) {
        refused(groupWith("g", "\"" + container + "\": {\"" + leaf + "\": " + value + "}", bridge(1, 10),
            bridge(2, 20)), value);
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat, interval, 10", "heartbeat, interval, 60000", "heartbeat, multiplier, 2",
        "heartbeat, multiplier, 255", "heartbeat, confirm-interval, 0", "heartbeat, confirm-interval, 5",
        "heartbeat, confirm-interval, 1000", "replication, interval, 0", "replication, interval, 60000",
        "announcement, rounds, 20", "damping, hold-down, 0", "learning, aging-time, 0",
        "learning, max-hosts, 1000000", "learning, punt-rate, 1000000"})
    void aValueAtTheEndOfItsRangeIsAcceptedAndUnderstood(final String container, final String leaf,
            final String value) throws Exception {
        accepted(groupWith("g", "\"" + container + "\": {\"" + leaf + "\": " + value + "}", bridge(1, 10),
            bridge(2, 20)));
        assertDoesNotThrow(() -> ConfigurationProblems.checked(datastore.read("g")));
    }

    @ParameterizedTest
    @CsvSource({"announcement, method, icmp", "failback, mode, sometimes"})
    void aWordThatIsNotInTheModelIsRefused(final String container, final String leaf, final String value) {
        refused(groupWith("g", "\"" + container + "\": {\"" + leaf + "\": \"" + value + "\"}", bridge(1, 10),
            bridge(2, 20)), value);
    }

    @Test
    void aLeafThatIsNotInTheModelIsRefused() {
        refused(groupWith("g", "\"heartbeat\": {\"intervall\": 100}", bridge(1, 10), bridge(2, 20)), "intervall");
    }

    @Test
    void anEmptyNameIsRefused() {
        refused(group("", bridge(1, 10), bridge(2, 20)), "1..64");
    }

    @Test
    void aRefusedChangeLeavesWhatWasThere() throws Exception {
        accepted(group("g", bridge(1, 10), bridge(2, 20)));
        refused(group("g", bridge(1, 10), bridge("x", 20, "\"t\"")), "openflow:");
        assertTrue(datastore.read("g").nonnullBridge().size() == 2, "both bridges are still configured");
    }
}
