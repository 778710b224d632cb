/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.console;

import com.google.gson.JsonObject;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.Announce;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.AnnounceInputBuilder;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.GroupName;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.failover.state.Group;

/**
 * Announces all local hosts of a group. That harms nobody, so nothing is asked.
 */
@Service
@Parsing(OptionsFirst.class)
@Command(scope = "understudy", name = "announce", description = "Announces all local hosts on the primary's uplink")
public final class AnnounceHosts extends OperationCommand {
    @Override
    String question(final Group state) {
        return "";
    }

    @Override
    String carryOut(final JsonObject outcome) throws CommandException {
        final var hosts = call(Announce.class, new AnnounceInputBuilder().setGroup(new GroupName(group())).build())
            .getHosts();
        outcome.addProperty("group", group());
        outcome.addProperty("hosts", hosts.toJava());
        return hosts + " hosts are being announced.";
    }
}
