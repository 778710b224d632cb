/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.understudy.installation.Installation;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * Lists all groups, so that one sees at a glance which of them need attention.
 */
@Service
@Command(scope = "understudy", name = "groups", description = "Lists the failover groups and their status")
public final class ListGroups extends ShowCommand {
    private static final List<String> LEAVES =
        List.of("name", "status", "status-reason", "primary", "statistics");
    private static final int NAME_WIDTH = 20;
    private static final int REASON_WIDTH = 36;

    @Reference(optional = true)
    private Installation installation;

    @Override
    JsonObject json(final DatastoreReader reader, final JsonReport report) throws CommandException {
        final var groups = new JsonArray();
        report.groups().forEach(group -> groups.add(Members.of(group.getAsJsonObject(), LEAVES)));
        final var answer = new JsonObject();
        answer.add("group", groups);
        return answer;
    }

    @Override
    void show(final DatastoreReader reader, final PrintStream out) throws CommandException {
        final var table = new ShellTable().emptyTableText("no group is configured; see docs/restconf.md");
        table.column("Group").maxSize(NAME_WIDTH).wrap(true);
        table.column("Status");
        table.column("Primary");
        table.column("Hosts").alignRight();
        table.column("Why not protected, and what to do").maxSize(REASON_WIDTH).wrap(true);
        for (var group : reader.states()) {
            final var statistics = group.getStatistics();
            table.addRow().addContent(Text.of(group.requireName()), Text.of(group.getStatus()),
                Text.of(group.getPrimary()),
                statistics == null ? "-" : Text.of(statistics.getHosts()),
                Text.of(group.getStatusReason()));
        }
        table.print(out);
        if (installation != null) {
            installation.problems().forEach(problem -> out.println("Installation: " + problem));
        }
    }
}
