/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Switchover;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.SwitchoverInputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * Moves the role of a group to its other bridge.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "switchover", description = "Moves the role of primary to the other bridge")
public final class SwitchRole extends OperationCommand {
    @Argument(index = 1, name = "bridge", description = "The bridge that shall forward; the present secondary if not"
        + " given")
    @Completion(BridgeNameCompleter.class)
    private String bridge;

    @Option(name = "--reason", valueToShowInHelp = "", description = "Goes into the list of events")
    private String reason;

    @Override
    String question(final Group state) throws CommandException {
        if (bridge != null) {
            Bridges.id(bridge);
        }
        final var primary = state.getPrimary() == null ? "no bridge" : state.getPrimary().getValue();
        return "Now " + primary + " forwards for group " + group() + ". "
            + (bridge == null ? "The other bridge" : bridge) + " will take over; frames may be lost for some"
            + " milliseconds.";
    }

    @Override
    String carryOut(final JsonObject outcome) throws CommandException {
        final var input = new SwitchoverInputBuilder().setGroup(new GroupName(group()))
            .setTo(bridge == null ? null : Bridges.id(bridge));
        try {
            input.setReason(reason);
        } catch (IllegalArgumentException e) {
            throw Problem.of("the reason has " + reason.length() + " characters; give at most 256", e);
        }
        call(Switchover.class, input.build());
        outcome.addProperty("group", group());
        outcome.addProperty("switchover", true);
        return "The role has moved. To see how: understudy:group " + group();
    }
}
