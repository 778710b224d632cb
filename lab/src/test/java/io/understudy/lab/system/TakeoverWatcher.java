/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.restconf.GroupClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * An operator who looks at the user interface, in Chromium, while a bridge dies.
 */
final class TakeoverWatcher {
    static final String PAGE = "http://127.0.0.1:8181/understudy/";

    /** The promise to the operator. */
    static final Duration SOON = Duration.ofSeconds(1);
    private static final Path VIEW = Path.of(System.getProperty("understudy.home", ".."), "ui", "view")
        .toAbsolutePath().normalize();

    private TakeoverWatcher() {
        // only functions
    }

    /**
     * Asserts that a takeover by the second bridge is shown, and rightly.
     *
     * @param door page or dlux
     * @param url what is looked at
     * @param group the only group
     * @param bridge the node id of the second bridge
     * @param within how long after it was decided
     * @param deed what kills the first bridge
     * @return when it was shown
     */
    static Instant assertSeen(final String door, final String url, final GroupClient group, final String bridge,
            final Duration within, final Runnable deed) throws IOException {
        final var browser = new ProcessBuilder("node", "src/test/system/watch-takeover.mjs", door, url, bridge)
            .directory(VIEW.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final JsonObject seen;
        try (var output = browser.inputReader()) {
            assertEquals("ready", output.readLine(), "the page shows the group as protected");
            deed.run();
            final var line = output.readLine();
            assertNotNull(line, "the browser has told what it saw");
            seen = JsonParser.parseString(line).getAsJsonObject();
        } finally {
            browser.destroy();
        }
        final var decided = group.state().orElseThrow().lastFailover().orElseThrow().detectedAt();
        final var shown = Instant.ofEpochMilli(seen.get("shownAt").getAsLong());
        assertTrue(Duration.between(decided, shown).compareTo(within) < 0,
            () -> "decided at " + decided + ", shown at " + shown);
        assertEquals("[\"flow-hosts-hypervisor\",\"flow-trunk-1\",\"flow-uplink-1\",\"flow-core-1\"]",
            seen.get("path").toString(), "the path of the traffic");
        assertEquals(new JsonArray(), seen.get("kept"), "what the browser keeps");
        assertEquals(new JsonArray(), seen.get("complaints"), "errors in the console");
        return shown;
    }
}
