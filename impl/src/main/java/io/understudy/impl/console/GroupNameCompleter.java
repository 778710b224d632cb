/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import io.understudy.impl.text.Printable;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.opendaylight.mdsal.binding.api.DataBroker;

/**
 * Completes names of groups.
 */
@Service
public final class GroupNameCompleter implements Completer {
    @Reference
    private DataBroker broker;

    @Override
    public int complete(final Session session, final CommandLine commandLine, final List<String> candidates) {
        try {
            return new StringsCompleter(new DatastoreReader(broker).names().stream().filter(Printable::isPlain)
                .toList()).complete(session, commandLine, candidates);
        } catch (CommandException e) {
            // The command itself will say it.
            return -1;
        }
    }
}
