/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An operator who looks at the user interface, in Chromium, while a bridge dies.
 */
final class TakeoverWatcher {
    static final String PAGE = "http://127.0.0.1:8181/understudy/";
    private static final Path VIEW = Path.of(System.getProperty("understudy.home", ".."), "ui", "view")
        .toAbsolutePath().normalize();

    private TakeoverWatcher() {
        // only functions
    }

    /**
     * Asserts that a takeover by the second bridge is shown, and rightly, when the controller tells of it. The page
     * does not ask for it.
     *
     * @param door page or dlux
     * @param url what is looked at
     * @param bridge the node id of the second bridge
     * @param deed what kills the first bridge
     * @return when it was shown
     */
    static Instant assertSeen(final String door, final String url, final String bridge, final Runnable deed)
            throws IOException {
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
        assertEquals(0, seen.get("asked").getAsInt(), "requests for the state");
        assertEquals("[\"flow-hosts-hypervisor\",\"flow-trunk-1\",\"flow-uplink-1\",\"flow-core-1\"]",
            seen.get("path").toString(), "the path of the traffic");
        assertEquals(new JsonArray(), seen.get("kept"), "what the browser keeps");
        assertEquals(new JsonArray(), seen.get("complaints"), "errors in the console");
        return Instant.ofEpochMilli(seen.get("shownAt").getAsLong());
    }
}
