/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs as a person runs them in a terminal.
 */
public final class Shell {
    private static final long PATIENCE_SECONDS = 300;

    /**
     * What a program left behind.
     *
     * @param status its exit status
     * @param output what it printed, errors as well
     */
    public record Outcome(int status, String output) {
        List<String> lines() {
            return output.lines().toList();
        }

        @Override
        public String toString() {
            return "status " + status + ":\n" + output;
        }
    }

    private Shell() {
        // only functions
    }

    /**
     * Runs a program to its end.
     *
     * @param words the program and its arguments
     * @param environment what it gets beside ours
     * @param input what is typed
     * @return the outcome
     */
    public static Outcome run(final List<String> words, final Map<String, String> environment, final String input) {
        try {
            final var typed = Files.createTempFile("understudy", ".input");
            final var printed = Files.createTempFile("understudy", ".output");
            try {
                Files.writeString(typed, input);
                final var builder = new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectInput(typed.toFile()).redirectOutput(printed.toFile());
                builder.environment().putAll(environment);
                final var process = builder.start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(words + " did not end; so far:\n" + Files.readString(printed));
                }
                return new Outcome(process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
            } finally {
                Files.delete(typed);
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * Runs a script of bash, which ends with its first command that fails.
     *
     * @param script the script
     * @return the outcome
     */
    public static Outcome bash(final String script) {
        return run(List.of("bash", "-euo", "pipefail", "-c", script), Map.of(), "");
    }

    /**
     * The folder of the checkout.
     *
     * @return the folder
     */
    public static Path home() {
        return Path.of(System.getProperty("understudy.home", "..")).toAbsolutePath().normalize();
    }
}
