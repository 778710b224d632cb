/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.installation.check;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;

/**
 * What understudy:groups answers while there is nobody else to answer it.
 */
final class GroupsCommand implements Command {
    private final InstallationCheck check;

    GroupsCommand(final InstallationCheck check) {
        this.check = requireNonNull(check);
    }

    @Override
    public String getScope() {
        return "understudy";
    }

    @Override
    public String getName() {
        return "groups";
    }

    @Override
    public String getDescription() {
        return "Says why Understudy does not run";
    }

    @Override
    public Completer getCompleter(final boolean scoped) {
        return null;
    }

    @Override
    public Parser getParser() {
        return null;
    }

    @Override
    public Object execute(final Session session, final List<Object> arguments) {
        throw new IllegalStateException("Understudy does not run." + text(check.problems()));
    }

    private static String text(final List<String> problems) {
        final var text = new StringBuilder(64);
        problems.forEach(problem -> text.append("\n- ").append(problem));
        return text.toString();
    }
}
