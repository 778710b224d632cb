/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One failover group, by RESTCONF.
 */
public final class GroupClient {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RestconfClient client;
    private final String name;
    private final String key;

    GroupClient(final RestconfClient client, final String name) {
        this.client = requireNonNull(client);
        this.name = requireNonNull(name);
        key = "group=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Configures the group; what was configured before is replaced.
     *
     * @param configuration the group
     */
    public void configure(final GroupConfiguration configuration) {
        client.put(configPath(), configuration.toJson(name));
    }

    /**
     * The configuration of the group.
     *
     * @return the group with what was set, without defaults
     * @throws java.util.NoSuchElementException if it is not configured
     */
    public JsonObject configuration() {
        return client.get(configPath() + "?content=config")
            .map(answer -> answer.getAsJsonArray("bridge-failover:group").get(0).getAsJsonObject()).orElseThrow();
    }

    /**
     * Sets a single leaf of the configuration.
     *
     * @param container the container that it is in, for example {@code announcement}
     * @param leaf its name
     * @param value its value
     */
    public void set(final String container, final String leaf, final JsonPrimitive value) {
        final var body = new JsonObject();
        body.add("bridge-failover:" + leaf, value);
        client.put(configPath() + "/" + container + "/" + leaf, body);
    }

    /**
     * Deletes the group for good: waits until its flows are removed and nothing of it is published, which takes some
     * seconds, for it goes on for a moment in case that it is only being renamed.
     *
     * @return whether there was one
     * @throws ConditionTimeoutException if something of it stays
     */
    public boolean delete() {
        final boolean was = client.delete(configPath());
        if (was) {
            Awaitility.await("the group is gone").pollInterval(POLL_INTERVAL).atMost(PATIENCE)
                .until(() -> summary().isEmpty());
        }
        return was;
    }

    /**
     * The state of the group.
     *
     * @return the state, or nothing when the controller runs no such group
     */
    public Optional<GroupState> state() {
        return fetch("");
    }

    /**
     * The state of the group without its hosts and events, which may be many.
     *
     * @return the state, or nothing when the controller runs no such group
     */
    public Optional<GroupState> summary() {
        return fetch("&fields=status;status-reason;primary;bridge;last-failover;statistics");
    }

    private Optional<GroupState> fetch(final String query) {
        return client.get("bridge-failover:failover-state/" + key + "?content=nonconfig" + query)
            .map(answer -> answer.getAsJsonArray("bridge-failover:group"))
            .filter(groups -> !groups.isEmpty())
            .map(groups -> new GroupState(groups.get(0).getAsJsonObject()));
    }

    /**
     * Waits until the group has a status.
     *
     * @param status the status, as the model names it
     * @param timeout how long to wait
     * @return the state then
     * @throws ConditionTimeoutException if it does not come; the message holds the status it had and the reasons
     */
    public GroupState awaitStatus(final String status, final Duration timeout) {
        return await("status " + status, state -> state.status().equals(status), timeout);
    }

    /**
     * Waits until the state of the group is as wanted.
     *
     * @param what what is awaited, in words, for the message
     * @param wanted tells whether the state is as wanted
     * @param timeout how long to wait
     * @return the state then
     * @throws ConditionTimeoutException if it does not become so; the message holds the status it had and the reasons
     */
    public GroupState await(final String what, final Predicate<GroupState> wanted, final Duration timeout) {
        return awaitState(what, this::state, wanted, timeout);
    }

    /**
     * Waits as {@link #await}, but looks at {@link #summary()}: however many hosts there are, it costs the controller
     * little.
     *
     * @param what what is awaited, in words, for the message
     * @param wanted tells whether the state is as wanted; it sees no hosts and no events
     * @param timeout how long to wait
     * @return the state then, without hosts and events
     * @throws ConditionTimeoutException if it does not become so; the message holds the status it had and the reasons
     */
    public GroupState awaitSummary(final String what, final Predicate<GroupState> wanted, final Duration timeout) {
        return awaitState(what, this::summary, wanted, timeout);
    }

    private GroupState awaitState(final String what, final Supplier<Optional<GroupState>> source,
            final Predicate<GroupState> wanted, final Duration timeout) {
        final var last = new GroupState[1];
        try {
            // The state comes and goes while a controller starts, so a refused request is not the end.
            return Awaitility.await().pollInterval(POLL_INTERVAL).atMost(timeout)
                .ignoreExceptionsInstanceOf(RestconfException.class)
                .until(() -> {
                    last[0] = source.get().orElse(null);
                    return last[0];
                }, state -> state != null && wanted.test(state));
        } catch (ConditionTimeoutException e) {
            final var found = last[0] == null ? "it has no state"
                : "its status is \"" + last[0].status() + "\", reason \"" + last[0].reason() + "\", and it knows "
                    + last[0].hostCount() + " hosts";
            throw new ConditionTimeoutException(
                "Group " + name + ": no " + what + " within " + timeout + "; " + found, e);
        }
    }

    /**
     * Moves the role, as a {@link PersistentOperator}.
     *
     * @param to node id of the bridge that shall forward
     * @param reason goes into the event log
     * @throws RestconfException if it is refused for another reason
     * @throws ConditionTimeoutException if the gate is never confirmed in time
     */
    public void switchover(final String to, final String reason) {
        final var input = input();
        input.addProperty("to", to);
        input.addProperty("reason", reason);
        PersistentOperator.ask(() -> refusal(input), refusal -> refusal.map(RestconfException::getMessage).orElse(""))
            .ifPresent(refusal -> {
                throw refusal;
            });
    }

    private Optional<RestconfException> refusal(final JsonObject input) {
        try {
            client.rpc("bridge-failover:switchover", input);
            return Optional.empty();
        } catch (RestconfException e) {
            return Optional.of(e);
        }
    }

    /**
     * Announces all local hosts now.
     *
     * @return how many are being announced
     */
    public long announce() {
        return client.rpc("bridge-failover:announce", input()).orElseThrow().get("hosts").getAsLong();
    }

    /**
     * Forgets all hosts.
     */
    public void clearHosts() {
        client.rpc("bridge-failover:clear-hosts", input());
    }

    /**
     * Takes a bridge out of service or back into it.
     *
     * @param nodeId the bridge
     * @param enabled true to take it out of service
     */
    public void setMaintenance(final String nodeId, final boolean enabled) {
        final var input = input();
        input.addProperty("node-id", nodeId);
        input.addProperty("enabled", enabled);
        client.rpc("bridge-failover:set-maintenance", input);
    }

    private JsonObject input() {
        final var input = new JsonObject();
        input.addProperty("group", name);
        return input;
    }

    private String configPath() {
        return "bridge-failover:failover-groups/" + key;
    }
}
