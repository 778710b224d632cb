/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.installation.check.ListeningPorts.Holder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningPortsTest {
    private static final Path SELF = Path.of("/proc/self");

    @TempDir
    private Path proc;

    @Test
    void aPortOfOursIsOursUntilItIsClosed() throws IOException {
        assumeTrue(Files.exists(SELF.resolve("net/tcp")), "Linux tells");
        final var ports = new ListeningPorts(SELF);
        final int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
            assertEquals(Holder.OURS, ports.of(port));
        }
        assertEquals(Holder.NOBODY, ports.of(port));
    }

    @Test
    void aPortWhoseSocketWeDoNotHoldIsAnothers() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("fd"));
        Files.writeString(proc.resolve("net/tcp6"), "  sl  local_address remote_address st ...\n"
            + "   0: 00000000000000000000000000000000:19FD 00000000000000000000000000000000:0000 0A 00000000:00000000"
            + " 00:00000000 00000000     0        0 4711 1\n"
            + "   1: 00000000000000000000000000000000:19FE 00000000000000000000000000000000:0000 01 00000000:00000000"
            + " 00:00000000 00000000     0        0 4712 1\n");
        final var ports = new ListeningPorts(proc);
        assertEquals(Holder.ANOTHER, ports.of(6653));
        Files.createSymbolicLink(proc.resolve("fd/9"), Path.of("socket:[4711]"));
        assertEquals(Holder.OURS, ports.of(6653));
    }

    @Test
    void whereTheSystemDoesNotTellItIsUnknown() {
        assertEquals(Holder.UNKNOWN, new ListeningPorts(proc).of(6653));
    }
}
