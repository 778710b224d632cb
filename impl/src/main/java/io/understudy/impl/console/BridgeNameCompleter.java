/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.opendaylight.mdsal.binding.api.DataBroker;

/**
 * Completes bridges: those of the group that stands before on the line, else all.
 */
@Service
public final class BridgeNameCompleter implements Completer {
    @Reference
    private DataBroker broker;

    @Override
    public int complete(final Session session, final CommandLine commandLine, final List<String> candidates) {
        final var words = Arrays.asList(commandLine.getArguments());
        final var named = new TreeSet<String>();
        final var all = new TreeSet<String>();
        try {
            new DatastoreReader(broker).bridges().forEach((group, bridges) -> {
                all.addAll(bridges);
                if (words.contains(group)) {
                    named.addAll(bridges);
                }
            });
        } catch (CommandException e) {
            // The command itself will say it.
            return -1;
        }
        return new StringsCompleter(named.isEmpty() ? all : named).complete(session, commandLine, candidates);
    }
}
