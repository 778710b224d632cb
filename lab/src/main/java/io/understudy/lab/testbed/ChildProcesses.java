/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts the processes that a run needs beside itself, and ends those that still run when this one ends, however it
 * ends.
 */
public final class ChildProcesses {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final ProcessBuilder.Redirect NOTHING = ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<Runnable> AT_EXIT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::exit, "end-children"));
    }

    private ChildProcesses() {
        // only static methods
    }

    /**
     * Starts a process that runs beside this one.
     *
     * @param builder what to start
     * @return the process
     * @throws LabException if it cannot be started
     */
    public static Process start(final ProcessBuilder builder) {
        final Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LabException("Cannot start " + builder.command() + "; is it installed?", e);
        }
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    /**
     * Has something done when this process ends, after all children have ended.
     *
     * @param action what to do; it may start processes
     */
    static void atExit(final Runnable action) {
        AT_EXIT.add(action);
    }

    /**
     * Takes back what {@link #atExit} was told.
     *
     * @param action the same object
     */
    static void notAtExit(final Runnable action) {
        AT_EXIT.remove(action);
    }

    /**
     * Ends a process and waits until it is gone.
     *
     * @param process the process
     */
    public static void end(final Process process) {
        process.destroy();
        if (!waitFor(process, PATIENCE)) {
            process.destroyForcibly();
        }
    }

    /**
     * Runs a command to its end.
     *
     * @param command program and arguments
     * @param timeout how long it may take
     * @return its standard output
     * @throws LabException if it fails or takes longer; the message holds its standard error
     */
    public static String run(final List<String> command, final Duration timeout) {
        return run(new ProcessBuilder(command), timeout);
    }

    static String run(final ProcessBuilder builder, final Duration timeout) {
        final var command = String.join(" ", builder.command());
        final var process = start(builder.redirectInput(NOTHING));
        final var output = read(process.getInputStream());
        final var errors = read(process.getErrorStream());
        if (!waitFor(process, timeout)) {
            end(process);
            throw new LabException(command + " did not end within " + timeout + ": " + await(errors).strip());
        }
        if (process.exitValue() != 0) {
            throw new LabException(command + " failed with status " + process.exitValue() + ": "
                + await(errors).strip());
        }
        return await(output);
    }

    private static void exit() {
        final var children = List.copyOf(RUNNING);
        children.forEach(Process::destroy);
        children.forEach(ChildProcesses::end);
        AT_EXIT.forEach(Runnable::run);
    }

    private static CompletableFuture<String> read(final InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static String await(final CompletableFuture<String> text) {
        // Not for ever: something that the process left behind may hold its standard output.
        return text.completeOnTimeout("", PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static boolean waitFor(final Process process, final Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new LabException("Interrupted while waiting for a process", e);
        }
    }
}
