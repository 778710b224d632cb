/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a failover group needs cannot be deleted from it. The datastore refuses that anyway; but of all changes that it
 * refuses, OpenDaylight's RESTCONF tells the reason of every one except a DELETE, which it answers with 500 and
 * "Transaction to delete failed". So it is told before.
 */
public final class DeletionRule {
    private static final Pattern NEEDED = Pattern.compile(
        ".*/data/bridge-failover:failover-groups/(?:bridge-failover:)?group=[^/]+/(?:bridge-failover:)?bridge=([^/]+)"
        + "(?:/(?:bridge-failover:)?(priority|uplink-port|peer-port|trunk-port)(?:=[^/]*)?)?/?");

    private DeletionRule() {
        // only functions
    }

    /**
     * Tells why a request cannot be carried out.
     *
     * @param method the method of HTTP, as the client wrote it
     * @param path the path, not decoded, without a query
     * @return what to tell the client; empty if this rule has nothing against it
     */
    public static Optional<String> refusal(final String method, final String path) {
        if (!"DELETE".equals(method)) {
            return Optional.empty();
        }
        final var deleted = NEEDED.matcher(decoded(path));
        if (!deleted.matches()) {
            return Optional.empty();
        }
        final var bridge = deleted.group(1);
        return Optional.of(deleted.group(2) == null ? bridge
            + " cannot be deleted alone, for a group has exactly two bridges: replace the group by PUT, or delete it"
            : "trunk-port".equals(deleted.group(2)) ? "a trunk-port of " + bridge + " cannot be deleted alone, for both"
            + " bridges have the same number of them: replace the group by PUT"
            : bridge + " needs its " + deleted.group(2) + ": change it by PATCH or PUT instead of deleting it");
    }

    private static String decoded(final String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /**
     * Tells in which form a refusal is to be written.
     *
     * @param accept the header Accept of the request, or null
     * @return its media type
     */
    public static String mediaType(final String accept) {
        return accept != null && accept.contains("xml") && !accept.contains("json") ? "application/yang-data+xml"
            : ChangeRule.MEDIA_TYPE;
    }

    /**
     * Returns a refusal as RFC 8040, 7.1, wants it.
     *
     * @param message what to tell
     * @param mediaType what {@link #mediaType} returned
     * @return an error
     */
    public static String error(final String message, final String mediaType) {
        return ChangeRule.MEDIA_TYPE.equals(mediaType)
            ? ChangeRule.error("application", "invalid-value", message)
            : "<errors xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\"><error><error-type>application</error-type>"
            + "<error-tag>invalid-value</error-tag><error-message>" + message.replace("&", "&amp;")
            .replace("<", "&lt;").replace(">", "&gt;") + "</error-message></error></errors>";
    }
}
