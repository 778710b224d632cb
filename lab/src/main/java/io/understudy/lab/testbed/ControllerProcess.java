/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The process of the controller that {@code run controller} started.
 */
public final class ControllerProcess {
    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration HISTOGRAM_PATIENCE = Duration.ofMinutes(2);

    private final String pid;
    private final Runnable resumption = this::resume;

    private ControllerProcess(final String pid) {
        this.pid = requireNonNull(pid);
    }

    /**
     * Finds it.
     *
     * @return the process
     * @throws LabException if none runs
     */
    public static ControllerProcess find() {
        final var folder = Lab.stateRoot().resolve("controller");
        try {
            final var pid = Files.readString(folder.resolve("pid")).strip();
            // The number may belong to another process by now; the controller works in its folder.
            if (Files.readSymbolicLink(Path.of("/proc", pid, "cwd")).equals(folder.toRealPath().resolve("karaf"))) {
                return new ControllerProcess(pid);
            }
        } catch (IOException e) {
            throw new LabException("No controller of this checkout runs; start one with: ./run controller", e);
        }
        throw new LabException("No controller of this checkout runs; start one with: ./run controller");
    }

    /**
     * Stops it where it is, as a machine that is suspended would; its connections stay. It goes on with
     * {@link #resume()}, or when this process ends.
     */
    public void pause() {
        ChildProcesses.atExit(resumption);
        signal("STOP");
    }

    /**
     * Lets it go on.
     */
    public void resume() {
        ChildProcesses.notAtExit(resumption);
        signal("CONT");
    }

    /**
     * Kills it, as a power failure would, and waits until it is gone.
     */
    public void kill() {
        final var process = ProcessHandle.of(Long.parseLong(pid));
        signal("KILL");
        Awaitility.await("end of the controller").atMost(QUICK)
            .until(() -> process.map(handle -> !handle.isAlive()).orElse(true));
    }

    /**
     * Starts one, as {@code run controller} does, with the datastore that it had.
     *
     * @return the process, which can be used already
     * @throws LabException if it does not start
     */
    public static ControllerProcess launch() {
        final var script = Lab.home().resolveSibling("run").toString();
        // To a file, for a pipe would be held open by the controller, which outlives the command.
        final var log = Lab.stateRoot().resolve("launch.log").toFile();
        final var builder = new ProcessBuilder(script, "controller").redirectErrorStream(true).redirectOutput(log);
        final var process = ChildProcesses.start(builder);
        Awaitility.await("start of the controller; see " + log).atMost(START_PATIENCE)
            .until(() -> !process.isAlive());
        if (process.exitValue() != 0) {
            throw new LabException("The controller did not start; see " + log);
        }
        return find();
    }

    /**
     * When it was started.
     *
     * @return wall clock, to some milliseconds
     */
    public Instant startedAt() {
        return ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().startInstant())
            .orElseThrow(() -> new LabException("The controller has ended"));
    }

    /**
     * How much it has used of the processors.
     *
     * @return the sum of all its threads' time, to some milliseconds
     */
    public Duration processorTime() {
        return ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow(() -> new LabException("The controller has ended"));
    }

    /**
     * What it still needs, after all else was collected. It stands still for the time that this takes.
     *
     * @return its live objects
     */
    public HeapHistogram liveObjects() {
        final var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return HeapHistogram.parse(
            ChildProcesses.run(List.of(tool, pid, "GC.class_histogram"), HISTOGRAM_PATIENCE));
    }

    private void signal(final String name) {
        ChildProcesses.run(List.of("kill", "-" + name, pid), QUICK);
    }
}
