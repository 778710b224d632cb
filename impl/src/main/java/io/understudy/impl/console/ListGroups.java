/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.understudy.installation.Installation;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.opendaylight.mdsal.binding.api.DataBroker;
import org.opendaylight.mdsal.dom.api.DOMDataBroker;
import org.opendaylight.mdsal.dom.api.DOMSchemaService;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * Lists all groups, so that one sees at a glance which of them need attention.
 */
@Service
@Command(scope = "understudy", name = "groups", description = "Lists the failover groups and their status")
public final class ListGroups implements Action {
    private static final List<String> LEAVES =
        List.of("name", "status", "status-reason", "primary", "statistics");
    private static final int NAME_WIDTH = 20;
    private static final int REASON_WIDTH = 36;

    @Option(name = "--json", description = "Print JSON, with the names that RESTCONF uses")
    private boolean json;

    @Reference
    private DataBroker broker;

    @Reference
    private DOMDataBroker domBroker;

    @Reference
    private DOMSchemaService schema;

    @Reference(optional = true)
    private Installation installation;

    @Reference
    private Session session;

    @Override
    public Object execute() throws CommandException {
        if (json) {
            final var groups = new JsonArray();
            new JsonReport(domBroker, schema).groups().forEach(group ->
                groups.add(Members.of(group.getAsJsonObject(), LEAVES)));
            final var answer = new JsonObject();
            answer.add("group", groups);
            session.getConsole().println(JsonReport.text(answer));
        } else {
            print(new DatastoreReader(broker).states());
        }
        return null;
    }

    private void print(final List<Group> groups) {
        final var table = new ShellTable().emptyTableText("no group is configured; see docs/restconf.md");
        table.column("Group").maxSize(NAME_WIDTH).wrap(true);
        table.column("Status");
        table.column("Primary");
        table.column("Hosts").alignRight();
        table.column("Why not protected, and what to do").maxSize(REASON_WIDTH).wrap(true);
        for (var group : groups) {
            final var statistics = group.getStatistics();
            table.addRow().addContent(Text.of(group.requireName()), Text.of(group.getStatus()),
                Text.of(group.getPrimary()),
                statistics == null ? "-" : Text.of(statistics.getHosts()),
                Text.of(group.getStatusReason()));
        }
        table.print(session.getConsole());
        if (installation != null) {
            installation.problems().forEach(problem -> session.getConsole().println("Installation: " + problem));
        }
    }
}
