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
import io.understudy.lab.testbed.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A takeover as its operator sees it, in Chromium: on the page of its own, and in the shell of DLUX.
 */
@ExtendWith(Distribution.class)
class UserInterfaceIT {
    /** The promise to the operator. */
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Path VIEW = Path.of(System.getProperty("understudy.home", ".."), "ui", "view")
        .toAbsolutePath().normalize();

    @ParameterizedTest
    @CsvSource({"page, http://127.0.0.1:8181/understudy/", "dlux, http://127.0.0.1:8181/index.html"})
    void takeoverIsSeenWithinASecond(final String door, final String url) throws IOException {
        try (var rig = Rig.up()) {
            final var browser = new ProcessBuilder("node", "src/test/system/watch-takeover.mjs", door, url,
                rig.topology.nodeId(2)).directory(VIEW.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            final JsonObject seen;
            try (var output = browser.inputReader()) {
                assertEquals("ready", output.readLine(), "the page shows the group as protected");
                rig.lab.fault(Fault.BRIDGE_HOST, 1);
                seen = report(output);
            } finally {
                browser.destroy();
            }
            final var decided = rig.state().lastFailover().orElseThrow().detectedAt();
            final var shown = Instant.ofEpochMilli(seen.get("shownAt").getAsLong());
            assertTrue(Duration.between(decided, shown).compareTo(SOON) < 0,
                () -> "decided at " + decided + ", shown at " + shown);
            assertEquals("[\"flow-hosts-hypervisor\",\"flow-trunk-1\",\"flow-uplink-1\",\"flow-core-1\"]",
                seen.get("path").toString(), "the path of the traffic");
            assertEquals(new JsonArray(), seen.get("kept"), "what the browser keeps");
            assertEquals(new JsonArray(), seen.get("complaints"), "errors in the console");
        }
    }

    private static JsonObject report(final BufferedReader output) throws IOException {
        final var line = output.readLine();
        assertNotNull(line, "the browser has told what it saw");
        return JsonParser.parseString(line).getAsJsonObject();
    }
}
