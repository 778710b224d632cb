/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import io.understudy.impl.text.Printable;
import org.apache.karaf.shell.support.CommandException;

/**
 * What is told to who typed a command that could not be carried out. Karaf prints it without a stack trace, and the
 * status of the command is 1.
 */
final class Problem {
    private Problem() {
        // only functions
    }

    static CommandException of(final String text) {
        final var line = Printable.of(text);
        return new CommandException("Error: " + line, line);
    }

    static CommandException of(final String text, final Throwable cause) {
        final var line = Printable.of(text);
        return new CommandException("Error: " + line, line, cause);
    }
}
