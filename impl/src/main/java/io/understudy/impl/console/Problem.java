/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

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
        return new CommandException("Error: " + text, text);
    }

    static CommandException of(final String text, final Throwable cause) {
        return new CommandException("Error: " + text, text, cause);
    }
}
