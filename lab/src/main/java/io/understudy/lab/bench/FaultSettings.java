/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.bench;

import io.understudy.lab.restconf.GroupConfiguration;
import io.understudy.lab.testbed.Topology;
import java.time.Duration;
import java.util.List;

/**
 * What the matrix is run with.
 *
 * @param hosts number of local hosts, 3 to 1000
 * @param rate frames a second of each unicast stream
 * @param loadTime how long the processors are kept busy
 * @param storm new hosts a second that come in while a move of the role is measured, 0 for none
 * @param settings leaves of the group's configuration that differ from the defaults
 */
record FaultSettings(int hosts, int rate, Duration loadTime, int storm, List<Setting> settings) {
    /** What the fault {@code load} is about: heartbeats so fast that a busy machine might starve them. */
    private static final int FAST_INTERVAL = 10;
    private static final int FAST_MULTIPLIER = 3;

    FaultSettings {
        settings = List.copyOf(settings);
    }

    /**
     * The group's configuration for a fault.
     *
     * @param topology the lab
     * @param fault the fault
     * @return the configuration
     */
    GroupConfiguration configuration(final Topology topology, final FaultCase fault) {
        final var configuration = GroupConfiguration.of(topology)
            .with("failback", "mode", "manual")
            .withTarget(topology.outsideHost(1).address());
        if (fault == FaultCase.LOAD) {
            configuration.with("heartbeat", "interval", FAST_INTERVAL).with("heartbeat", "multiplier", FAST_MULTIPLIER);
        }
        settings.forEach(setting -> configuration.with(setting.container(), setting.leaf(), setting.value()));
        return configuration;
    }
}
