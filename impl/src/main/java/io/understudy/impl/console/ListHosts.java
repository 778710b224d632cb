/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IpAddressNoZone;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * Lists the hosts that a group has learned.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "hosts", description = "Lists the hosts of a failover group")
public final class ListHosts extends GroupCommand {
    private static final int ADDRESS_WIDTH = 39;
    private static final int LAST_VLAN = 4094;

    @Option(name = "--mac", valueToShowInHelp = "", description = "Only MAC addresses that contain this text")
    private String mac;

    @Option(name = "--ip", valueToShowInHelp = "", description = "Only IP addresses that contain this text")
    private String ip;

    @Option(name = "--vlan", valueToShowInHelp = "", description = "Only hosts in this VLAN, 0 for untagged")
    private Integer vlan;

    @Override
    JsonObject select(final JsonObject group) throws CommandException {
        check();
        final var answer = new JsonObject();
        answer.add("name", group.get("name"));
        for (var list : new String[] {"host", "remote-host"}) {
            answer.add(list, Members.filtered(group, list, this::isWanted));
        }
        return answer;
    }

    private boolean isWanted(final JsonObject host) {
        final var addresses = new StringBuilder();
        if (host.has("ip-address")) {
            host.getAsJsonArray("ip-address").forEach(address -> addresses.append(address.getAsString()).append(' '));
        }
        return isWanted(host.get("vlan-id").getAsInt(), host.get("mac").getAsString(), addresses.toString());
    }

    private boolean isWanted(final int hostVlan, final String hostMac, final String addresses) {
        return (vlan == null || vlan == hostVlan)
            && (mac == null || hostMac.contains(mac.toLowerCase(Locale.ROOT).replace('-', ':')))
            && (ip == null || addresses.contains(ip.toLowerCase(Locale.ROOT)));
    }

    private void check() throws CommandException {
        if (vlan != null && (vlan < 0 || vlan > LAST_VLAN)) {
            throw Problem.of("--vlan " + vlan + " is no VLAN; give 1 to " + LAST_VLAN + ", or 0 for untagged");
        }
    }

    @Override
    void print(final Group state, final PrintStream out) throws CommandException {
        check();
        final var table = new ShellTable().emptyTableText(isFiltered() ? "no host matches" : "no host is known yet");
        table.column("VLAN").alignRight();
        table.column("MAC");
        table.column("IP addresses").maxSize(ADDRESS_WIDTH).wrap(true);
        table.column("Behind");
        table.column("Last seen (UTC)");
        int shown = 0;
        for (var host : state.nonnullHost().values()) {
            final var addresses = addresses(host.getIpAddress());
            if (isWanted(host.requireVlanId().getValue().toJava(), host.requireMac().getValue(), addresses)) {
                shown++;
                table.addRow().addContent(Text.of(host.getVlanId()), host.requireMac().getValue(), addresses,
                    "trunk " + host.getTrunkPort(), Text.second(host.getLastSeen()));
            }
        }
        for (var host : state.nonnullRemoteHost().values()) {
            final var addresses = addresses(host.getIpAddress());
            if (isWanted(host.requireVlanId().getValue().toJava(), host.requireMac().getValue(), addresses)) {
                shown++;
                table.addRow().addContent(Text.of(host.getVlanId()), host.requireMac().getValue(), addresses, "uplink",
                    Text.second(host.getLastSeen()));
            }
        }
        table.print(out);
        out.println(shown + (shown == 1 ? " host" : " hosts"));
    }

    private boolean isFiltered() {
        return mac != null || ip != null || vlan != null;
    }

    private static String addresses(final Collection<IpAddressNoZone> addresses) {
        if (addresses == null) {
            return "";
        }
        return addresses.stream().map(Text::of)
            .collect(Collectors.joining(" "));
    }
}
