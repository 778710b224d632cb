/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.restconf.RestconfClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real distribution: started once for all system tests by the command that users have, and stopped after the last.
 */
public final class Distribution implements BeforeAllCallback {
    private static final long START_MINUTES = 5;
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Path HOME = Path.of(System.getProperty("understudy.home", "..")).toAbsolutePath().normalize();

    private static final class Running implements AutoCloseable {
        Running() {
            start("--clean");
        }

        @Override
        public void close() {
            command("stop");
        }
    }

    @Override
    public void beforeAll(final ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class.getName(), name -> new Running(), Running.class);
    }

    static void start(final String... arguments) {
        final var words = new ArrayList<>(List.of("controller"));
        words.addAll(List.of(arguments));
        command(words.toArray(String[]::new));
        RestconfClient.local().awaitReady(READY);
    }

    /**
     * Copies what {@link #start} would start, so that nothing is copied while traffic is measured.
     */
    static void prepare(final String... arguments) {
        final var words = new ArrayList<>(List.of("controller", "--prepare"));
        words.addAll(List.of(arguments));
        command(words.toArray(String[]::new));
    }

    /**
     * Takes testbeds down and starts the present build with an empty datastore, whatever ran before.
     */
    static void startAnew() {
        command("stop");
        start("--clean");
    }

    /**
     * Kills the controller's process as a power failure would.
     */
    static void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /**
     * Stops the controller's process as its service is stopped for an upgrade. Testbeds stay.
     */
    static void stop() {
        end(ProcessHandle::destroy);
    }

    private static void end(final Consumer<ProcessHandle> means) {
        final var process = ProcessHandle.of(pid()).orElseThrow(() -> new AssertionError("no controller runs"));
        means.accept(process);
        Awaitility.await("the controller's process has ended").atMost(READY).until(() -> !process.isAlive());
    }

    private static long pid() {
        final var state = System.getProperty("understudy.state", HOME.resolve(".understudy").toString());
        try {
            return Long.parseLong(Files.readString(Path.of(state, "controller", "pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void command(final String... arguments) {
        final var words = new ArrayList<String>();
        words.add(HOME.resolve("run").toString());
        words.addAll(List.of(arguments));
        try {
            // To a file, for a pipe would be held open by the controller that outlives the command.
            final var process = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(HOME.resolve("lab/target/distribution.log").toFile()).start();
            if (!process.waitFor(START_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError(String.join(" ", words) + " failed:\n"
                    + Files.readString(HOME.resolve("lab/target/distribution.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
