/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens on a TCP port, as Linux tells it. Elsewhere it is unknown.
 */
final class ListeningPorts {
    /** Who listens. */
    enum Holder {
        /** This JVM. */
        OURS,
        /** Another process. */
        ANOTHER,
        /** No process. */
        NOBODY,
        /** This system does not tell. */
        UNKNOWN
    }

    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private final Path proc;

    /**
     * Asks a folder.
     *
     * @param proc that of the process, mostly /proc/self
     */
    ListeningPorts(final Path proc) {
        this.proc = proc;
    }

    /**
     * Who listens on a port, at any address.
     *
     * @param port its number
     * @return who
     */
    Holder of(final int port) {
        try {
            final var sockets = new HashSet<String>();
            for (var table : new String[] {"tcp", "tcp6"}) {
                final var file = proc.resolve("net").resolve(table);
                if (Files.exists(file)) {
                    collect(file, port, sockets);
                }
            }
            if (sockets.isEmpty()) {
                return Files.exists(proc.resolve("net/tcp")) ? Holder.NOBODY : Holder.UNKNOWN;
            }
            return holdsOne(sockets) ? Holder.OURS : Holder.ANOTHER;
        } catch (IOException e) {
            return Holder.UNKNOWN;
        }
    }

    private static void collect(final Path file, final int port, final Set<String> sockets) throws IOException {
        try (var lines = Files.lines(file)) {
            lines.skip(1).map(line -> line.strip().split("\\s+")).filter(words -> words.length > INODE)
                .filter(words -> words[STATE].equals(LISTENING))
                .filter(words -> port == Integer.parseInt(
                    words[ADDRESS].substring(words[ADDRESS].lastIndexOf(':') + 1), HEXADECIMAL))
                .forEach(words -> sockets.add("socket:[" + words[INODE] + "]"));
        }
    }

    private boolean holdsOne(final Set<String> sockets) throws IOException {
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // It was closed meanwhile.
                    return false;
                }
            });
        }
    }
}
