/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * The controller's RESTCONF interface (RFC 8040), with JSON in both directions.
 */
public final class RestconfClient {
    /**
     * Where a controller on this machine answers.
     */
    public static final URI LOCAL = URI.create("http://127.0.0.1:8181/rests");

    private static final String MEDIA_TYPE = "application/yang-data+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FIRST_ERROR = 400;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT).build();
    private final URI base;
    private final String authorization;

    /**
     * A client; nothing is sent yet.
     *
     * @param base the root resource, without a slash at the end
     * @param user name of the user
     * @param password password of the user
     */
    public RestconfClient(final URI base, final String user, final String password) {
        this.base = requireNonNull(base);
        authorization = "Basic " + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A client of the controller on this machine, with the credentials of a new installation.
     *
     * @return the client
     */
    public static RestconfClient local() {
        return new RestconfClient(LOCAL, "admin", "admin");
    }

    /**
     * The root resource.
     *
     * @return its address
     */
    public URI base() {
        return base;
    }

    /**
     * One failover group.
     *
     * @param name name of the group
     * @return what can be done with it
     */
    public GroupClient group(final String name) {
        return new GroupClient(this, name);
    }

    /**
     * Reads data.
     *
     * @param path what follows {@code /data/}, with its query
     * @return the data, or nothing when there is none
     * @throws RestconfException if the request fails
     */
    public Optional<JsonObject> get(final String path) {
        final var response = send("GET", "/data/" + path, null);
        if (response.statusCode() == NOT_FOUND || response.statusCode() == CONFLICT && missing(response)) {
            return Optional.empty();
        }
        return object(checked("GET", path, response));
    }

    /**
     * Creates or replaces data.
     *
     * @param path what follows {@code /data/}
     * @param body the data, named with its module
     * @throws RestconfException if the request fails
     */
    public void put(final String path, final JsonElement body) {
        checked("PUT", path, send("PUT", "/data/" + path, body));
    }

    /**
     * Deletes data.
     *
     * @param path what follows {@code /data/}
     * @return whether there was any
     * @throws RestconfException if the request fails for another reason
     */
    public boolean delete(final String path) {
        final var response = send("DELETE", "/data/" + path, null);
        if (response.statusCode() == NOT_FOUND || response.statusCode() == CONFLICT && missing(response)) {
            return false;
        }
        checked("DELETE", path, response);
        return true;
    }

    /**
     * Calls an operation.
     *
     * @param name module and name, as {@code bridge-failover:switchover}
     * @param input its input, without the name of the container
     * @return its output, without the name of the container, or nothing when it has none
     * @throws RestconfException if it fails
     */
    public Optional<JsonObject> rpc(final String name, final JsonObject input) {
        final var module = name.substring(0, name.indexOf(':'));
        final var body = new JsonObject();
        body.add(module + ":input", input);
        return object(checked("POST", name, send("POST", "/operations/" + name, body)))
            .map(answer -> answer.getAsJsonObject(module + ":output"));
    }

    /**
     * Waits until the controller answers and knows the model of failover groups.
     *
     * @param timeout how long to wait
     * @throws org.awaitility.core.ConditionTimeoutException if it does not
     */
    public void awaitReady(final Duration timeout) {
        Awaitility.await("the controller answers at " + base).pollInterval(POLL_INTERVAL).atMost(timeout)
            .ignoreExceptionsInstanceOf(RestconfException.class)
            .until(() -> send("GET", "/data/bridge-failover:failover-groups?content=config", null),
                response -> response.statusCode() < FIRST_ERROR
                    || response.statusCode() == NOT_FOUND && missing(response)
                    || response.statusCode() == CONFLICT && missing(response));
    }

    private HttpResponse<String> send(final String method, final String path, final JsonElement body) {
        final BodyPublisher publisher = body == null ? BodyPublishers.noBody()
            : BodyPublishers.ofString(body.toString());
        final var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT)
            .header("Authorization", authorization).header("Accept", MEDIA_TYPE).header("Content-Type", MEDIA_TYPE)
            .method(method, publisher).build();
        try {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RestconfException(method + " " + request.uri() + ": no answer; is the controller running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestconfException(method + " " + request.uri() + ": interrupted", e);
        }
    }

    private HttpResponse<String> checked(final String method, final String path, final HttpResponse<String> response) {
        if (response.statusCode() >= FIRST_ERROR) {
            throw new RestconfException(method + " " + path + " failed with status " + response.statusCode() + ": "
                + response.body(), response.statusCode());
        }
        return response;
    }

    /** RFC 8040 tells absent data by an error tag; some servers do so under 409. */
    private static boolean missing(final HttpResponse<String> response) {
        return response.body().contains("data-missing");
    }

    private static Optional<JsonObject> object(final HttpResponse<String> response) {
        if (response.body().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parseString(response.body()).getAsJsonObject());
        } catch (JsonSyntaxException | IllegalStateException e) {
            throw new RestconfException(response.uri() + ": the answer is not a JSON object: " + response.body(), e);
        }
    }
}
