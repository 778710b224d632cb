/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.understudy.lab.system.Distribution;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/**
 * The benchmark itself, with few hosts: both kinds of bridges can be measured, and no figure is missing.
 */
@ExtendWith(Distribution.class)
class ScaleCommandIT {
    @Test
    @Tag("all")
    void takeoversOfTheTestbedAreMeasured() {
        assertMeasured("ovs");
    }

    @Test
    void takeoversOfEmulatedBridgesAreMeasured() {
        assertMeasured("emulator");
    }

    private static void assertMeasured(final String where) {
        final var output = new StringWriter();
        final var errors = new StringWriter();
        final int status = new CommandLine(Bench.class).setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(output)).setErr(new PrintWriter(errors))
            .execute("scale", "--sizes", "50", "--where", where, "--runs", "1", "--storm", "500", "--no-restart",
                "--json");
        assertEquals(0, status, () -> errors.toString().strip().replace("\n", " / "));
        final var figures = JsonParser.parseString(output.toString()).getAsJsonObject().getAsJsonObject("sizes")
            .getAsJsonObject("50");
        assertEquals(where, figures.get("where").getAsString());
        assertEquals(1, figures.get("runs").getAsInt());
        assertTrue(median(figures, "detect_to_gate_ms") > 0, figures.toString());
        assertTrue(median(figures, "gate_to_last_frame_ms") >= median(figures, "gate_to_first_frame_ms"),
            figures.toString());
        assertTrue(median(figures.getAsJsonObject("storm"), "detect_to_gate_ms") > 0, figures.toString());
        assertEquals(where.equals("emulator"), figures.get("reference").isJsonNull(), figures.toString());
        if (where.equals("ovs")) {
            assertTrue(median(figures.getAsJsonObject("reference"), "gate_to_last_frame_ms") > 0, figures.toString());
        }
        assertTrue(figures.get("learned_per_s").getAsDouble() > 0, figures.toString());
    }

    private static double median(final JsonObject figures, final String name) {
        return figures.getAsJsonObject(name).get("median").getAsDouble();
    }
}
