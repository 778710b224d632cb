/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody who is logged in may look, and only admins may change something, or see the settings of AAA, with its keys:
 * one rule for both RESTCONF servers of OpenDaylight.
 */
public final class ChangeRule {
    /** The role that may do everything. */
    public static final String ADMIN = "admin";
    /** The media type of {@link #error}. */
    public static final String MEDIA_TYPE = "application/yang-data+json";

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String NO_CHANGE = "this account may look, but change nothing; use one with the role "
        + ADMIN;
    private static final String NO_SETTINGS = "this account may not see the settings of accounts, nor the datastore as"
        + " a whole, for it holds them; ask for a part of it, or use an account with the role " + ADMIN;

    private static final String NO_PATH = "this account may follow a part of the datastore, but not the settings of"
        + " accounts; name the part by a path in JSON that begins with a module, or use an account with the role "
        + ADMIN;

    private final String datastore;
    /** Its input says what of the datastore will be sent. */
    private final String subscription;
    /** Makes the source of an event stream and changes nothing else; whoever may look may listen. */
    private final Set<String> listening;

    /**
     * Makes the rule for one server.
     *
     * @param root where its RESTCONF begins, as {@code /rests}
     */
    public ChangeRule(final String root) {
        datastore = root + "/data";
        final var operation = root + "/operations/sal-remote:";
        subscription = operation + "create-data-change-event-subscription";
        listening = Set.of(operation + "create-notification-stream", subscription);
    }

    /**
     * Tells whether the body of a request matters to {@link #refusal}.
     *
     * @param method the method of HTTP, as the client wrote it
     * @param path the path, not decoded, without a query
     * @return whether the body must be given
     */
    public boolean looksAtBody(final String method, final String path) {
        return "POST".equals(method) && subscription.equals(path);
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
        if (!LOOKING.contains(method) && !("POST".equals(method) && listening.contains(path))) {
            return Optional.of(NO_CHANGE);
        }
        if (looksAtBody(method, path) && !Subscription.isOpen(mediaType, body)) {
            return Optional.of(NO_PATH);
        }
        return hasSettings(path) ? Optional.of(NO_SETTINGS) : Optional.empty();
    }

    /** Servers differ in how often they decode and what they leave out, so all of that is done here. */
    private boolean hasSettings(final String path) {
        try {
            String before;
            String plain = path;
            do {
                before = plain;
                plain = URLDecoder.decode(before, StandardCharsets.UTF_8);
            } while (!plain.equals(before));
            final var folder = (plain.replaceAll(";[^/]*", "") + "/").replaceAll("/+", "/");
            return folder.contains("/data/aaa") || folder.contains("/./") || folder.contains("/../")
                || folder.endsWith(datastore + "/");
        } catch (IllegalArgumentException e) {
            return true;
        }
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
