/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Karaf's console of the distribution, by SSH.
 */
public final class Console implements AutoCloseable {
    private final Path folder;
    private final Path password;

    public Console() {
        try {
            folder = Files.createTempDirectory("understudy-console");
            password = folder.resolve("password");
            Files.writeString(password, "#!/bin/sh\necho karaf\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one command.
     *
     * @param command the command
     * @return its outcome
     */
    public Shell.Outcome run(final String command) {
        return ssh(List.of(command), "");
    }

    /**
     * Types into a session of a terminal.
     *
     * @param keys what is typed; it must end the session
     * @return what was shown
     */
    Shell.Outcome type(final String keys) {
        return ssh(List.of("-tt"), keys);
    }

    private Shell.Outcome ssh(final List<String> arguments, final String input) {
        final var words = new ArrayList<>(List.of("ssh", "-F", "none", "-p", "8101", "-l", "karaf",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            "-o", "PreferredAuthentications=password,keyboard-interactive", "-o", "NumberOfPasswordPrompts=1"));
        if (arguments.equals(List.of("-tt"))) {
            words.add("-tt");
        }
        words.add("127.0.0.1");
        if (!arguments.equals(List.of("-tt"))) {
            words.addAll(arguments);
        }
        final var outcome = Shell.run(words, Map.of("SSH_ASKPASS", password.toString(), "SSH_ASKPASS_REQUIRE", "force",
            "DISPLAY", "none", "TERM", "xterm"), input);
        // Karaf may end the connection before the client does, which then says so behind the output of the command.
        return new Shell.Outcome(outcome.status(), outcome.output().replaceFirst(
            "(?m)^Connection to \\S+ closed by remote host\\.\\s*\\z", ""));
    }

    @Override
    public void close() {
        try {
            Files.delete(password);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
