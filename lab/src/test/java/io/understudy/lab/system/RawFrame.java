/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.testbed.ChildProcesses;
import io.understudy.lab.testbed.Host;
import io.understudy.lab.testbed.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Puts frames on the wire as they are.
 */
final class RawFrame {
    private static final Duration QUICK = Duration.ofSeconds(20);

    private RawFrame() {
        // only a function
    }

    /**
     * Lets a host send a frame.
     *
     * @param frame the frame, whose source may be another
     * @param host the host
     * @param folder a folder to work in
     */
    static void send(final byte[] frame, final Host host, final Path folder) {
        final var file = folder.resolve("frame");
        try {
            Files.write(file, frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcesses.run(Lab.inNamespace(host.namespace(), List.of("socat", "-u", "OPEN:" + file,
            "INTERFACE:" + Host.INTERFACE)), QUICK);
    }
}
