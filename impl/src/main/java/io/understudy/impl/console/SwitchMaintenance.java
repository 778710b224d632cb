/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenance;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SetMaintenanceInputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * Takes a bridge out of service, or back into it.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "maintenance", description = "Takes a bridge out of service, or back into it")
public final class SwitchMaintenance extends OperationCommand {
    private static final String ON = "on";
    private static final String OFF = "off";

    @Argument(index = 1, name = "bridge", description = "The bridge", required = true)
    @Completion(BridgeNameCompleter.class)
    private String bridge;

    @Argument(index = 2, name = "mode", description = "on to take it out of service, off to take it back",
        required = true)
    @Completion(value = StringsCompleter.class, values = {ON, OFF})
    private String mode;

    @Override
    String question(final Group state) throws CommandException {
        Bridges.id(bridge);
        if (!ON.equals(mode)) {
            return "";
        }
        final boolean forwards = state.getPrimary() != null && state.getPrimary().getValue().equals(bridge);
        return bridge + " will be out of service" + (forwards ? ", and the other bridge takes over first" : "")
            + "; until it is back, group " + group() + " survives no failure.";
    }

    @Override
    String carryOut(final JsonObject outcome) throws CommandException {
        if (!ON.equals(mode) && !OFF.equals(mode)) {
            throw Problem.of("'" + mode + "' is neither on nor off");
        }
        final boolean enabled = ON.equals(mode);
        call(SetMaintenance.class, new SetMaintenanceInputBuilder().setGroup(new GroupName(group()))
            .setNodeId(Bridges.id(bridge)).setEnabled(enabled).build());
        outcome.addProperty("group", group());
        outcome.addProperty("node-id", bridge);
        outcome.addProperty("maintenance", enabled);
        return bridge + (enabled ? " is out of service. To end it: understudy:maintenance " + group() + " " + bridge
            + " off" : " is in service again.");
    }
}
