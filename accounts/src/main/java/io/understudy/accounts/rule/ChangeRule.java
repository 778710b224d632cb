/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everybody who is logged in may look, and only admins may change something: one rule for both RESTCONF servers of
 * OpenDaylight.
 */
public final class ChangeRule {
    /** The role that may change something. */
    public static final String ADMIN = "admin";
    /** The media type of {@link #refusal()}. */
    public static final String MEDIA_TYPE = "application/yang-data+json";

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    /** Makes the source of an event stream and changes nothing else; whoever may look may listen. */
    private final Set<String> listening;

    /**
     * Makes the rule for one server.
     *
     * @param root where its RESTCONF begins, as {@code /rests}
     */
    public ChangeRule(final String root) {
        listening = Stream.of("create-notification-stream", "create-data-change-event-subscription")
            .map(operation -> root + "/operations/sal-remote:" + operation)
            .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tells whether a request may change something. What is written in an unusual way counts as a change.
     *
     * @param method the method of HTTP, as the client wrote it
     * @param path the path, not decoded, without a query
     * @return whether only an admin may ask for it
     */
    public boolean needsAdmin(final String method, final String path) {
        return !LOOKING.contains(method) && !("POST".equals(method) && listening.contains(path));
    }

    /**
     * Returns what is answered to an account that may not change something.
     *
     * @return an error as of RFC 8040, 7.1, in JSON
     */
    public static String refusal() {
        final var error = new JsonObject();
        error.addProperty("error-type", "protocol");
        error.addProperty("error-tag", "access-denied");
        error.addProperty("error-message", "this account may look, but change nothing; use one with the role "
            + ADMIN);
        final var list = new JsonArray();
        list.add(error);
        final var errors = new JsonObject();
        errors.add("error", list);
        final var answer = new JsonObject();
        answer.add("ietf-restconf:errors", errors);
        return answer.toString();
    }
}
