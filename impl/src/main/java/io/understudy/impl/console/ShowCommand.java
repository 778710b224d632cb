/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMSchemaService;

/**
 * A command that shows something of what the datastore tells, for people or for programs.
 */
abstract class ShowCommand implements Action {
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
        final var reader = new DatastoreReader(broker);
        final var out = session.getConsole();
        if (json) {
            out.println(JsonReport.text(json(reader, new JsonReport(domBroker, schema))));
        } else {
            show(reader, out);
        }
        return null;
    }

    /**
     * Prints for people.
     *
     * @param reader reads what is shown
     * @param out where to
     * @throws CommandException if there is no such thing, or an option cannot be understood
     */
    abstract void show(DatastoreReader reader, PrintStream out) throws CommandException;

    /**
     * Selects what is printed for programs.
     *
     * @param reader says what there is
     * @param report makes JSON of it
     * @return what was asked for
     * @throws CommandException if there is no such thing, or an option cannot be understood
     */
    abstract JsonObject json(DatastoreReader reader, JsonReport report) throws CommandException;
}
