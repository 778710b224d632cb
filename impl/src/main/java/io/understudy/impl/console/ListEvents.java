/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Comparator;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Event;

/**
 * Lists the last events of a group, the newest at the bottom.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "events", description = "Lists the last events of a failover group")
public final class ListEvents extends GroupCommand {
    private static final int TEXT_WIDTH = 60;

    @Option(name = "--last", valueToShowInHelp = "all", description = "Only so many, the newest")
    private int last = Integer.MAX_VALUE;

    @Override
    JsonObject select(final JsonObject group) {
        final long newest = group.has("event") ? group.getAsJsonArray("event").asList().stream()
            .mapToLong(event -> id(event.getAsJsonObject())).max().orElse(0) : 0;
        final var answer = new JsonObject();
        answer.add("name", group.get("name"));
        answer.add("event", Members.filtered(group, "event", event -> id(event) > newest - last));
        return answer;
    }

    private static long id(final JsonObject event) {
        return event.get("id").getAsLong();
    }

    @Override
    void print(final Group state, final PrintStream out) {
        final var events = state.nonnullEvent().values().stream()
            .sorted(Comparator.comparing(Event::requireId)).toList();
        final var table = new ShellTable().emptyTableText("no event has happened");
        table.column("Time (UTC)");
        table.column("Severity");
        table.column("Event").maxSize(TEXT_WIDTH).wrap(true);
        events.stream().skip(Math.max(0, events.size() - (long) last)).forEach(event -> table.addRow().addContent(
            Text.second(event.getTime()), Text.of(event.getSeverity()), Text.of(event.getText())));
        table.print(out);
    }
}
