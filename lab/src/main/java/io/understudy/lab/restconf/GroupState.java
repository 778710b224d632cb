/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The operational state of a group.
 *
 * @param json the entry of the list, as the server sent it
 */
public record GroupState(JsonObject json) {
    public GroupState {
        requireNonNull(json);
    }

    /**
     * The status, as the model names it.
     *
     * @return for example {@code protected}; empty when there is none
     */
    public String status() {
        return json.has("status") ? json.get("status").getAsString() : "";
    }

    /**
     * Why the group is not protected.
     *
     * @return the reasons, empty when it is
     */
    public String reason() {
        return json.has("status-reason") ? json.get("status-reason").getAsString() : "";
    }

    /**
     * The bridge that forwards.
     *
     * @return its node id, or nothing when none does
     */
    public Optional<String> primary() {
        return Optional.ofNullable(json.get("primary")).map(JsonElement::getAsString);
    }

    /**
     * A bridge of the group.
     *
     * @param nodeId its node id
     * @return the bridge, as the server sent it
     * @throws NoSuchElementException if the group has no such bridge
     */
    public JsonObject bridge(final String nodeId) {
        for (var bridge : json.getAsJsonArray("bridge")) {
            if (bridge.getAsJsonObject().get("node-id").getAsString().equals(nodeId)) {
                return bridge.getAsJsonObject();
            }
        }
        throw new NoSuchElementException("no bridge " + nodeId + " in " + json);
    }

    /**
     * The learned table.
     *
     * @return the local hosts, each as the server sent it
     */
    public List<JsonObject> hosts() {
        final var hosts = new ArrayList<JsonObject>();
        array("host").forEach(host -> hosts.add(host.getAsJsonObject()));
        return hosts;
    }

    /**
     * The last time that the role moved.
     *
     * @return what the controller tells of it, or nothing when it never moved
     */
    public Optional<LastFailover> lastFailover() {
        return Optional.ofNullable(json.getAsJsonObject("last-failover"))
            .filter(failover -> failover.has("detected-at")).map(LastFailover::of);
    }

    /**
     * How often the role moved, the first promotion not counted.
     *
     * @return the number
     */
    public long failovers() {
        final var statistics = json.getAsJsonObject("statistics");
        return statistics == null || !statistics.has("failovers") ? 0 : statistics.get("failovers").getAsLong();
    }

    /**
     * How many local hosts are known.
     *
     * @return the number, as the statistics have it
     */
    public long hostCount() {
        final var statistics = json.getAsJsonObject("statistics");
        return statistics == null || !statistics.has("hosts") ? 0 : statistics.get("hosts").getAsLong();
    }

    /**
     * The latest events.
     *
     * @param count how many at most
     * @return a line each, the oldest first
     */
    public List<String> events(final int count) {
        final var events = new ArrayList<JsonObject>();
        array("event").forEach(event -> events.add(event.getAsJsonObject()));
        events.sort(Comparator.comparingLong(event -> event.get("id").getAsLong()));
        return events.stream().skip(Math.max(0, events.size() - count))
            .map(event -> event.get("time").getAsString() + " " + event.get("text").getAsString()).toList();
    }

    private JsonArray array(final String name) {
        return json.has(name) ? json.getAsJsonArray(name) : new JsonArray();
    }
}
