/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.core.bridge;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.Location;
import java.util.Optional;

/**
 * How many frames with an address of its own as their source have come back to a bridge at each of its ports, and were
 * dropped, as its flows have counted them. A flow that is written anew begins at 0.
 *
 * @param ports of each port the frames, 0 or more
 */
public record OwnFrames(ImmutableList<AtPort> ports) {
    /**
     * What came in at a port.
     *
     * @param location the port; empty for the peer port
     * @param frames how many frames, 0 or more
     */
    public record AtPort(Optional<Location> location, long frames) {
        public String name() {
            return location.map(Location::toString).orElse("peer port");
        }
    }
}
