/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.restconf.RestconfClient;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The real distribution: started once for all tests of a lane, by the command that users have. It ends with the lane.
 */
public final class Distribution
        implements BeforeAllCallback, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final long START_MINUTES = 8;
    private static final Duration READY = Duration.ofMinutes(5);

    private static boolean running;
    private static ControllerLog log = ControllerLog.fromNow();

    @Override
    public void beforeAll(final ExtensionContext context) {
        if (!running) {
            start("--clean");
            running = true;
        }
        log = ControllerLog.fromNow();
    }

    @Override
    public void handleBeforeAllMethodExecutionException(final ExtensionContext context, final Throwable failure)
            throws Throwable {
        throw withLog(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(final ExtensionContext context, final Throwable failure)
            throws Throwable {
        throw withLog(failure);
    }

    @Override
    public void handleTestExecutionException(final ExtensionContext context, final Throwable failure)
            throws Throwable {
        throw withLog(failure);
    }

    private static Throwable withLog(final Throwable failure) {
        failure.addSuppressed(new AssertionError("What the controller logged:\n" + log.lately()));
        return failure;
    }

    /**
     * Stops it, for a test that needs its ports. The next class that needs the distribution starts it again.
     */
    public static void vacate() {
        if (running) {
            command("stop");
            running = false;
        }
    }

    /**
     * Starts it and waits until it can be used.
     */
    public static void start(final String... arguments) {
        final var words = new ArrayList<>(List.of("controller"));
        words.addAll(List.of(arguments));
        command(words.toArray(String[]::new));
        RestconfClient.local().awaitReady(READY);
    }

    /**
     * Copies what {@link #start} would start, so that nothing is copied while traffic is measured.
     */
    public static void prepare(final String... arguments) {
        final var words = new ArrayList<>(List.of("controller", "--prepare"));
        words.addAll(List.of(arguments));
        command(words.toArray(String[]::new));
    }

    /**
     * Takes testbeds down and starts the present build with an empty datastore, whatever ran before.
     */
    public static void startAnew() {
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
    public static void stop() {
        end(ProcessHandle::destroy);
    }

    private static void end(final Consumer<ProcessHandle> means) {
        final var process = ProcessHandle.of(pid()).orElseThrow(() -> new AssertionError("no controller runs"));
        means.accept(process);
        Awaitility.await("the controller's process has ended").atMost(READY).until(() -> !process.isAlive());
    }

    private static long pid() {
        try {
            return Long.parseLong(Files.readString(Lab.stateRoot().resolve("controller/pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void command(final String... arguments) {
        final var words = new ArrayList<String>();
        words.add(Shell.home().resolve("run").toString());
        words.addAll(List.of(arguments));
        final var output = Lab.stateRoot().resolve("log/distribution.log");
        try {
            // To a file, for a pipe would be held open by the controller that outlives the command.
            Files.createDirectories(output.getParent());
            final var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("UNDERSTUDY_STATE", Lab.stateRoot().toString());
            final var process = builder.start();
            if (!process.waitFor(START_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError(String.join(" ", words) + " failed:\n"
                    + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
