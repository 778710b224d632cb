/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody who is logged in may look at what is known to hold no secret, and only admins may see the rest or change
 * something: one rule for both RESTCONF servers of OpenDaylight.
 */
public final class ChangeRule {
    /** The role that may do everything. */
    public static final String ADMIN = "admin";
    /** The media type of {@link #error}. */
    public static final String MEDIA_TYPE = "application/yang-data+json";

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String USE_ADMIN = "use an account with the role " + ADMIN;
    private static final String NO_CHANGE = "this account may look, but change nothing; use one with the role "
        + ADMIN;
    private static final String CLOSED = "this account may see the groups (bridge-failover), the bridges"
        + " (opendaylight-inventory), the models and the metrics, each by its own address; for all else " + USE_ADMIN;
    private static final String CLOSED_EVENTS = "this account may follow notifications of bridge-failover, and one part"
        + " of the data of bridge-failover or opendaylight-inventory, named in JSON; for all else " + USE_ADMIN;

    private final OpenAddresses open;
    /** Their inputs say what will be sent. They make the source of an event stream and change nothing else. */
    private final String subscription;
    private final String notifications;

    /**
     * Makes the rule for one server.
     *
     * @param root where its RESTCONF begins, as {@code /rests}
     */
    public ChangeRule(final String root) {
        open = new OpenAddresses(root);
        final var operation = root + "/operations/sal-remote:";
        subscription = operation + "create-data-change-event-subscription";
        notifications = operation + "create-notification-stream";
    }

    /**
     * Tells whether the body of a request matters to {@link #refusal}.
     *
     * @param method the method of HTTP, as the client wrote it
     * @param path the path, not decoded, without a query
     * @return whether the body must be given
     */
    public boolean looksAtBody(final String method, final String path) {
        return "POST".equals(method) && (subscription.equals(path) || notifications.equals(path));
    }

    /**
     * Tells why a request needs an admin. What is written in an unusual way counts as forbidden.
     *
     * @param method the method of HTTP, as the client wrote it
     * @param path the path, not decoded, without a query
     * @param mediaType the header Content-Type, or null
     * @param body the body if {@link #looksAtBody} says so; anything else
     * @return what to tell others, or nothing if everybody may ask for it who is logged in
     */
    public Optional<String> refusal(final String method, final String path, final String mediaType,
            final String body) {
        if (looksAtBody(method, path)) {
            return subscription.equals(path) && Subscription.isToOpenData(mediaType, body)
                || notifications.equals(path) && Subscription.isToOpenNotifications(mediaType, body)
                ? Optional.empty() : Optional.of(CLOSED_EVENTS);
        }
        if (!LOOKING.contains(method)) {
            return Optional.of(NO_CHANGE);
        }
        return open.contains(path) ? Optional.empty() : Optional.of(CLOSED);
    }

    /**
     * Returns a refusal as RFC 8040, 7.1, wants it.
     *
     * @param message what to tell
     * @return an error in JSON
     */
    public static String error(final String message) {
        return error("protocol", "access-denied", message);
    }

    static String error(final String type, final String tag, final String message) {
        final var error = new JsonObject();
        error.addProperty("error-type", type);
        error.addProperty("error-tag", tag);
        error.addProperty("error-message", message);
        final var list = new JsonArray();
        list.add(error);
        final var errors = new JsonObject();
        errors.add("error", list);
        final var answer = new JsonObject();
        answer.add("ietf-restconf:errors", errors);
        return answer.toString();
    }
}
