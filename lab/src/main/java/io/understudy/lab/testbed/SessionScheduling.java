/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's grouping of processes by session ({@code kernel.sched_autogroup_enabled}), switched off for a while.
 *
 * <p>With it, and with all processors busy, whole sessions were seen to wait for a processor for up to 7.8 s (Linux
 * 6.18, two processors), the controller's and the bridges' alike. Services of systemd are in control groups of their
 * own and know no such grouping, so it is no part of what a testbed should show.
 */
public final class SessionScheduling implements AutoCloseable {
    private static final Path SETTING = Path.of("/proc/sys/kernel/sched_autogroup_enabled");
    private static final String ON = "1";
    private static final String OFF = "0";

    private final Runnable restoration = () -> set(ON);
    private final boolean changed;

    private SessionScheduling(final boolean changed) {
        this.changed = changed;
        if (changed) {
            ChildProcesses.atExit(restoration);
            set(OFF);
        }
    }

    /**
     * Switches it off, if this kernel has it and it is on.
     *
     * @return what to close to have it as it was; it is restored, too, when this process ends
     * @throws LabException if the kernel does not allow it
     */
    public static SessionScheduling off() {
        try {
            return new SessionScheduling(Files.exists(SETTING) && Files.readString(SETTING).strip().equals(ON));
        } catch (IOException e) {
            throw new LabException("Cannot read " + SETTING, e);
        }
    }

    @Override
    public void close() {
        if (changed) {
            ChildProcesses.notAtExit(restoration);
            restoration.run();
        }
    }

    private static void set(final String value) {
        try {
            Files.writeString(SETTING, value, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new LabException("Cannot set " + SETTING + " to " + value, e);
        }
    }
}
