/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the controller of this lane logs from a moment on.
 */
final class ControllerLog {
    /** Warnings, errors and the events of groups. */
    private static final Pattern OF_INTEREST =
        Pattern.compile("^[^|]*\\| (?:(?:WARN|ERROR) |[^|]*\\|[^|]*\\| events ).*");
    private static final int MOST_LINES = 15;
    private static final int LONGEST_LINE = 300;

    private final long begin;

    private ControllerLog(final long begin) {
        this.begin = begin;
    }

    static ControllerLog fromNow() {
        try {
            return new ControllerLog(Files.exists(file()) ? Files.size(file()) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        return Lab.stateRoot().resolve("controller/log/karaf.log");
    }

    /** Empty where there is no log. */
    String text() {
        try {
            if (!Files.exists(file())) {
                return "";
            }
            final var all = Files.readAllBytes(file());
            final int from = begin <= all.length ? (int) begin : 0;
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines that tell what a failed test may have met. */
    String lately() {
        final var lines = text().lines().filter(OF_INTEREST.asMatchPredicate())
            .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE))).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }
}
