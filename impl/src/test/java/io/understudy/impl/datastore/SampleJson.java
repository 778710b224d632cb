/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/**
 * Groups as an operator writes them.
 */
final class SampleJson {
    private SampleJson() {
        // only functions
    }

    static String group(final String name, final String... bridges) {
        return groupWith(name, "", bridges);
    }

    /** A group with further members behind its bridges. */
    static String groupWith(final String name, final String members, final String... bridges) {
        return "{\"name\": \"" + name + "\", \"bridge\": [" + Arrays.stream(bridges).collect(joining(", ")) + "]"
            + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    static String bridge(final long datapathId, final int priority) {
        return bridge("openflow:" + datapathId, priority, "\"trunk\"");
    }

    static String bridge(final String nodeId, final int priority, final String trunks) {
        return "{\"node-id\": \"" + nodeId + "\", \"priority\": " + priority
            + ", \"uplink-port\": \"uplink\", \"trunk-port\": [" + trunks + "], \"peer-port\": \"peer\"}";
    }
}
