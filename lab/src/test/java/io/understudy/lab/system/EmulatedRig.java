/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import io.understudy.lab.emulator.NumberedStream;
import io.understudy.lab.restconf.GroupClient;
import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What tests with an emulated lab have in common.
 */
public final class EmulatedRig {
    private EmulatedRig() {
        // only functions
    }

    /**
     * Configures a group on its bridges in which hosts are learned as fast as they speak, and waits until it is
     * protected.
     */
    public static void protect(final Topology topology, final GroupClient group, final Duration patience) {
        protect(configuration(topology), group, patience);
    }

    public static void protect(final GroupConfiguration configuration, final GroupClient group,
            final Duration patience) {
        group.configure(configuration);
        group.awaitStatus("protected", patience);
    }

    /** Of a group in which hosts are learned as fast as they speak. */
    static GroupConfiguration configuration(final Topology topology) {
        return GroupConfiguration.of(topology).with("failback", "mode", "manual")
            .with("learning", "punt-rate", 100_000);
    }

    /** Waits until a frame arrives that is sent from now on. */
    public static void awaitFrame(final NumberedStream stream, final Duration patience) {
        final long now = stream.sent();
        Awaitility.await("a frame").atMost(patience).until(() -> stream.last() > now);
    }
}
