/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Parts of JSON objects.
 */
final class Members {
    private Members() {
        // only functions
    }

    /**
     * Copies some members of an object.
     *
     * @param object the object
     * @param names which, as far as it has them
     * @return a new object
     */
    static JsonObject of(final JsonObject object, final Collection<String> names) {
        final var copy = new JsonObject();
        names.stream().filter(object::has).forEach(name -> copy.add(name, object.get(name)));
        return copy;
    }

    /**
     * Copies the elements of a member that is a list of objects.
     *
     * @param object the object
     * @param name of the member
     * @param wanted which elements
     * @return a new array; empty if there is no such member
     */
    static JsonArray filtered(final JsonObject object, final String name, final Predicate<JsonObject> wanted) {
        final var array = new JsonArray();
        if (object.has(name)) {
            object.getAsJsonArray(name).forEach(element -> {
                if (wanted.test(element.getAsJsonObject())) {
                    array.add(element);
                }
            });
        }
        return array;
    }
}
