/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.restconf;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * The last time that the role moved, as the controller tells it.
 *
 * @param cause why, a name of the model
 * @param from the bridge that had the role, empty if there was none
 * @param to the bridge that has it now
 * @param detectedAt when the decision fell, to the microsecond
 * @param gateOpenMicros microseconds from the decision until the new gate was confirmed
 * @param lastAnnouncementMicros microseconds from the decision until the last round of announcements ended
 */
public record LastFailover(String cause, String from, String to, Instant detectedAt, OptionalLong gateOpenMicros,
        OptionalLong lastAnnouncementMicros) {
    public LastFailover {
        requireNonNull(cause);
        requireNonNull(from);
        requireNonNull(to);
        requireNonNull(detectedAt);
        requireNonNull(gateOpenMicros);
        requireNonNull(lastAnnouncementMicros);
    }

    static LastFailover of(final JsonObject json) {
        return new LastFailover(text(json, "cause"), text(json, "from"), text(json, "to"),
            OffsetDateTime.parse(json.get("detected-at").getAsString()).toInstant(), number(json, "gate-open"),
            number(json, "last-announcement"));
    }

    private static String text(final JsonObject json, final String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    // A uint64 is a string in JSON (RFC 7951); Gson reads both.
    private static OptionalLong number(final JsonObject json, final String name) {
        return json.has(name) ? OptionalLong.of(json.get(name).getAsLong()) : OptionalLong.empty();
    }
}
