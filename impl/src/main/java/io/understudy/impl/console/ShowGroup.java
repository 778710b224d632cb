/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.Bridge;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.group.LastFailover;

/**
 * Shows all that is to be known of a group but its hosts and events.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "group", description = "Shows a failover group: status, bridges, evidence, ports,"
    + " last failover")
public final class ShowGroup extends GroupCommand {
    private static final Set<String> LISTS = Set.of("host", "remote-host", "event");

    @Override
    JsonObject select(final JsonObject group) {
        final var names = new LinkedHashSet<>(group.keySet());
        names.removeAll(LISTS);
        return Members.of(group, names);
    }

    @Override
    void print(final Group state, final PrintStream out) {
        out.println("Group " + Text.of(state.requireName()) + ": " + Text.of(state.getStatus())
            + (state.getPrimary() == null ? ", no primary" : ", primary " + state.getPrimary().getValue()));
        final var reason = Text.of(state.getStatusReason());
        if (!reason.isEmpty()) {
            Paragraph.print("Why: " + reason, out);
        }
        out.println("Verdict: " + Text.of(state.getVerdict()));
        final var statistics = state.getStatistics();
        if (statistics != null) {
            out.println("Hosts: " + Text.of(statistics.getHosts()) + " local, " + Text.of(statistics.getRemoteHosts())
                + " remote; failovers: " + Text.of(statistics.getFailovers()));
        }
        out.println();
        bridges(state, out);
        out.println();
        ports(state, out);
        if (state.getLastFailover() != null) {
            out.println();
            lastFailover(state.getLastFailover(), out);
        }
    }

    private static void bridges(final Group state, final PrintStream out) {
        final var table = new ShellTable().emptyTableText("the group has no bridges");
        for (var header : new String[] {"Bridge", "Role", "Gate", "Healthy", "Control", "Heartbeat", "Path",
            "Upstream", "Pipeline"}) {
            table.column(header);
        }
        sorted(state).forEach(bridge -> {
            final var evidence = bridge.getEvidence();
            final var heartbeat = evidence.getHeartbeat();
            table.addRow().addContent(Text.of(bridge.requireNodeId()), Text.of(bridge.getRole()),
                Text.of(bridge.getGate()), Boolean.TRUE.equals(bridge.getMaintenance()) ? "maint."
                    : Text.of(bridge.getHealthy()),
                Text.of(evidence.getChannel().getState()), Text.of(heartbeat.getState())
                    + (heartbeat.getRoundTripTime() == null ? "" : " "
                        + Text.millis(heartbeat.getRoundTripTime().toJava())),
                Text.of(evidence.getPathProbe().getState()), Text.of(evidence.getUpstream().getState()),
                bridge.getPipelineVersion() == null ? "-" : "version " + bridge.getPipelineVersion());
        });
        table.print(out);
    }

    private static void ports(final Group state, final PrintStream out) {
        final var table = new ShellTable().emptyTableText("no ports are known");
        table.column("Bridge");
        table.column("Port");
        table.column("Number").alignRight();
        table.column("Usage");
        table.column("Link");
        sorted(state).forEach(bridge -> bridge.getEvidence().nonnullPort().values().forEach(port ->
            table.addRow().addContent(Text.of(bridge.requireNodeId()), Text.of(port.requireName()),
                port.getNumber() == null ? "-" : port.getNumber().toString(), Text.of(port.getUsage()),
                Text.of(port.getState()))));
        table.print(out);
    }

    private static List<Bridge> sorted(final Group state) {
        return state.nonnullBridge().values().stream().filter(bridge -> bridge.getEvidence() != null)
            .sorted(Comparator.comparing(bridge -> bridge.requireNodeId().getValue())).toList();
    }

    private static void lastFailover(final LastFailover last, final PrintStream out) {
        Paragraph.print("Last move: " + Text.second(last.getDetectedAt()) + " UTC, "
            + (last.getFrom() == null ? "" : "from " + last.getFrom().getValue() + " ")
            + "to " + (last.getTo() == null ? "-" : last.getTo().getValue()) + ", cause " + Text.of(last.getCause())
            + ": " + Text.of(last.getDetail()), out);
        final var table = new ShellTable();
        table.column("Phase, after the decision").alignLeft();
        table.column("Time").alignRight();
        table.addRow().addContent("suspected before it", Text.millis(last.getSuspectedBefore()));
        table.addRow().addContent("old gate closed", Text.millis(last.getFenced()));
        table.addRow().addContent("new gate open", Text.millis(last.getGateOpen()));
        table.addRow().addContent("first announcement", Text.millis(last.getFirstAnnouncement()));
        table.addRow().addContent("last announcement", Text.millis(last.getLastAnnouncement()));
        table.print(out);
        out.println("Hosts announced: " + (last.getHostsAnnounced() == null ? "-" : last.getHostsAnnounced()));
    }
}
