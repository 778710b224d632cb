/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;

/**
 * What tests with an emulated lab have in common.
 */
final class EmulatedRig {
    private EmulatedRig() {
        // only functions
    }

    /**
     * Configures a group on its bridges in which hosts are learned as fast as they speak, and waits until it is
     * protected.
     */
    static void protect(final Topology topology, final GroupClient group, final Duration patience) {
        group.configure(GroupConfiguration.of(topology).with("failback", "mode", "manual")
            .with("learning", "punt-rate", 100_000));
        group.awaitStatus("protected", patience);
    }
}
