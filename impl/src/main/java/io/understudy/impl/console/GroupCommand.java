/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMSchemaService;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * A command that shows something of one group.
 */
abstract class GroupCommand implements Action {
    /** What tables fit into, in columns. */
    static final int WIDTH = 100;

    @Argument(index = 0, name = "group", description = "Name of the group", required = true)
    @Completion(GroupNameCompleter.class)
    private String name;

    @Option(name = "--json", description = "Print JSON, with the names that RESTCONF uses")
    private boolean json;

    @Reference
    private DataBroker broker;

    @Reference
    private DOMDataBroker domBroker;

    @Reference
    private DOMSchemaService schema;

    @Reference
    private Session session;

    @Override
    public final Object execute() throws CommandException {
        final var state = new DatastoreReader(broker).state(name);
        if (json) {
            final var group = new JsonReport(domBroker, schema).group(name)
                .orElseThrow(() -> Problem.of("group '" + name + "' has just been removed"));
            out().println(JsonReport.text(select(group)));
        } else {
            print(state, out());
        }
        return null;
    }

    private PrintStream out() {
        return session.getConsole();
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
