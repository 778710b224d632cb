/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonPrimitive;
import java.util.regex.Pattern;

/**
 * A leaf of the group's configuration and its value, as given on the command line.
 *
 * @param container the container that it is in, for example {@code heartbeat}
 * @param leaf its name
 * @param value its value
 */
record Setting(String container, String leaf, JsonPrimitive value) {
    private static final Pattern SYNTAX = Pattern.compile("([a-z][a-z0-9-]*)/([a-z][a-z0-9-]*)=(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    Setting {
        requireNonNull(container);
        requireNonNull(leaf);
        requireNonNull(value);
    }

    /**
     * Reads a setting.
     *
     * @param text for example {@code heartbeat/interval=10}
     * @return the setting
     * @throws IllegalArgumentException if it is not one
     */
    static Setting parse(final String text) {
        final var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no setting; it must look like"
                + " heartbeat/interval=10");
        }
        return new Setting(matcher.group(1), matcher.group(2), value(matcher.group(3)));
    }

    private static JsonPrimitive value(final String text) {
        if (NUMBER.matcher(text).matches()) {
            return new JsonPrimitive(Long.parseLong(text));
        }
        if (text.equals("true") || text.equals("false")) {
            return new JsonPrimitive(Boolean.parseBoolean(text));
        }
        return new JsonPrimitive(text);
    }
}
