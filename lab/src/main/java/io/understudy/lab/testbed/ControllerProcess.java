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
import java.util.List;

/**
 * The process of the controller that {@code run controller} started.
 */
public final class ControllerProcess {
    private static final Duration QUICK = Duration.ofSeconds(10);

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

    private void signal(final String name) {
        ChildProcesses.run(List.of("kill", "-" + name, pid), QUICK);
    }
}
