/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.understudy.lab.testbed.Topology;

/**
 * The configuration of a group, as RESTCONF takes it. It starts from a lab's two bridges; everything else has the
 * model's defaults until it is set.
 */
public final class GroupConfiguration {
    private final JsonObject group = new JsonObject();

    private GroupConfiguration() {
        // see the factory
    }

    /**
     * The two bridges of a lab, bridge 1 preferred.
     *
     * @param topology the lab
     * @return the configuration
     */
    public static GroupConfiguration of(final Topology topology) {
        final var configuration = new GroupConfiguration();
        final var bridges = new JsonArray();
        for (int number = 1; number <= 2; number++) {
            final var bridge = new JsonObject();
            bridge.addProperty("node-id", topology.nodeId(number));
            bridge.addProperty("priority", number);
            bridge.addProperty("uplink-port", "uplink");
            final var trunks = new JsonArray();
            trunks.add("trunk");
            bridge.add("trunk-port", trunks);
            bridge.addProperty("peer-port", "peer");
            bridges.add(bridge);
        }
        configuration.group.add("bridge", bridges);
        return configuration;
    }

    /**
     * Sets a leaf to a number.
     *
     * @param container the container that it is in, for example {@code heartbeat}
     * @param leaf its name
     * @param value its value
     * @return this
     */
    public GroupConfiguration with(final String container, final String leaf, final long value) {
        return with(container, leaf, new JsonPrimitive(value));
    }

    /**
     * Sets a leaf to a text or to a value of an enumeration.
     *
     * @param container the container that it is in, for example {@code failback}
     * @param leaf its name
     * @param value its value
     * @return this
     */
    public GroupConfiguration with(final String container, final String leaf, final String value) {
        return with(container, leaf, new JsonPrimitive(value));
    }

    /**
     * Sets a leaf to a truth value, or a list to its entries.
     *
     * @param container the container that it is in, for example {@code path-probe}
     * @param leaf its name
     * @param value its value
     * @return this
     */
    public GroupConfiguration with(final String container, final String leaf, final JsonElement value) {
        requireNonNull(value);
        container(container).add(leaf, value);
        return this;
    }

    /**
     * Adds an address that is probed from both uplinks.
     *
     * @param address an IP address behind the uplinks
     * @return this
     */
    public GroupConfiguration withTarget(final String address) {
        final var target = new JsonObject();
        target.addProperty("ip-address", address);
        final var monitor = container("upstream-monitor");
        if (!monitor.has("target")) {
            monitor.add("target", new JsonArray());
        }
        monitor.getAsJsonArray("target").add(target);
        return this;
    }

    @Override
    public String toString() {
        return group.toString();
    }

    JsonObject toJson(final String name) {
        final var named = new JsonObject();
        named.addProperty("name", name);
        group.entrySet().forEach(entry -> named.add(entry.getKey(), entry.getValue()));
        final var groups = new JsonArray();
        groups.add(named);
        final var body = new JsonObject();
        body.add("bridge-failover:group", groups);
        return body;
    }

    private JsonObject container(final String name) {
        if (!group.has(name)) {
            group.add(name, new JsonObject());
        }
        return group.getAsJsonObject(name);
    }
}
