/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.SessionScheduling;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every processor of the machine busy: an endless loop for each, in a process of its own.
 */
final class BusyProcessors implements AutoCloseable {
    private final SessionScheduling grouping = SessionScheduling.off();
    private final List<Process> loops = new ArrayList<>();

    private BusyProcessors() {
        // see the factory
    }

    static BusyProcessors start() {
        final var busy = new BusyProcessors();
        for (int processor = 0; processor < Runtime.getRuntime().availableProcessors(); processor++) {
            busy.loops.add(ChildProcesses.start(new ProcessBuilder("sh", "-c", "while :; do :; done")));
        }
        return busy;
    }

    @Override
    public void close() {
        loops.forEach(ChildProcesses::end);
        grouping.close();
    }
}
