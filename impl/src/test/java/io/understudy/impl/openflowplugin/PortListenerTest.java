/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.openflowplugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.impl.openflow.PortDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.inventory.rev130819.FlowCapableNodeConnectorBuilder;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.port.rev130925.PortConfig;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.types.port.rev130925.flow.capable.port.StateBuilder;

/**
 * How the inventory's ports are read.
 */
final class PortListenerTest {
    @ParameterizedTest(name = "link down {0}, shut down {1}, live {2}: up {3}")
    @CsvSource({
        "false, false, true,  true",
        "false, false, false, true",
        "true,  false, true,  false",
        "false, true,  true,  false",
        "true,  true,  false, false",
    })
    void readsLinkAdministrativeStateAndLife(final boolean linkDown, final boolean shutDown, final boolean live,
            final boolean up) {
        assertEquals(new PortDirectory.Entry("uplink", up, live), PortListener.entry(
            new FlowCapableNodeConnectorBuilder().setName("uplink")
                .setConfiguration(new PortConfig(false, false, false, shutDown))
                .setState(new StateBuilder().setLinkDown(linkDown).setBlocked(false).setLive(live).build()).build()));
    }

    @Test
    void aPortOfWhichNothingIsSaidIsUp() {
        assertEquals(new PortDirectory.Entry("", true, false),
            PortListener.entry(new FlowCapableNodeConnectorBuilder().build()));
    }
}
