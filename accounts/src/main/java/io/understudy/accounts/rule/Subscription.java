/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.accounts.rule;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The input of {@code create-data-change-event-subscription} or {@code create-notification-stream}: what an event
 * stream will show.
 */
final class Subscription {
    /** In XML a path can name a module by any prefix, so only JSON is understood here, in one encoding. */
    private static final Pattern JSON = Pattern.compile("application/(yang-data\\+)?json *(; *charset=\"?utf-8\"?)?");
    /** The names of enumerations, as of a datastore. */
    private static final Pattern WORD = Pattern.compile("[A-Z]+");

    private Subscription() {
        // only functions
    }

    /**
     * Tells whether everybody who is logged in may follow this part of the datastore. What is not understood is not
     * open.
     *
     * @param mediaType the header Content-Type, or null
     * @param body the body
     */
    static boolean isToOpenData(final String mediaType, final String body) {
        final var values = values(mediaType, body);
        // Whatever a value is called, and however often: a server might take another one than we would.
        return values.stream().filter(OpenAddresses::isDataPath).count() == 1
            && values.stream().allMatch(value -> OpenAddresses.isDataPath(value) || WORD.matcher(value).matches());
    }

    /**
     * Tells whether everybody who is logged in may follow these notifications. What is not understood is not open.
     *
     * @param mediaType the header Content-Type, or null
     * @param body the body
     */
    static boolean isToOpenNotifications(final String mediaType, final String body) {
        final var values = values(mediaType, body);
        return !values.isEmpty() && values.stream().allMatch(OpenAddresses::isNotification);
    }

    /** All texts in the body; none if it is not understood. */
    private static List<String> values(final String mediaType, final String body) {
        if (mediaType == null || !JSON.matcher(mediaType.strip().toLowerCase(Locale.ROOT)).matches()) {
            return List.of();
        }
        try {
            return strings(body);
        } catch (MalformedJsonException | EOFException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static List<String> strings(final String body) throws IOException {
        final var found = new ArrayList<String>();
        try (var reader = new JsonReader(new StringReader(body))) {
            for (var token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
                switch (token) {
                    case BEGIN_OBJECT -> reader.beginObject();
                    case END_OBJECT -> reader.endObject();
                    case BEGIN_ARRAY -> reader.beginArray();
                    case END_ARRAY -> reader.endArray();
                    case NAME -> reader.nextName();
                    case STRING -> found.add(reader.nextString());
                    default -> reader.skipValue();
                }
            }
        }
        return found;
    }
}
