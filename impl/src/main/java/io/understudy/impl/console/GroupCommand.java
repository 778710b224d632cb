/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * A command that shows something of one group.
 */
abstract class GroupCommand extends ShowCommand {
    /** What tables fit into, in columns. */
    static final int WIDTH = 100;

    @Argument(index = 0, name = "group", description = "Name of the group", required = true)
    @Completion(GroupNameCompleter.class)
    private String name;

    @Override
    final void show(final DatastoreReader reader, final PrintStream out) throws CommandException {
        print(reader.state(name), out);
    }

    @Override
    final JsonObject json(final DatastoreReader reader, final JsonReport report) throws CommandException {
        // if there is none, it says which there are
        reader.state(name);
        return select(report.group(name)
            .orElseThrow(() -> Problem.of("group '" + name + "' has just been removed")));
    }

    /**
     * Prints for people.
     *
     * @param state the group
     * @param out where to
     * @throws CommandException if an option cannot be understood
     */
    abstract void print(Group state, PrintStream out) throws CommandException;

    /**
     * Leaves what was asked for.
     *
     * @param group the whole group
     * @return what is printed
     * @throws CommandException if an option cannot be understood
     */
    abstract JsonObject select(JsonObject group) throws CommandException;
}
