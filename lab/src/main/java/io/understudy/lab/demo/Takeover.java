/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.lab.demo;

import static java.util.Objects.requireNonNull;

import io.understudy.lab.traffic.TrafficReport;
import java.util.OptionalDouble;

/**
 * One move of the role, as it was measured. Times are in milliseconds after the fault or the request.
 *
 * @param detectedMillis when the controller decided; empty if it reported no decision
 * @param gateMillis when the new gate was confirmed to be open
 * @param hosts number of hosts in the learned table before
 * @param announced number of different hosts seen announced at the new primary's uplink
 * @param announcedElsewhere number of announcement frames seen at the old primary's uplink
 * @param looped number of frames that came back to their sender, and of broadcasts that arrived twice
 * @param traffic what became of the traffic
 */
record Takeover(OptionalDouble detectedMillis, OptionalDouble gateMillis, int hosts, int announced,
        long announcedElsewhere, long looped, TrafficReport traffic) {
    Takeover {
        requireNonNull(detectedMillis);
        requireNonNull(gateMillis);
        requireNonNull(traffic);
    }
}
