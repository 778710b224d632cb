/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.system;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.traffic.TrafficReport;
import java.util.Set;

/**
 * What happened while something was done to a lab.
 *
 * @param traffic what became of the numbered frames
 * @param announcedOn1 hosts that were announced on the uplink of bridge 1
 * @param announcedOn2 hosts that were announced on the uplink of bridge 2
 */
record Outcome(TrafficReport traffic, Set<String> announcedOn1, Set<String> announcedOn2) {
    Outcome {
        requireNonNull(traffic);
        requireNonNull(announcedOn1);
        requireNonNull(announcedOn2);
    }
}
