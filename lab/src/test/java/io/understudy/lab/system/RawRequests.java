/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Requests to RESTCONF whose answers are looked at as they are, errors too.
 */
final class RawRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String JSON = "application/yang-data+json";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> send(final String method, final String uri, final String body, final String accept) {
        return exchange(method, uri, body, JSON, accept);
    }

    /** Sends a YANG Patch (RFC 8072). */
    HttpResponse<String> patch(final String uri, final String body) {
        return exchange("PATCH", uri, body, "application/yang-patch+json", JSON);
    }

    private HttpResponse<String> exchange(final String method, final String uri, final String body,
            final String type, final String accept) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT)
                .header("Authorization", "Basic "
                    + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", type).header("Accept", accept)
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + uri, e);
        }
    }
}
